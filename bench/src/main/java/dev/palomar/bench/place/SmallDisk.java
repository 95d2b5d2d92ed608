package dev.palomar.bench.place;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of a few megabytes, which can be filled up and emptied again. It takes root, and Linux.
public final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final Path ballast;

    /// Mounts one over `folder`.
    public SmallDisk(Path folder, int megabytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.ballast = folder.resolve("ballast");
        run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + megabytes + "m", "palomar-bench", folder.toString());
    }

    /// Whether this machine lets us.
    public static boolean canBeHad() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/mount"));
    }

    /// Takes all the room there is, but for so many bytes.
    public void fill(long but) throws IOException {
        FileStore store = Files.getFileStore(folder);
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (store.getUsableSpace() - block.length > but) {
                out.write(block);
            }
        } catch (IOException full) {
            if (store.getUsableSpace() > but + block.length) {
                throw full;
            }
        }
    }

    /// Gives back what [#fill] took.
    public void empty() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "--lazy", folder.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}
