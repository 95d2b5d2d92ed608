package dev.palomar.app;

import dev.palomar.database.CrashPoint;
import java.io.IOException;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the hub and stops it cleanly when it is told to.
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
}
