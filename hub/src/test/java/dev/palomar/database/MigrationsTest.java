package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `migrations.sha256` holds what each migration was when it was handed over. A new one gets its line, by `sha256sum`.
class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Path SEALED = Path.of("src/test/resources/migrations.sha256");

    @Test
    void a_hub_that_has_a_migration_starts_with_every_later_version() throws IOException, NoSuchAlgorithmException {
        Map<String, String> sealed = new TreeMap<>();
        for (String line : Files.readAllLines(SEALED)) {
            sealed.put(line.substring(66), line.substring(0, 64));
        }
        Map<String, String> now = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                now.put(file.getFileName().toString(), sha256(file));
            }
        }
        assertThat(now)
                .as("a migration is not changed: what is to change comes with a new one")
                .isEqualTo(sealed);
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
