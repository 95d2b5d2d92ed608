package dev.palomar.sandbox;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the sandbox from the environment and runs until it is asked to stop.
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    /// Held on to, because the JDK forgets the level of a logger that nobody refers to.
    private static final java.util.logging.Logger SERVER = java.util.logging.Logger.getLogger("io.helidon");

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        SERVER.setLevel(Level.WARNING);
        Sandbox sandbox;
        try {
            sandbox = Sandbox.start(SandboxSettings.from(System.getenv()));
        } catch (SandboxSettings.Faulty faulty) {
            LOG.error("the sandbox does not start: {}", faulty.getMessage());
            System.exit(2);
            return;
        } catch (IllegalStateException taken) {
            LOG.error("the sandbox does not start: {}", taken.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            sandbox.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}
