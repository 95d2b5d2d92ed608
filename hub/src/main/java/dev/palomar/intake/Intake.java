package dev.palomar.intake;

import dev.palomar.conversation.Acquaintances;
import dev.palomar.conversation.Place;
import dev.palomar.conversation.Unacquainted;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.GroupCommit;
import dev.palomar.database.Tx;
import dev.palomar.model.MessageContent;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Inbound;
import dev.palomar.transport.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The way in. Whoever comes while a commit is under way shares the next one. What one chat says keeps its order.
public final class Intake implements Inbound, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MOST_AT_ONCE = 300;

    /// How often something may have to be learned about the people of one batch.
    private static final int LESSONS = 3;

    /// What is kept together, and what else its transaction writes.
    private record Parcel(int lane, List<Arrival> arrivals, Optional<Consumer<Tx>> alongside) {}

    private final Database database;
    private final Recorder recorder;
    private final Acquaintances acquaintances;
    private final GroupCommit<Parcel, Boolean> commits;

    public Intake(Database database, Recorder recorder) {
        this.database = database;
        this.recorder = recorder;
        this.acquaintances = recorder.acquaintances(database);
        this.commits = new GroupCommit<>(
                "intake", new GroupCommit.Lanes<>(Place.HALVES, Parcel::lane), MOST_AT_ONCE, this::keep);
    }

    /// Who is who is learned before what they said is recorded.
    private List<Boolean> keep(List<Parcel> parcels) {
        List<Arrival> arrivals = arrivals(parcels);
        acquaintances.learn(arrivals.stream().flatMap(Intake::introduced).toList());
        for (int attempt = 1; ; attempt++) {
            try {
                record(parcels, arrivals);
                arrivals.stream().flatMap(Intake::renewed).forEach(acquaintances::renew);
                return Collections.nCopies(parcels.size(), true);
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

    /// A notice of WhatsApp's that the person's number or user id is another one. It is said in the chat of before.
    private static Stream<Acquaintances.Renewal> renewed(Arrival arrival) {
        return arrival.signal() instanceof Signal.Message said
                        && said.content() instanceof MessageContent.SystemNotice(ObjectNode form)
                        && !said.backfilled()
                ? Renewals.read(form, said.person())
                        .map(names -> new Acquaintances.Renewal(arrival.tenant(), names.before(), names.now()))
                        .stream()
                : Stream.empty();
    }

    private void record(List<Parcel> parcels, List<Arrival> arrivals) {
        try {
            commit(parcels, tx -> recorder.recordNews(tx, arrivals));
        } catch (Recorder.Disappointed hope) {
            LOG.atDebug().addKeyValue("why", hope.getMessage()).log("a batch is recorded again");
            commit(parcels, tx -> recorder.record(tx, arrivals));
        }
    }

    private void commit(List<Parcel> parcels, Consumer<Tx> recording) {
        database.worker(tx -> {
            recording.accept(tx);
            parcels.forEach(parcel -> parcel.alongside().ifPresent(work -> work.accept(tx)));
            CrashPoint.INTAKE_BEFORE_COMMIT.pass();
            return parcels;
        });
        CrashPoint.INTAKE_AFTER_COMMIT.pass();
    }

    private static List<Arrival> arrivals(List<Parcel> parcels) {
        List<Arrival> arrivals = new ArrayList<>(parcels.size());
        parcels.forEach(parcel -> arrivals.addAll(parcel.arrivals()));
        return arrivals;
    }

    @Override
    public void accept(List<Arrival> arrivals) {
        List<CompletableFuture<Boolean>> kept = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival ->
                kept.add(commits.submit(new Parcel(Said.half(arrival), List.of(arrival), Optional.empty()))));
        join(kept);
    }

    /// As [#accept(List)], all of it in one transaction together with what `alongside` writes; `lane` is the same for
    /// all that has to keep its order. If it throws, none of it was kept.
    public void accept(int lane, List<Arrival> arrivals, Consumer<Tx> alongside) {
        join(List.of(commits.submit(
                new Parcel(Math.floorMod(lane, Place.HALVES), List.copyOf(arrivals), Optional.of(alongside)))));
    }

    private static void join(List<CompletableFuture<Boolean>> kept) {
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
