package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.BitSet;

/// A backup is made while people write, the machine is lost, and the hub goes on from the backup while they still do.
public final class RestoredBackup implements Fault {

    private static final int CHATS = 60;
    private static final int RATE = 200;

    @Override
    public String name() {
        return "restored-backup";
    }

    @Override
    public String title() {
        return "A hub restored from a backup that was made under load has all that came before it, and goes on";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        try (Stage stage = Stage.raise(ground.jar(), ground.folder("restored"), Ground.COMPANIES);
                Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            HubProcess hub = stage.hub();
            Books books = new Books(hub);
            books.awaitOnline();
            Tally tally = audience.tally();
            Traffic traffic = Traffic.in(stage, CHATS, RATE);
            Traffic.flows(tally, 500);
            long before = tally.count();
            long began = System.nanoTime();
            hub.backup(ground.folder("backup"));
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Traffic.flows(tally, 500);
            hub.kill();
            hub.restore(ground.folder("backup"));
            hub.start();
            long there = books.number("SELECT count(*) FROM message");
            Traffic.flows(tally, 500);
            BitSet[] acknowledged = traffic.stop();
            long gone = Traffic.count(acknowledged) - books.number("SELECT count(*) FROM message");
            Stage.settle(tally, acknowledged, Duration.ofSeconds(20));
            Tally.Sum sum = tally.sum(acknowledged);
            return new Finding()
                    .note("the backup took", took.toMillis() + " ms")
                    .atLeast("in the backup", there, before)
                    .note("came after it and went with the machine", gone)
                    .atMost("never delivered", sum.lost(), gone)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    // What was delivered after the backup, the hub does not remember.
                    .note("delivered again", sum.repeated())
                    .exactly("waits", books.parked(), 0);
        }
    }
}
