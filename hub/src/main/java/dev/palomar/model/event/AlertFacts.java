package dev.palomar.model.event;

import dev.palomar.model.Json;
import dev.palomar.model.id.AlertId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What an event says of an alert.
///
/// @param subject  what it is about: kind, id and name
/// @param message  in plain words of the tenant's language
public record AlertFacts(
        AlertId id,
        String kind,
        String severity,
        ObjectNode subject,
        String message,
        ObjectNode facts,
        Instant openedAt,
        Optional<Instant> closedAt) {

    ObjectNode json() {
        ObjectNode json =
                Json.object().put("alertId", id.text()).put("kind", kind).put("severity", severity);
        json.set("subject", subject);
        json.put("message", message);
        json.set("facts", facts);
        return json.put("openedAt", Times.text(openedAt))
                .put("closedAt", closedAt.map(Times::text).orElse(null));
    }
}
