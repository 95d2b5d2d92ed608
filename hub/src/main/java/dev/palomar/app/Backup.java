package dev.palomar.app;

import dev.palomar.database.HotBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// `java -jar palomar.jar backup FOLDER`: a copy of a working hub's data folder, with the hub's own settings. The
/// database first and the files after it, so that no row names a file that the copy lacks. The master key stays where
/// it is.
final class Backup {

    private Backup() {}

    /// Throws [IOException] with words for the operator when it cannot be made.
    static void into(Path target, Settings settings) throws IOException {
        if (settings.database().isPresent()) {
            throw new IOException("PALOMAR_DATABASE_URL names a database of your own: back it up with pg_dump");
        }
        if (Files.exists(target) && !isEmpty(target)) {
            throw new IOException(target + " is there and not empty");
        }
        new HotBackup(settings.data().resolve("postgresql")).into(target.resolve("postgresql"));
        Path media = settings.data().resolve("media");
        if (settings.bucket().isEmpty() && Files.exists(media)) {
            copy(media, target.resolve("media"));
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path path : all) {
            Path copy = to.resolve(from.relativize(path));
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else if (Files.exists(path)) {
                Files.copy(path, copy);
            }
        }
    }
}
