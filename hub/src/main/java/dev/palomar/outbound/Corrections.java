package dev.palomar.outbound;

import dev.palomar.conversation.Recipient;
import dev.palomar.conversation.StatusChange;
import dev.palomar.conversation.Statuses;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Pointers;
import dev.palomar.outbound.request.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people change their minds about: a message that is not to be sent after all, or is to be sent again.
final class Corrections {

    private final Journal journal;

    Corrections(Journal journal) {
        this.journal = journal;
    }

    private record Found(ConversationId conversation, int slot) {}

    /// Cancels a message that waits. Throws [Rejection.Conflict] when it is past that.
    void cancel(Tx tx, TenantId tenant, MessageId message, Instant now) {
        Found found = tx.query("""
                SELECT conversation_id, slot FROM outbox WHERE tenant_id = :tenant AND message_id = :message
                """)
                .bind("tenant", tenant)
                .bind("message", message)
                .map((row, _) -> new Found(new ConversationId(Rows.uuid(row, "conversation_id")), row.getInt("slot")))
                .findOne()
                .orElseThrow(() -> notOurs(tx, tenant, message));
        Journal.Page page = journal.open(tx, List.of(found.slot()));
        MessageStatus status = lock(tx, tenant, message);
        if (status != MessageStatus.QUEUED) {
            throw new Rejection.Conflict(
                    "wrong-state", "The message is " + status.word() + "; only one that is queued can be canceled.");
        }
        Statuses.apply(
                tx,
                page,
                List.of(new StatusChange(
                        tenant,
                        message,
                        found.conversation(),
                        found.slot(),
                        MessageStatus.CANCELED,
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        page.flush();
    }

    /// Holds the row until the transaction ends: nobody begins to send it meanwhile.
    private static MessageStatus lock(Tx tx, TenantId tenant, MessageId message) {
        return tx.query("""
                SELECT status FROM outbox WHERE tenant_id = :tenant AND message_id = :message FOR UPDATE
                """)
                .bind("tenant", tenant)
                .bind("message", message)
                .mapTo(String.class)
                .findOne()
                .flatMap(MessageStatus::read)
                .orElseThrow(() -> new Rejection.NotFound("message"));
    }

    /// A message as it was submitted, to be submitted again. Throws [Rejection.Conflict] when it needs no repetition,
    /// or when it was perhaps sent and nobody said that a second one does no harm.
    Wanted again(Tx tx, TenantId tenant, MessageId message, boolean acceptDuplicate, MessageId id) {
        return tx.query("""
                SELECT o.device_id, o.recipient, o.status, o.client_reference, m.content, m.context
                  FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                 WHERE o.tenant_id = :tenant AND o.message_id = :message
                """)
                .bind("tenant", tenant)
                .bind("message", message)
                .map((row, _) -> {
                    MessageStatus status =
                            MessageStatus.read(row.getString("status")).orElseThrow();
                    checkRepeatable(status, acceptDuplicate);
                    MessageContent content = ContentJson.read(Json.readObject(row.getString("content")));
                    Pointers points = Pointers.read(Rows.maybeText(row, "context"));
                    Submission submission = new Submission(
                            Recipient.read(row.getString("recipient")),
                            content,
                            points.quoted(),
                            Submission.files(content),
                            Rows.maybeText(row, "client_reference"),
                            Optional.empty(),
                            points.mentions());
                    return new Wanted(
                            tenant,
                            new DeviceId(Rows.uuid(row, "device_id")),
                            submission,
                            id,
                            Optional.of(message),
                            Optional.empty());
                })
                .findOne()
                .orElseThrow(() -> notOurs(tx, tenant, message));
    }

    private static void checkRepeatable(MessageStatus status, boolean acceptDuplicate) {
        switch (status) {
            case FAILED, EXPIRED, CANCELED -> {}
            case UNKNOWN -> {
                if (!acceptDuplicate) {
                    throw new Rejection.Conflict(
                            "wrong-state",
                            "The message may have been sent already. Say acceptDuplicate when it does no harm that the"
                                    + " person receives it twice.");
                }
            }
            case QUEUED, SENDING, SENT, DELIVERED, READ, PLAYED ->
                throw new Rejection.Conflict(
                        "wrong-state",
                        "The message is " + status.word() + "; only one that did not go can be sent again.");
        }
    }

    /// A message that came in is there, too, and is none of ours.
    private static Rejection notOurs(Tx tx, TenantId tenant, MessageId message) {
        boolean there = tx.query("SELECT 1 FROM message WHERE tenant_id = :tenant AND id = :message")
                .bind("tenant", tenant)
                .bind("message", message)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        return there
                ? new Rejection.Conflict("wrong-state", "The message was not sent by this hub.")
                : new Rejection.NotFound("message");
    }
}
