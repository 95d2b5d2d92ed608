package dev.palomar.privacy;

import dev.palomar.database.Tx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Takes a person's numbers out of the index of what was said. To be done before the messages are redacted.
final class WordSweep implements Erasable {

    @Override
    public String what() {
        return "mentions";
    }

    @Override
    public Set<String> tables() {
        return Set.of("message_words");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        if (!subject.names().isEmpty()) {
            tx.update("""
                    UPDATE message_words w SET words = ts_delete(w.words, :names)
                     WHERE w.tenant_id = :tenant AND w.message_id < :until
                       AND w.words @@ array_to_string(ARRAY(SELECT quote_literal(n) FROM unnest(:names) AS n), ' | ')::tsquery
                    """)
                    .bindArray("names", String.class, subject.names())
                    .bind("tenant", subject.tenant())
                    .bind("until", subject.until())
                    .execute();
        }
        return Part.of(0);
    }
}
