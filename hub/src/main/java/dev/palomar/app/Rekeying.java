package dev.palomar.app;

import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Rewrapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After a change of the master key: wraps with the present one what is still wrapped with another, while the hub
/// works.
final class Rekeying implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rekeying.class);

    private final Rewrapping work;
    private final MasterKey master;
    private final Thread thread;
    private volatile boolean stopping;

    Rekeying(Rewrapping work, MasterKey master) {
        this.work = work;
        this.master = master;
        this.thread = Thread.ofVirtual().name("rekeying").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            long left = work.progress().left();
            while (!stopping && work.step()) {
                left = work.progress().left();
                LOG.atInfo()
                        .addKeyValue("masterKey", master.id())
                        .addKeyValue("left", left)
                        .log("keysets are wrapped with the present master key");
            }
            if (!stopping && left == 0 && !master.others().isEmpty()) {
                LOG.atInfo()
                        .addKeyValue("masterKey", master.id())
                        .log("every keyset is wrapped with the present master key; the others are not needed any more");
            }
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).log("keysets could not be wrapped anew; it is tried at the next start");
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
