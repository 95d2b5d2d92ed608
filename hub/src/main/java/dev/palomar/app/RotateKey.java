package dev.palomar.app;

import dev.palomar.database.Database;
import dev.palomar.database.DatabaseAddress;
import dev.palomar.database.LocalPostgres;
import dev.palomar.vault.KeyFile;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Rewrapping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// `java -jar palomar.jar rotate-key`: another master key. Where the hub keeps the key in its data folder, this makes
/// one, and the hub must be stopped meanwhile; where the operator keeps it, this wraps everything with the one that is
/// set. Killed at any moment, it goes on at the next call, and the hub starts in between, too.
final class RotateKey {

    /// In the data folder.
    static final String FILE = "master.key";

    private static final String BEFORE = "master.key.old";
    private static final int CONNECTIONS = 2;

    private final Settings settings;
    private final PrintStream terminal;
    private final SecureRandom random = new SecureRandom();

    private RotateKey(Settings settings, PrintStream terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    /// Throws [IOException] with words for the operator when it cannot be done.
    static void run(Settings settings, PrintStream terminal) throws IOException {
        RotateKey work = new RotateKey(settings, terminal);
        try {
            if (settings.database().isPresent()) {
                work.rotate(settings.database().get());
            } else {
                Path home = settings.data().resolve("postgresql");
                if (Files.notExists(home)) {
                    throw new IOException("there is no hub in " + settings.data() + "; PALOMAR_DATA says where it is");
                }
                try (LocalPostgres server = LocalPostgres.start(home, work.random)) {
                    work.rotate(server.address());
                }
            }
        } catch (IllegalStateException refused) {
            throw new IOException(refused.getMessage(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted; call it again to go on", interrupted);
        }
    }

    private void rotate(DatabaseAddress address) throws IOException {
        try (Database database = Database.open(address, CONNECTIONS)) {
            if (settings.masterKey().isPresent()) {
                rewrap(database, settings.masterKey().get());
                terminal.println("everything is wrapped with "
                        + settings.masterKey().get().id()
                        + "; what is in PALOMAR_MASTER_KEY_ALSO is needed for older backups only");
            } else {
                inTheDataFolder(database);
            }
        }
    }

    private void inTheDataFolder(Database database) throws IOException {
        Path file = settings.data().resolve(FILE);
        MasterKey before = KeyFile.read(file);
        MasterKey both = before;
        if (before.others().isEmpty()) {
            // That it is the right one shows before anything is changed.
            Rewrapping.mustOpen(database, before);
            both = MasterKey.fresh(random).and(List.of(before));
            KeyFile.write(file, both);
            terminal.println(
                    "a new master key, " + both.id() + ", is in " + file + ", with " + before.id() + " below it");
        } else {
            terminal.println("going on with the change to " + both.id());
        }
        rewrap(database, both);
        Path old = settings.data().resolve(BEFORE);
        KeyFile.write(old, both.others().getFirst().and(both.others()));
        KeyFile.write(file, both.and(List.of()));
        terminal.println("done. The key before is in " + old + ": keep it with the backups made until now, and"
                + " delete it here");
    }

    private void rewrap(Database database, MasterKey key) {
        Rewrapping work = new Rewrapping(database, key);
        Rewrapping.Progress progress = work.progress();
        terminal.println(progress.left() + " of " + (progress.left() + progress.done()) + " keysets to wrap");
        while (work.step()) {
            progress = work.progress();
            terminal.println(progress.done() + " wrapped, " + progress.left() + " left");
        }
        if (work.progress().left() > 0) {
            throw new IllegalStateException("another one is at it just now; call it again to see how far it is");
        }
    }
}
