package dev.palomar.transport.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;

/// The folder through which files go between hub and engines. Nothing in it is the only copy of anything.
public final class Spool {

    private final Path folder;
    private final Supplier<UUID> names;

    public Spool(Path folder, Supplier<UUID> names) {
        this.folder = folder;
        this.names = names;
    }

    /// Writes `content` under a name of its own. Whoever asked deletes it.
    public Path put(InputStream content) throws IOException {
        Path file = folder.resolve(names.get().toString());
        try {
            Files.copy(content, file);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
        return file;
    }

    /// A file that an engine put there. Throws when it names something that is not in the spool.
    public Path take(String path) throws IOException {
        Path file = Path.of(path).toRealPath();
        if (!file.startsWith(folder.toRealPath())) {
            throw new IOException("the engine named a file outside the spool");
        }
        return file;
    }
}
