package dev.palomar.app;

import dev.palomar.database.CrashPoint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the hub and stops it cleanly when it is told to; with `backup FOLDER`, copies the data of one
/// that works; with `rotate-key`, changes its master key.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        PrintStream terminal = System.out;
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
        } catch (Settings.Faulty faulty) {
            System.err.println("The hub cannot start, its settings are faulty:");
            faulty.faults().forEach(fault -> System.err.println("  " + fault));
            System.exit(2);
            return;
        }
        if (arguments.length > 0) {
            System.exit(command(List.of(arguments), settings, terminal));
        }
        Logging.setUp(settings.jsonLog());
        Logger log = LoggerFactory.getLogger(Main.class);
        settings.crash().ifPresent(order -> {
            log.atWarn().addKeyValue("order", order).log("the hub will end itself: it is being tested");
            CrashPoint.arm(order);
        });
        try {
            Hub hub = Hub.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "stop"));
            log.atInfo()
                    .addKeyValue("version", Version.NAME)
                    .addKeyValue("port", hub.port())
                    .log("the hub is ready");
            hub.setupLink().ifPresent(link -> terminal.println("first administrator: " + link));
        } catch (IOException | RuntimeException failure) {
            log.atError().setCause(failure).log("the hub cannot start");
            System.err.println("The hub cannot start: " + failure.getMessage());
            System.exit(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            System.exit(1);
        }
    }

    private static int rotateKey(Settings settings, PrintStream terminal) {
        Logging.setUp(settings.jsonLog());
        settings.crash().ifPresent(CrashPoint::arm);
        try {
            RotateKey.run(settings, terminal);
            return 0;
        } catch (IOException failure) {
            System.err.println("the key is not changed yet: " + failure.getMessage());
            return 1;
        }
    }

    /// Answers the code to end with.
    private static int command(List<String> arguments, Settings settings, PrintStream terminal) {
        if (arguments.equals(List.of("rotate-key"))) {
            return rotateKey(settings, terminal);
        }
        if (arguments.size() != 2 || !arguments.getFirst().equals("backup")) {
            System.err.println("usage: java -jar palomar.jar [backup FOLDER | rotate-key]");
            return 2;
        }
        try {
            Path target = Path.of(arguments.get(1));
            Backup.into(target, settings);
            terminal.println("the backup is in " + target + "; the master key is not in it");
            return 0;
        } catch (IOException failure) {
            System.err.println("no backup: " + failure.getMessage());
            return 1;
        }
    }
}
