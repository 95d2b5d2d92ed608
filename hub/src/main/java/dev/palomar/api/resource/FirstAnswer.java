package dev.palomar.api.resource;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.outbound.Outbox;
import dev.palomar.tenant.limit.Idempotency;

/// Keeps the answer to a request with an `Idempotency-Key` in the transaction that keeps its message: a repetition gets
/// that answer and sends nothing, even when the hub died in between.
final class FirstAnswer {

    private final Idempotency idempotency;

    FirstAnswer(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    Outbox.Alongside of(Call call) {
        return call.ticket()
                .<Outbox.Alongside>map(ticket -> (tx, submitted) -> {
                    Idempotency.Answer answer = new Idempotency.Answer(202, Answer.JSON, Json.text(submitted.json()));
                    if (!idempotency.finish(tx, ticket, answer)) {
                        throw new Rejection.Conflict(
                                "idempotency-in-progress", "Another request with this Idempotency-Key has taken over.");
                    }
                })
                .orElse(Outbox.Alongside.NOTHING);
    }
}
