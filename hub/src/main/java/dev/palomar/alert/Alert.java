package dev.palomar.alert;

import dev.palomar.model.id.AlertId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Something that needs, or needed, somebody.
///
/// @param times           how often it came back within an hour of its end, and once for the beginning
/// @param acknowledgedBy  who looks after it, as the API tells it
public record Alert(
        AlertId id,
        AlertKind kind,
        Severity severity,
        Subject subject,
        ObjectNode facts,
        Instant openedAt,
        Optional<Instant> closedAt,
        int times,
        Optional<Instant> acknowledgedAt,
        Optional<ObjectNode> acknowledgedBy,
        Optional<Instant> mailedAt) {

    public boolean isOpen() {
        return closedAt.isEmpty();
    }

    /// In plain words of a tenant's language.
    public String message(String locale) {
        return Sentences.of(kind, subject, facts, locale);
    }
}
