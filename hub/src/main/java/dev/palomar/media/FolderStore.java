package dev.palomar.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files in a folder of this machine. A file is written aside, forced to the disk and only then moved to its name, so
/// after a crash it is there whole or not at all.
public final class FolderStore implements MediaStore {

    private static final Pattern KEY = Pattern.compile("[a-z0-9]{1,64}(/[a-z0-9]{1,64}){0,4}");

    private final Path folder;
    private final Path aside;

    public FolderStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.aside = Files.createDirectories(folder.resolve(".incoming"));
    }

    @Override
    public void put(String key, InputStream content) throws IOException {
        Path target = path(key);
        Path written = Files.createTempFile(aside, "media", ".part");
        try {
            try (var out = Files.newOutputStream(written)) {
                content.transferTo(out);
            }
            force(written);
            Path parent = Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        try {
            return Optional.of(Files.newInputStream(path(key)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    private Path path(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key of the media store");
        }
        return folder.resolve(key);
    }

    private static void force(Path path) throws IOException {
        boolean file = Files.isRegularFile(path);
        try (FileChannel channel = FileChannel.open(path, file ? StandardOpenOption.WRITE : StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
