package dev.palomar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is counted in the files of the whole repository: hub, sandbox, panel, tools and documents.
class HouseRulesTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final int LINES = 400;
    private static final int FILES = 30;

    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", "dist", ".dev", "fixtures", "screenshots", "test-results");

    private static final Pattern CODE = Pattern.compile(".*\\.(java|ts|tsx|js|mjs|sh|css)|dev");
    private static final Pattern TEXT =
            Pattern.compile(".*\\.(java|ts|tsx|js|mjs|sh|css|md|sql|yaml|yml|xml|html)|dev");

    /// Made by a program from the contract.
    private static final Path GENERATED = Path.of("panel/src/api/schema.ts");

    /// Promises in place of a feature, and folders of somebody's own machine. In pieces, so as not to find itself.
    private static final Pattern NOT_FOR_OTHERS = Pattern.compile(
            "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|(?<![\\w.~}])/(home/(?!palomar)|Users/|wo" + "rk/|tmp/w" + "t)\\w");

    private static List<Path> files;

    @BeforeAll
    static void listTheRepository() throws IOException {
        files = new ArrayList<>();
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(REPOSITORY.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
        files.remove(GENERATED);
    }

    @Test
    void the_repository_was_found() {
        assertThat(files).contains(Path.of("pom.xml"), Path.of("dev"));
        assertThat(files).hasSizeGreaterThan(300);
    }

    @Test
    void no_file_of_code_has_more_than_400_lines() {
        assertThat(files.stream()
                        .filter(file -> CODE.matcher(name(file)).matches())
                        .filter(file -> text(file).lines().count() > LINES))
                .isEmpty();
    }

    @Test
    void a_folder_with_more_than_30_files_of_code_is_two() {
        Map<Path, Long> counted = files.stream()
                .filter(file -> CODE.matcher(name(file)).matches())
                .collect(Collectors.groupingBy(file -> file.resolveSibling(""), TreeMap::new, Collectors.counting()));
        counted.values().removeIf(count -> count <= FILES);
        assertThat(counted).isEmpty();
    }

    @Test
    void the_sandbox_knows_nothing_of_the_hub() {
        Pattern hub = Pattern.compile("import (static )?dev\\.palomar\\.(?!sandbox\\.)");
        assertThat(files.stream()
                        .filter(file -> file.startsWith("sandbox") && name(file).endsWith(".java"))
                        .filter(file -> hub.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void no_file_promises_for_later_or_names_a_folder_of_somebody_s_machine() {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (TEXT.matcher(name(file)).matches()) {
                text(file)
                        .lines()
                        .filter(line -> NOT_FOR_OTHERS.matcher(line).find())
                        .forEach(line -> found.add(file + ": " + line.strip()));
            }
        }
        assertThat(found).isEmpty();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(REPOSITORY.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
