package dev.palomar.privacy;

import dev.palomar.database.Tx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Lets groups whose last message was the person's show the one before. To be done when the messages are gone.
final class LastWordSweep implements Erasable {

    @Override
    public String what() {
        return "groupPreviews";
    }

    @Override
    public Set<String> tables() {
        return Set.of("conversation");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        int changed = tx.update("""
                UPDATE conversation v SET last_message_id = l.id, last_preview = coalesce(l.preview, '')
                  FROM conversation c
                  LEFT JOIN LATERAL (SELECT m.id, m.preview FROM message m
                                      WHERE m.tenant_id = :tenant AND m.conversation_id = c.id
                                        AND m.type NOT IN ('reaction', 'edit', 'revoke')
                                      ORDER BY m.id DESC LIMIT 1) l ON true
                 WHERE c.tenant_id = :tenant AND c.contact_id IS NULL AND c.last_message_id IS NOT NULL
                   AND NOT EXISTS (SELECT FROM message m WHERE m.tenant_id = c.tenant_id AND m.id = c.last_message_id)
                   AND v.tenant_id = c.tenant_id AND v.id = c.id
                """).bind("tenant", subject.tenant()).execute();
        return new Part(changed, false, Optional.empty());
    }
}
