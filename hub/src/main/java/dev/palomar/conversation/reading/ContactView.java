package dev.palomar.conversation.reading;

import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A person who wrote to the company or was written to.
public record ContactView(
        ContactId id, Parties.Party party, Optional<Instant> lastInboundAt, Instant createdAt, Instant updatedAt) {

    /// `Contact` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object()
                .put("id", id.text())
                .put("name", party.name().orElse(null))
                .put("phone", party.identity().phone().map(PhoneNumber::e164).orElse(null))
                .put("lid", party.identity().lid().orElse(null))
                .put("userId", party.identity().userId().orElse(null))
                .put("username", party.identity().username().orElse(null))
                .put("lastInboundAt", lastInboundAt.map(Times::text).orElse(null))
                .put("createdAt", Times.text(createdAt))
                .put("updatedAt", Times.text(updatedAt));
    }
}
