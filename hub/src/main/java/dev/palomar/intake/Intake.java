package dev.palomar.intake;

import dev.palomar.conversation.Acquaintances;
import dev.palomar.conversation.Place;
import dev.palomar.conversation.Unacquainted;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.GroupCommit;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Inbound;
import dev.palomar.transport.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// The way in. Whoever comes while a commit is under way shares the next one. What one chat says keeps its order.
public final class Intake implements Inbound, AutoCloseable {

    private static final int MOST_AT_ONCE = 300;

    /// How often something may have to be learned about the people of one batch.
    private static final int LESSONS = 3;

    private final Database database;
    private final Recorder recorder;
    private final Acquaintances acquaintances;
    private final GroupCommit<Arrival, Recorder.Kept> commits;

    public Intake(Database database, Recorder recorder) {
        this.database = database;
        this.recorder = recorder;
        this.acquaintances = recorder.acquaintances(database);
        this.commits = new GroupCommit<>(
                "intake", new GroupCommit.Lanes<>(Place.HALVES, Said::half), MOST_AT_ONCE, this::keep);
    }

    /// Who is who is learned before what they said is recorded.
    private List<Recorder.Kept> keep(List<Arrival> arrivals) {
        acquaintances.learn(arrivals.stream().flatMap(Intake::introduced).toList());
        for (int attempt = 1; ; attempt++) {
            try {
                return record(arrivals);
            } catch (Unacquainted strangers) {
                if (attempt == LESSONS) {
                    throw strangers;
                }
                acquaintances.learn(strangers.facts());
            }
        }
    }

    private static Stream<Acquaintances.Fact> introduced(Arrival arrival) {
        return arrival.signal() instanceof Signal.Acquaintance told
                ? Stream.of(new Acquaintances.Fact(arrival.tenant(), told.person(), told.name()))
                : Stream.empty();
    }

    private List<Recorder.Kept> record(List<Arrival> arrivals) {
        List<Recorder.Kept> kept = database.worker(tx -> {
            List<Recorder.Kept> written = recorder.record(tx, arrivals);
            CrashPoint.INTAKE_BEFORE_COMMIT.pass();
            return written;
        });
        CrashPoint.INTAKE_AFTER_COMMIT.pass();
        return kept;
    }

    @Override
    public void accept(List<Arrival> arrivals) {
        List<CompletableFuture<Recorder.Kept>> kept = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival -> kept.add(commits.submit(arrival)));
        try {
            kept.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /// How many signals wait for their commit.
    public int length() {
        return commits.length();
    }

    @Override
    public void close() {
        commits.close();
    }
}
