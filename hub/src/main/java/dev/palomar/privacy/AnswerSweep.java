package dev.palomar.privacy;

import dev.palomar.database.Tx;
import dev.palomar.tenant.limit.Idempotency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Replaces the answers that are kept for repeated requests where they are about the person.
final class AnswerSweep implements Erasable {

    private final Idempotency idempotency;

    AnswerSweep(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    @Override
    public String what() {
        return "repeatableAnswers";
    }

    @Override
    public Set<String> tables() {
        return Set.of("idempotency");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        List<String> marks = subject.marks();
        Idempotency.Forgotten part =
                idempotency.forget(tx, subject.tenant(), body -> marks.stream().anyMatch(body::contains), from);
        return new Part(part.answers(), part.next().isPresent(), part.next());
    }
}
