package dev.palomar.privacy;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/// Empties what the log of events says about a person, and what receivers answered to it. The rows stay, because the
/// log
/// has no gaps: whoever reads it later is told that something was erased.
final class EventSweep implements Erasable {

    /// What is left of an event.
    static final String ERASED = "{\"erased\":true}";

    private static final int AT_ONCE = 1_000;

    private static final String MENTIONED =
            "EXISTS (SELECT FROM unnest(:marks) AS k (mark)" + " WHERE position(convert_to(k.mark, 'UTF8') IN %s) > 0)";

    /// Said in the person's chats, said by them in a group, or told of their contact as such.
    private static final String THEIRS =
            """
            e.conversation_id = ANY (:conversations)
             OR e.message_id IN (SELECT m.id FROM message m WHERE m.tenant_id = e.tenant_id AND m.sender_id = ANY (:contacts))
             OR e.conversation_id IS NULL AND (%s OR %s)
            """.formatted(MENTIONED.formatted("e.normalized"), MENTIONED.formatted("coalesce(e.raw, '')"));

    /// That they have a message of the company's in a group is said in WhatsApp's words alone.
    private static final String RECEIPT =
            "e.type <> 'message.received' AND " + MENTIONED.formatted("coalesce(e.raw, '')");

    @Override
    public String what() {
        return "events";
    }

    @Override
    public Set<String> tables() {
        return Set.of("event", "attempt");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        List<UUID> page = tx.query("""
                SELECT id FROM event WHERE tenant_id = :tenant AND id > :from ORDER BY id LIMIT :most
                """)
                .bind("tenant", subject.tenant())
                .bind("from", from.orElse(new UUID(0, 0)))
                .bind("most", AT_ONCE)
                .map((row, _) -> Rows.uuid(row, "id"))
                .list();
        if (page.isEmpty()) {
            return new Part(0, false, Optional.empty());
        }
        int erased = update(
                tx,
                subject,
                page,
                "normalized = convert_to('" + ERASED + "', 'UTF8'), raw = NULL, media_id = NULL",
                THEIRS);
        update(tx, subject, page, "raw = NULL", RECEIPT);
        tx.update("""
                UPDATE attempt a SET response_headers = NULL, response_body = NULL
                  FROM event e
                 WHERE e.tenant_id = :tenant AND e.id = ANY (:page)
                   AND e.normalized = convert_to('%s', 'UTF8') AND a.tenant_id = e.tenant_id AND a.event_id = e.id
                """.formatted(ERASED))
                .bind("tenant", subject.tenant())
                .bindArray("page", UUID.class, page)
                .execute();
        return new Part(erased, page.size() == AT_ONCE, Optional.of(page.getLast()));
    }

    private static int update(Tx tx, Subject subject, List<UUID> page, String set, String where) {
        Update update = tx.update("UPDATE event e SET " + set
                        + " WHERE e.tenant_id = :tenant AND e.id = ANY (:page) AND (" + where + ")")
                .bind("tenant", subject.tenant())
                .bindArray("page", UUID.class, page);
        return Sweep.bound(update, where, subject).execute();
    }
}
