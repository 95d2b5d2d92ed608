package dev.palomar.conversation.work;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.Page;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Actor;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.NoteId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Notes about conversations.
public final class Notes {

    private final Database database;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Notes(Database database, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /// Throws [Rejection.NotFound] when the tenant has no such conversation.
    public Note add(TenantId tenant, ConversationId conversation, String text, Actor author) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Note note = new Note(new NoteId(ids.get()), text, author, now);
        int written = database.tenant(
                tenant,
                tx -> tx.update("""
                        INSERT INTO note (tenant_id, id, conversation_id, text, author, at)
                        SELECT tenant_id, :id, id, :text, :author, :now FROM conversation
                         WHERE tenant_id = :tenant AND id = :conversation
                        """)
                        .bind("id", note.id())
                        .bind("text", text)
                        .bind("author", PlainText.clean(author.stored()))
                        .bind("now", Timestamp.from(now))
                        .bind("tenant", tenant)
                        .bind("conversation", conversation)
                        .execute());
        if (written == 0) {
            throw new Rejection.NotFound("conversation");
        }
        return note;
    }

    /// Newest first.
    public Page<Note> list(TenantId tenant, ConversationId conversation, Optional<UUID> before, int limit) {
        List<Note> notes = database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT id, text, author, at FROM note
                         WHERE tenant_id = :tenant AND conversation_id = :conversation
                           AND (:before::uuid IS NULL OR id < :before::uuid)
                         ORDER BY id DESC LIMIT :limit
                        """)
                        .bind("tenant", tenant)
                        .bind("conversation", conversation)
                        .bind("before", before.orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> new Note(
                                new NoteId(Rows.uuid(row, "id")),
                                row.getString("text"),
                                Actor.read(row.getString("author")).orElse(Actor.PHONE),
                                Rows.instant(row, "at")))
                        .list());
        return Page.of(notes, limit, Note::id);
    }
}
