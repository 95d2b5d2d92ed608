package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs of other people's packages.
final class Npm {

    private Npm() {}

    /// The packages of a project, exactly those of its lockfile.
    static void packages(Path project) throws Exception {
        Path mark = project.resolve("node_modules/.palomar");
        String lock = Files.readString(project.resolve("package-lock.json"));
        if (!Files.exists(mark) || !Files.readString(mark).equals(lock)) {
            run(project, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
            Files.writeString(mark, lock);
        }
    }

    /// What the program printed; it has to end well within ten minutes.
    static String run(Path where, Map<String, String> environment, String... command) throws Exception {
        File log = File.createTempFile("npm", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        String output = Files.readString(log.toPath(), StandardCharsets.UTF_8);
        Files.delete(log.toPath());
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0).as(output).isTrue();
        return output;
    }
}
