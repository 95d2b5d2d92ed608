package dev.palomar.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The quick ones of the faults, against the jar as it was built.
class FaultsTest {

    private static final Path JAR = Path.of("../hub/target/palomar.jar");

    // What is left of a failure is worth looking at.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static Ground ground;

    @BeforeAll
    static void findTheJar() throws IOException {
        assertThat(JAR).as("the hub is built before").exists();
        // PostgreSQL does not run as root, and who it runs as then has to get in.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ground = new Ground(JAR, folder);
    }

    @AfterAll
    static void leave() throws IOException {
        ground.close();
    }

    @TestFactory
    Stream<DynamicTest> quickly() {
        return Faults.all().stream()
                .filter(Fault::quick)
                .map(fault -> DynamicTest.dynamicTest(fault.title(), () -> {
                    Finding finding = fault.run(ground);
                    System.out.println(fault.name() + ": " + finding);
                    assertThat(finding.broken()).as(finding.toString()).isEmpty();
                }));
    }
}
