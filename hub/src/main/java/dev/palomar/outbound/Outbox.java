package dev.palomar.outbound;

import dev.palomar.conversation.Locator;
import dev.palomar.conversation.Place;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.GroupCommit;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Actor;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Submission;
import dev.palomar.template.Lookup;
import dev.palomar.template.SendingCheck;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The one way out. What is submitted is on disk when [#submit] returns, and is sent once, whatever happens to this
/// process.
public final class Outbox implements AutoCloseable {

    private static final int MOST_AT_ONCE = 300;

    /// What is written in the very transaction that keeps a message, such as the answer to a repeated request. If it
    /// throws, nothing was kept.
    @FunctionalInterface
    public interface Alongside {

        /// Nothing besides.
        Alongside NOTHING = (_, _) -> {};

        void write(Tx tx, Submitted submitted);
    }

    private record Job(Wanted wanted, Alongside alongside) {}

    private final Database database;
    private final Acceptance acceptance;
    private final Choice choice;
    private final Corrections corrections;
    private final Sending sending;
    private final Lookup templates;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final GroupCommit<Job, Acceptance.Answer> commits;

    public Outbox(
            Database database,
            Journal journal,
            Locator locator,
            Sending sending,
            Lookup templates,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.database = database;
        this.acceptance = new Acceptance(journal, locator, sending.transports(), sending.settings());
        this.templates = templates;
        this.choice = new Choice(database, sending.transports());
        this.corrections = new Corrections(journal);
        this.sending = sending;
        this.clock = clock;
        this.ids = ids;
        this.commits = new GroupCommit<>(
                "submit",
                new GroupCommit.Lanes<>(
                        Place.HALVES, job -> Acceptance.place(job.wanted()).half()),
                MOST_AT_ONCE,
                this::keep);
    }

    /// Keeps a message to be sent over `device`. Throws a [dev.palomar.model.Rejection] with the reason when it cannot
    /// be sent at all.
    public Submitted submit(TenantId tenant, DeviceId device, Submission submission) {
        return submit(tenant, device, submission, newId());
    }

    /// As [#submit], and writes `alongside` with it: both or none.
    public Submitted submit(TenantId tenant, DeviceId device, Submission submission, Alongside alongside) {
        return submit(tenant, device, submission, Optional.empty(), alongside);
    }

    /// As [#submit], and says who sends it. A person has thereby taken over from the reply agent.
    public Submitted submit(
            TenantId tenant, DeviceId device, Submission submission, Optional<Actor> author, Alongside alongside) {
        return submit(new Wanted(tenant, device, submission, newId(), Optional.empty(), author), alongside);
    }

    /// As [#submit], under an id from [#newId]. Submitting it again under the same id returns the first answer and
    /// sends nothing.
    public Submitted submit(TenantId tenant, DeviceId device, Submission submission, MessageId id) {
        return submit(
                new Wanted(tenant, device, submission, id, Optional.empty(), Optional.empty()), Alongside.NOTHING);
    }

    /// An id for a message about to be submitted.
    public MessageId newId() {
        return new MessageId(ids.get());
    }

    /// The number that is to send it when the caller left that to the hub. Throws a [dev.palomar.model.Rejection] when
    /// there is none.
    public DeviceId deviceFor(TenantId tenant, Submission submission) {
        return choice.of(tenant, submission);
    }

    /// Cancels a message that has not begun to be sent. Throws [dev.palomar.model.Rejection.Conflict] when it is past
    /// that.
    public void cancel(TenantId tenant, MessageId message) {
        database.tenant(tenant, tx -> {
            corrections.cancel(tx, tenant, message, clock.instant());
            return message;
        });
    }

    /// Submits again what failed, expired or was canceled, as a new message. What was perhaps sent needs
    /// `acceptDuplicate`. Throws [dev.palomar.model.Rejection.Conflict] for everything else.
    public Submitted retry(
            TenantId tenant, MessageId message, boolean acceptDuplicate, Optional<Actor> author, Alongside alongside) {
        MessageId id = newId();
        Wanted again = database.tenant(tenant, tx -> corrections.again(tx, tenant, message, acceptDuplicate, id));
        return submit(again.by(author), alongside);
    }

    /// As above, by nobody in particular and with nothing besides.
    public Submitted retry(TenantId tenant, MessageId message, boolean acceptDuplicate) {
        return retry(tenant, message, acceptDuplicate, Optional.empty(), Alongside.NOTHING);
    }

    private Submitted submit(Wanted wanted, Alongside alongside) {
        Job job = new Job(wanted, alongside);
        return switch (commits.commit(job)) {
            case Acceptance.Answer.Kept(Submitted submitted) -> submitted;
            case Acceptance.Answer.Turned(var why) when isNewsToUs(wanted, why) -> submitAgain(job);
            case Acceptance.Answer.Turned(var why) -> throw why;
        };
    }

    private Submitted submitAgain(Job job) {
        return switch (commits.commit(job)) {
            case Acceptance.Answer.Kept(Submitted submitted) -> submitted;
            case Acceptance.Answer.Turned(var why) -> throw why;
        };
    }

    /// Whether it was turned down because of its template, and Meta has said something else of that meanwhile.
    private boolean isNewsToUs(Wanted wanted, Rejection why) {
        return SendingCheck.PERHAPS_OUTDATED.contains(why.code())
                && wanted.submission().content() instanceof MessageContent.Template template
                && templates.found(
                        wanted.tenant(),
                        wanted.device(),
                        Json.string(template.form(), "name").orElse(""));
    }

    private List<Acceptance.Answer> keep(List<Job> batch) {
        Instant now = clock.instant();
        Departures departures = new Departures(sending.dispatcher(), sending.node());
        try {
            return database.worker(tx -> {
                departures.dropped();
                return keep(tx, batch, departures, now);
            });
        } catch (RuntimeException | Error failure) {
            departures.inDoubt();
            throw failure;
        }
    }

    private List<Acceptance.Answer> keep(Tx tx, List<Job> batch, Departures departures, Instant now) {
        List<Acceptance.Answer> answers =
                acceptance.accept(tx, batch.stream().map(Job::wanted).toList(), now, departures);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Acceptance.Answer.Kept(Submitted submitted)) {
                batch.get(i).alongside().write(tx, submitted);
            }
        }
        tx.afterCommit(() -> {
            CrashPoint.SUBMIT_AFTER_COMMIT.pass();
            departures.kept();
        });
        CrashPoint.SUBMIT_BEFORE_COMMIT.pass();
        return answers;
    }

    /// How many submissions wait for their commit.
    public int length() {
        return commits.length();
    }

    /// Keeps what was submitted so far; takes nothing more. To be closed before the [Sending].
    @Override
    public void close() {
        commits.close();
    }
}
