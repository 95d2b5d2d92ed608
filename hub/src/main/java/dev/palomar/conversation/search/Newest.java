package dev.palomar.conversation.search;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// The newest messages of a time, looked at one by one. Of a word that is said all the time a page is among a few
/// hundred of them; the index would first gather whatever was said with it on that day.
final class Newest {

    /// What was among them, newest first, and below which message nothing was looked at; empty when that was all.
    record Found(List<MessageId> hits, Optional<UUID> below) {}

    private record Row(UUID message, int looked) {}

    private Newest() {}

    /// Each of `queries` is a condition.
    static String fits(List<String> queries) {
        return IntStream.range(0, queries.size())
                .mapToObj(at -> "words @@ CAST(:query" + at + " AS tsquery)")
                .collect(Collectors.joining(" AND "));
    }

    /// Gives the conditions of [#fits] their values.
    static Query bind(Query statement, List<String> queries) {
        IntStream.range(0, queries.size()).forEach(at -> statement.bind("query" + at, queries.get(at)));
        return statement;
    }

    /// Looks at `many` messages below one and from another on, and stops at `limit` that fit.
    static Found find(Tx tx, TenantId tenant, List<String> queries, UUID below, UUID from, int many, int limit) {
        List<Row> rows = bind(tx.query("""
                        WITH near AS MATERIALIZED (
                            SELECT message_id, words FROM message_words
                             WHERE tenant_id = :tenant AND message_id < :below AND message_id >= :from
                             ORDER BY message_id DESC LIMIT :many)
                        (SELECT message_id, 0 AS looked FROM near WHERE %s ORDER BY message_id DESC LIMIT :limit)
                        UNION ALL
                        (SELECT message_id, (SELECT count(*) FROM near)::int FROM near ORDER BY message_id LIMIT 1)
                        """.formatted(fits(queries))), queries)
                .bind("tenant", tenant)
                .bind("below", below)
                .bind("from", from)
                .bind("many", many)
                .bind("limit", limit)
                .map((row, _) -> new Row(Rows.uuid(row, "message_id"), row.getInt("looked")))
                .list();
        List<MessageId> hits = new ArrayList<>();
        Optional<UUID> last = Optional.empty();
        for (Row row : rows) {
            if (row.looked() == 0) {
                hits.add(new MessageId(row.message()));
            } else if (row.looked() == many) {
                last = Optional.of(row.message());
            }
        }
        return new Found(hits, last);
    }
}
