package dev.palomar.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends what takes too long. One thread looks at all that is under way every quarter of a second, so that what ends in
/// time, which is nearly everything, costs next to nothing; what is late is ended up to a quarter of a second later.
final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    /// Something under way. Closing it says that it is over.
    final class Run implements AutoCloseable {

        private final long until;
        private final Runnable end;
        private volatile boolean late;

        private Run(long until, Runnable end) {
            this.until = until;
            this.end = end;
        }

        /// Whether it was ended.
        boolean late() {
            return late;
        }

        @Override
        public void close() {
            underWay.remove(this);
        }
    }

    private final Set<Run> underWay = ConcurrentHashMap.newKeySet();
    private final Thread watch;

    /// `besides` is done once a `period`.
    Deadlines(String name, Duration period, Runnable besides) {
        this.watch = Thread.ofPlatform().name(name).daemon().start(() -> watch(period, besides));
    }

    /// `end` is called when `time` is over, once, on another thread.
    Run begin(Duration time, Runnable end) {
        Run run = new Run(System.nanoTime() + time.toNanos(), end);
        underWay.add(run);
        return run;
    }

    private void watch(Duration period, Runnable besides) {
        long last = System.nanoTime();
        while (true) {
            try {
                Thread.sleep(LOOK);
                long now = System.nanoTime();
                endLateOnes(now);
                if (now - last >= period.toNanos()) {
                    last = now;
                    besides.run();
                }
            } catch (InterruptedException closed) {
                return;
            } catch (RuntimeException defect) {
                LOG.atWarn().setCause(defect).log("what was late could not be ended");
            }
        }
    }

    private void endLateOnes(long now) {
        List<Run> late = underWay.stream().filter(run -> run.until - now <= 0).toList();
        for (Run run : late) {
            if (underWay.remove(run)) {
                run.late = true;
                run.end.run();
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
