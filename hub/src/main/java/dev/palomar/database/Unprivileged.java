package dev.palomar.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root, so for root its processes are started as somebody else.
///
/// @param command  what to put before a command line; nothing for ordinary users
/// @param account  who then owns the data folder; empty where ownership need not change
record Unprivileged(List<String> command, Optional<String> account) {

    /// The first way that works here and can reach `home`. Ordinary users need none.
    static Unprivileged forAccessTo(Path home) throws IOException, InterruptedException {
        if (!runsAsRoot()) {
            return new Unprivileged(List.of(), Optional.empty());
        }
        for (String account : List.of("postgres", "nobody")) {
            Optional<String> group = groupOf(account);
            if (group.isEmpty()) {
                continue;
            }
            for (List<String> command : List.of(
                    List.of("setpriv", "--reuid=" + account, "--regid=" + group.get(), "--clear-groups", "--"),
                    List.of("su-exec", account),
                    List.of("runuser", "-u", account, "--"))) {
                if (reaches(command, home)) {
                    return new Unprivileged(command, Optional.of(account));
                }
            }
        }
        // In a user namespace of its own the process is not root, and still may enter root's folders.
        List<String> namespace = List.of("unshare", "-U", "--");
        if (reaches(namespace, home)) {
            return new Unprivileged(namespace, Optional.of("root"));
        }
        throw new IOException("PostgreSQL does not run as root, and no other account can reach " + home
                + ": start the hub as an ordinary user, set PALOMAR_DATA to a folder that everybody may enter,"
                + " or set PALOMAR_DATABASE_URL to a server of your own");
    }

    List<String> with(List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }

    /// Hands `path` to the account that will use it.
    void own(Path path) throws IOException {
        if (account.isPresent()) {
            var owner = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account.get());
            Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(owner);
        }
    }

    /// Hands over a folder with everything in it when it is somebody else's, as one that was restored from a backup.
    void ownAll(Path folder) throws IOException {
        if (account.isEmpty() || Files.getOwner(folder).getName().equals(account.get())) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        }
        // The folder itself comes last: what was cut off is done again.
        for (Path path : all.reversed()) {
            own(path);
        }
    }

    private static boolean reaches(List<String> command, Path home) throws InterruptedException {
        List<String> test = new ArrayList<>(command);
        test.addAll(List.of("test", "-x", home.toAbsolutePath().toString()));
        try {
            return new ProcessBuilder(test)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static boolean runsAsRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static Optional<String> groupOf(String account) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.filter(line -> line.startsWith(account + ":"))
                    .map(line -> line.split(":", -1)[3])
                    .findFirst();
        }
    }
}
