package dev.palomar.outbound.check;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.device.Device;
import dev.palomar.device.Devices;
import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.SendError;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.Submitted;
import dev.palomar.outbound.request.Submission;
import dev.palomar.transport.cloud.CheckReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Finds out how far a number really works: whether WhatsApp knows it, takes a message from it, delivers the message,
/// and whether the person's answer comes back.
public final class ConnectivityTest {

    /// How long each part may take.
    public record Patience(Duration forDelivery, Duration between) {
        public static final Patience STANDARD = new Patience(Duration.ofSeconds(30), Duration.ofMillis(200));
    }

    /// What to find out.
    ///
    /// @param message        a message to send; only the connection is tested without one
    /// @param waitForAnswer  how long to wait for the person's answer, if at all
    public record Question(Optional<Submission> message, Optional<Duration> waitForAnswer) {}

    /// One thing that was to be seen: when it was, or why it was not.
    public record Step(boolean ok, Optional<Instant> at, Optional<String> detail) {

        static Step seen(Instant at) {
            return new Step(true, Optional.of(at), Optional.empty());
        }

        static Step notSeen(String why) {
            return new Step(false, Optional.empty(), Optional.of(why));
        }

        ObjectNode json() {
            return Json.object()
                    .put("ok", ok)
                    .put("at", at.map(Times::text).orElse(null))
                    .put("detail", detail.orElse(null));
        }
    }

    /// What was seen. A step that was not asked for is empty.
    public record Report(
            Step online,
            Optional<Step> accepted,
            Optional<Step> delivered,
            Optional<Step> answered,
            Optional<MessageId> message) {

        /// `DeviceTest` of the OpenAPI document.
        public ObjectNode json() {
            ObjectNode json = Json.object();
            json.set("online", online.json());
            json.set("accepted", accepted.map(Step::json).orElse(null));
            json.set("delivered", delivered.map(Step::json).orElse(null));
            json.set("answered", answered.map(Step::json).orElse(null));
            json.put("messageId", message.map(MessageId::text).orElse(null));
            return json;
        }
    }

    private record Standing(MessageStatus status, String history, Optional<SendError> error) {}

    private final Database database;
    private final Devices devices;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Patience patience;

    public ConnectivityTest(Database database, Devices devices, Outbox outbox, InstantSource clock, Patience patience) {
        this.database = database;
        this.devices = devices;
        this.outbox = outbox;
        this.clock = clock;
        this.patience = patience;
    }

    /// Returns when everything that was asked for has been seen, or its time is up. Throws [Rejection.NotFound] when
    /// the tenant has no such device.
    public Report run(TenantId tenant, DeviceId device, Question question) {
        Step online = online(tenant, device);
        if (question.message().isEmpty()) {
            return new Report(online, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<Duration> wait = question.waitForAnswer();
        try {
            Submitted submitted =
                    outbox.submit(tenant, device, question.message().get());
            return follow(tenant, online, submitted, wait);
        } catch (Rejection refused) {
            Step not = Step.notSeen(String.valueOf(refused.getMessage()));
            Step nothing = Step.notSeen("The message was not sent.");
            return new Report(online, Optional.of(not), Optional.of(nothing), wait.map(_ -> nothing), Optional.empty());
        }
    }

    private Step online(TenantId tenant, DeviceId id) {
        Device device = devices.get(tenant, id);
        if (!device.connected()) {
            return Step.notSeen("The device was disconnected by a person.");
        }
        if (device.transport() == TransportKind.WEB || device.cloud().isEmpty()) {
            return device.state() instanceof DeviceState.Online
                    ? Step.seen(clock.instant())
                    : Step.notSeen("The device is " + device.state().word() + ".");
        }
        return switch (devices.check(tenant, id).verdict()) {
            case CheckReport.Verdict.Usable _ -> Step.seen(clock.instant());
            case CheckReport.Verdict.Broken broken -> Step.notSeen(broken.what());
            case CheckReport.Verdict.Restricted restricted -> Step.notSeen(restricted.why());
            case CheckReport.Verdict.Unreachable away -> Step.notSeen("WhatsApp could not be asked: " + away.why());
        };
    }

    private Report follow(TenantId tenant, Step online, Submitted submitted, Optional<Duration> wait) {
        Instant end = clock.instant().plus(patience.forDelivery());
        Standing standing = standing(tenant, submitted.id());
        while (isUnderWay(standing.status()) && clock.instant().isBefore(end) && pause()) {
            standing = standing(tenant, submitted.id());
        }
        Step accepted = step(standing, MessageStatus.SENT, "WhatsApp has not taken it");
        Step delivered = step(standing, MessageStatus.DELIVERED, "The phone has not confirmed it");
        Optional<Step> answered = wait.map(longest -> answered(tenant, submitted, accepted, longest));
        return new Report(online, Optional.of(accepted), Optional.of(delivered), answered, Optional.of(submitted.id()));
    }

    private static boolean isUnderWay(MessageStatus status) {
        return switch (status) {
            case QUEUED, SENDING, SENT -> true;
            case DELIVERED, READ, PLAYED, UNKNOWN, EXPIRED, CANCELED, FAILED -> false;
        };
    }

    /// The first time at which the message stood at `wanted` or beyond.
    private Step step(Standing standing, MessageStatus wanted, String otherwise) {
        for (var step : Json.read(standing.history())) {
            Optional<MessageStatus> status = Json.string(step, "status").flatMap(MessageStatus::read);
            boolean reached = status.filter(reachedStatus ->
                            reachedStatus.rank() >= wanted.rank() && reachedStatus.rank() < MessageStatus.FAILED.rank())
                    .isPresent();
            if (reached) {
                return Step.seen(Json.string(step, "at").map(Instant::parse).orElse(clock.instant()));
            }
        }
        return Step.notSeen(standing.error()
                .map(SendError::cause)
                .orElse(otherwise + " within " + patience.forDelivery().toSeconds() + " seconds."));
    }

    private Step answered(TenantId tenant, Submitted submitted, Step accepted, Duration longest) {
        if (!accepted.ok()) {
            return Step.notSeen("The message was not sent.");
        }
        Instant end = clock.instant().plus(longest);
        Optional<Instant> at = answer(tenant, submitted);
        while (at.isEmpty() && clock.instant().isBefore(end) && pause()) {
            at = answer(tenant, submitted);
        }
        return at.map(Step::seen)
                .orElseGet(() -> Step.notSeen("Nobody answered within " + longest.toSeconds() + " seconds."));
    }

    private Optional<Instant> answer(TenantId tenant, Submitted submitted) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT recorded_at FROM message
                         WHERE tenant_id = :tenant AND conversation_id = :conversation AND id > :sent
                           AND inbound AND NOT backfilled
                         ORDER BY id LIMIT 1
                        """)
                        .bind("tenant", tenant)
                        .bind("conversation", submitted.conversation())
                        .bind("sent", submitted.id())
                        .map((row, _) -> Rows.instant(row, "recorded_at"))
                        .findOne());
    }

    private Standing standing(TenantId tenant, MessageId message) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT status, history, error FROM outbox
                         WHERE tenant_id = :tenant AND message_id = :message
                        """)
                        .bind("tenant", tenant)
                        .bind("message", message)
                        .map((row, _) -> new Standing(
                                MessageStatus.read(row.getString("status")).orElseThrow(),
                                row.getString("history"),
                                SendError.read(row.getString("error"))))
                        .findOne()
                        .orElseThrow(() -> new Rejection.NotFound("message")));
    }

    private boolean pause() {
        try {
            Thread.sleep(patience.between());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
