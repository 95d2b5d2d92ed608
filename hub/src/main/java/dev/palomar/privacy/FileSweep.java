package dev.palomar.privacy;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.media.Media;
import dev.palomar.model.id.MediaId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Deletes the files of a person's messages, except those that somebody else's message carries, too.
final class FileSweep implements Erasable {

    private static final int AT_ONCE = 20;

    private final Media media;

    FileSweep(Media media) {
        this.media = media;
    }

    @Override
    public String what() {
        return "media";
    }

    @Override
    public Set<String> tables() {
        return Set.of("media");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        List<MediaId> files = tx.query("""
                SELECT DISTINCT f.id FROM message m JOIN media f ON f.tenant_id = m.tenant_id AND f.id = m.media_id
                 WHERE m.tenant_id = :tenant
                   AND (m.conversation_id = ANY (:conversations) OR m.sender_id = ANY (:contacts))
                   AND NOT EXISTS (SELECT FROM message o
                                    WHERE o.tenant_id = m.tenant_id AND o.media_id = m.media_id
                                      AND o.conversation_id <> ALL (:conversations)
                                      AND (o.sender_id IS NULL OR o.sender_id <> ALL (:contacts)))
                 LIMIT :most
                """)
                .bind("tenant", subject.tenant())
                .bindArray("conversations", UUID.class, subject.conversations())
                .bindArray("contacts", UUID.class, subject.contacts())
                .bind("most", AT_ONCE)
                .map((row, _) -> new MediaId(Rows.uuid(row, "id")))
                .list();
        media.forget(tx, subject.tenant(), files);
        return Part.of(files.size());
    }
}
