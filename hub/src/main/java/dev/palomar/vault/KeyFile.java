package dev.palomar.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A master key in a file that its owner alone may read: one line, and below it those that only open, while the key is
/// being changed.
public final class KeyFile {

    private KeyFile() {}

    /// The key in `file`; made there when there is none yet.
    public static MasterKey open(Path file, RandomGenerator random) throws IOException {
        if (Files.notExists(file)) {
            write(file, MasterKey.fresh(random));
        }
        return read(file);
    }

    /// Throws [IOException] saying what is wrong, never what is in it.
    public static MasterKey read(Path file) throws IOException {
        try {
            List<MasterKey> keys = Files.readString(file)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(MasterKey::parse)
                    .toList();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            return keys.getFirst().and(keys.subList(1, keys.size()));
        } catch (IllegalArgumentException unusable) {
            throw new IOException("the master key in " + file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /// Whole or not at all: whoever reads it finds what was there before or this.
    public static void write(Path file, MasterKey key) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String text = Stream.concat(Stream.of(key), key.others().stream())
                .map(MasterKey::base64)
                .collect(Collectors.joining("\n", "", "\n"));
        try (var channel = java.nio.channels.FileChannel.open(fresh, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
