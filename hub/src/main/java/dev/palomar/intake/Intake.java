package dev.palomar.intake;

import dev.palomar.conversation.Place;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.GroupCommit;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Inbound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The way in. Whoever comes while a commit is under way shares the next one. What one chat says keeps its order.
public final class Intake implements Inbound, AutoCloseable {

    private static final int MOST_AT_ONCE = 300;

    private final GroupCommit<Arrival, Recorder.Kept> commits;

    public Intake(Database database, Recorder recorder) {
        this.commits = new GroupCommit<>(
                "intake", new GroupCommit.Lanes<>(Place.HALVES, Said::half), MOST_AT_ONCE, arrivals -> {
                    List<Recorder.Kept> kept = database.worker(tx -> {
                        List<Recorder.Kept> written = recorder.record(tx, arrivals);
                        CrashPoint.INTAKE_BEFORE_COMMIT.pass();
                        return written;
                    });
                    CrashPoint.INTAKE_AFTER_COMMIT.pass();
                    return kept;
                });
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
