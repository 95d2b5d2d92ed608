package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Preload;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The hub's clock is a day ahead or behind, or jumps; the database's is right.
public final class WrongClock implements Fault {

    private static final int CHATS = 100;
    private static final int PEOPLE = 600;

    private enum Way {
        AHEAD("clock-ahead", "is a day ahead", "86400"),
        BEHIND("clock-behind", "is a day behind", "-86400"),
        JUMPS("clock-jumps", "jumps by an hour and by days, forth and back", "0,3600,86400,-86400,0");

        private final String word;
        private final String said;
        private final String shifts;

        Way(String word, String said, String shifts) {
            this.word = word;
            this.said = said;
            this.shifts = shifts;
        }
    }

    private final Way way;

    private WrongClock(Way way) {
        this.way = way;
    }

    static List<Fault> all() {
        return Stream.of(Way.values()).<Fault>map(WrongClock::new).toList();
    }

    @Override
    public String name() {
        return way.word;
    }

    @Override
    public String title() {
        return "A clock that " + way.said + " loses nothing, keeps the order and sends nothing twice";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Path folder = ground.folder("clock");
        Optional<Path> library = Preload.compiled("wrong-clock", folder);
        if (library.isEmpty()) {
            return new Finding().note("NOT TRIED:", "it takes a C compiler, as cc, on Linux");
        }
        Stage stage = ground.stage();
        HubProcess hub = stage.hub();
        Path shift = folder.resolve("shift");
        Files.writeString(shift, shifts().getFirst());
        hub.kill();
        hub.with("LD_PRELOAD", library.get().toString()).with("WRONG_CLOCK_FILE", shift.toString());
        try {
            hub.start();
            return run(stage, shift);
        } finally {
            hub.kill();
            hub.without("LD_PRELOAD").without("WRONG_CLOCK_FILE");
        }
    }

    private Finding run(Stage stage, Path shift) throws Exception {
        Books books = new Books(stage.hub());
        long unknownBefore = books.sending("unknown");
        long queuedBefore = books.sending("queued");
        long expiredBefore = books.sending("expired");
        Tally sent = new Tally(PEOPLE);
        stage.graph().count(sent);
        try (Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            Traffic in = Traffic.in(stage, CHATS, 200);
            Traffic out = Traffic.out(stage, PEOPLE, 60);
            for (String to : shifts()) {
                Files.writeString(shift, to);
                Thread.sleep(200);
                Traffic.flows(audience.tally(), 300);
            }
            BitSet[] acknowledged = in.stop();
            BitSet[] accepted = out.stop();
            Stage.settle(audience.tally(), acknowledged, Duration.ofSeconds(20));
            long unknown = books.awaitSent(sent, accepted, unknownBefore);
            Tally.Sum came = audience.tally().sum(acknowledged);
            Tally.Sum went = sent.sum(accepted);
            long waiting = books.sending("queued") - queuedBefore;
            long expired = books.sending("expired") - expiredBefore;
            return new Finding()
                    .atLeast("acknowledged", Traffic.count(acknowledged), 300L * shifts().size())
                    .exactly("lost", came.lost(), 0)
                    .exactly("out of order", came.outOfOrder(), 0)
                    .exactly("repeated", came.repeated(), 0)
                    .atLeast("accepted", Traffic.count(accepted), 50)
                    .exactly("sent twice", went.repeated(), 0)
                    // What was due by a clock that was ahead waits until it is due; it is late, and it is there. What
                    // was kept by one that was days behind is too old by the right one, and is said to be.
                    .atMost("waiting or too old", went.lost(), waiting + expired)
                    .exactly("said to be unknown", unknown, 0);
        }
    }

    private List<String> shifts() {
        return List.of(way.shifts.split(",", -1));
    }
}
