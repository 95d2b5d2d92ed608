package dev.palomar.webhook;

import dev.palomar.database.Tx;
import dev.palomar.model.id.ConversationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attempts as rows.
final class AttemptRows {

    private AttemptRows() {}

    static void insert(Tx tx, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        tx.tell(
                """
                INSERT INTO attempt (tenant_id, endpoint_id, event_id, number, started_at, duration_ms, outcome,
                                     event_type, conversation_id, url, request_headers, status, response_headers,
                                     response_body, error)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::timestamptz[], ?::int[], ?::text[],
                                     ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bytea[],
                                     ?::text[])
                ON CONFLICT DO NOTHING
                """,
                columns -> columns.add(
                                "uuid",
                                attempts,
                                attempt -> attempt.entry().tenant().value())
                        .add("uuid", attempts, attempt -> attempt.endpoint().value())
                        .add("uuid", attempts, attempt -> attempt.entry().id().value())
                        .add("int4", attempts, Attempt::number)
                        .add("timestamptz", attempts, Attempt::startedAt)
                        .add("int4", attempts, attempt ->
                                (int) attempt.answer().took().toMillis())
                        .add("text", attempts, attempt -> attempt.outcome().word())
                        .add("text", attempts, attempt -> attempt.entry().type().word())
                        .add(
                                "uuid",
                                attempts,
                                attempt -> attempt.entry()
                                        .conversation()
                                        .map(ConversationId::value)
                                        .orElse(null))
                        .add("text", attempts, Attempt::url)
                        .add("text", attempts, attempt -> Attempt.json(attempt.headers()))
                        .add("int4", attempts, attempt -> status(attempt.answer()))
                        .add("text", attempts, attempt -> headers(attempt.answer()))
                        .bytes(attempts, attempt -> body(attempt.answer()))
                        .add("text", attempts, attempt -> error(attempt.answer())));
    }

    private static @Nullable String error(Answer answer) {
        return answer instanceof Answer.Failure failure ? failure.word() : null;
    }

    private static @Nullable Integer status(Answer answer) {
        return answer instanceof Answer.Response response ? response.status() : null;
    }

    private static @Nullable String headers(Answer answer) {
        return answer instanceof Answer.Response response ? Attempt.json(response.headers()) : null;
    }

    private static byte @Nullable [] body(Answer answer) {
        return answer instanceof Answer.Response response && response.body().size() > 0
                ? response.body().bytes()
                : null;
    }
}
