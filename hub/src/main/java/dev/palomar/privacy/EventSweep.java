package dev.palomar.privacy;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// Empties what the log of events says about a person, and what receivers answered to it. The rows stay,
/// because the log has no gaps: whoever reads it later is told that something was erased.
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

    /// What others said of them, as WhatsApp delivered it, with all that it quotes; and that they have a message of
    /// the company's in a group.
    private static final String NAMED =
            "(e.type <> 'message.received' OR e.id < :until) AND " + MENTIONED.formatted("coalesce(e.raw, '')");

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
        List<UUID> page = subject.page(tx, "event", from, AT_ONCE);
        if (page.isEmpty()) {
            return new Part(0, false, Optional.empty());
        }
        Set<UUID> changed = new HashSet<>();
        changed.addAll(update(
                tx,
                subject,
                page,
                "normalized = convert_to('" + ERASED + "', 'UTF8'), raw = NULL, media_id = NULL",
                THEIRS));
        int erased = changed.size();
        changed.addAll(update(tx, subject, page, "raw = NULL", NAMED));
        changed.addAll(redact(tx, subject, page));
        tx.update("""
                UPDATE attempt SET response_headers = NULL, response_body = NULL
                 WHERE tenant_id = :tenant AND event_id = ANY (:changed)
                """)
                .bind("tenant", subject.tenant())
                .bindArray("changed", UUID.class, changed)
                .execute();
        return new Part(erased, page.size() == AT_ONCE, Optional.of(page.getLast()));
    }

    private static List<UUID> redact(Tx tx, Subject subject, List<UUID> page) {
        if (subject.names().isEmpty()) {
            return List.of();
        }
        return tx.query("""
                UPDATE event e
                   SET normalized = convert_to(regexp_replace(convert_from(normalized, 'UTF8'), :pattern, :instead, 'g'), 'UTF8')
                 WHERE e.tenant_id = :tenant AND e.id = ANY (:page) AND e.id < :until
                   AND convert_from(e.normalized, 'UTF8') ~ :pattern
                RETURNING e.id
                """)
                .bind("pattern", Redaction.pattern(subject))
                .bind("instead", Redaction.INSTEAD)
                .bind("tenant", subject.tenant())
                .bind("until", subject.until())
                .bindArray("page", UUID.class, page)
                .map((row, _) -> Rows.uuid(row, "id"))
                .list();
    }

    private static List<UUID> update(Tx tx, Subject subject, List<UUID> page, String set, String where) {
        Query update = tx.query("UPDATE event e SET " + set
                        + " WHERE e.tenant_id = :tenant AND e.id = ANY (:page) AND (" + where + ") RETURNING e.id")
                .bind("tenant", subject.tenant())
                .bindArray("page", UUID.class, page);
        return Sweep.bound(update, where, subject)
                .map((row, _) -> Rows.uuid(row, "id"))
                .list();
    }
}
