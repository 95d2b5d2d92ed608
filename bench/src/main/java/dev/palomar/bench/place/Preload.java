package dev.palomar.bench.place;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/// A library in C from our resources that changes what the system says to a program started with it.
public final class Preload {

    private Preload() {}

    /// Compiles `name`.c into `folder`. Empty where that is not possible: it takes a C compiler, on Linux.
    public static Optional<Path> compiled(String name, Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/cc"))) {
            return Optional.empty();
        }
        Path source = Files.createDirectories(folder).resolve(name + ".c");
        try (InputStream packed = Preload.class.getResourceAsStream("/" + name + ".c")) {
            Files.copy(Objects.requireNonNull(packed), source, StandardCopyOption.REPLACE_EXISTING);
        }
        Path library = folder.resolve(name + ".so");
        Process compiler = new ProcessBuilder(
                        "/usr/bin/cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                .inheritIO()
                .start();
        return compiler.waitFor() == 0 ? Optional.of(library) : Optional.empty();
    }
}
