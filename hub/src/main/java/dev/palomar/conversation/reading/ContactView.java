package dev.palomar.conversation.reading;

import dev.palomar.conversation.consent.Consent;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A person who wrote to the company, was written to, or is in its address book.
///
/// @param identities  names of now and of before
/// @param consents    the newest entry of each purpose
public record ContactView(
        ContactId id,
        Parties.Party party,
        List<IdentityView> identities,
        Noted noted,
        List<Consent> consents,
        Optional<Instant> lastInboundAt,
        Instant createdAt,
        Instant updatedAt) {

    /// What the company noted.
    public record Noted(
            List<String> tags, Map<String, String> fields, Optional<String> note, Optional<Instant> optedOutAt) {}

    /// `Contact` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id.text())
                .put("name", party.name().orElse(null))
                .put("phone", party.identity().phone().map(PhoneNumber::e164).orElse(null))
                .put("lid", party.identity().lid().orElse(null))
                .put("userId", party.identity().userId().orElse(null))
                .put("username", party.identity().username().orElse(null));
        ArrayNode names = json.putArray("identities");
        identities.forEach(name -> names.add(name.json()));
        ArrayNode tags = json.putArray("tags");
        noted.tags().forEach(tags::add);
        ObjectNode fields = json.putObject("fields");
        noted.fields().forEach(fields::put);
        json.put("note", noted.note().orElse(null))
                .put("optedOutAt", noted.optedOutAt().map(Times::text).orElse(null));
        ArrayNode register = json.putArray("consents");
        consents.forEach(consent -> register.add(consent.json()));
        return json.put("lastInboundAt", lastInboundAt.map(Times::text).orElse(null))
                .put("lastSeenAt", lastInboundAt.map(Times::text).orElse(null))
                .put("createdAt", Times.text(createdAt))
                .put("updatedAt", Times.text(updatedAt));
    }
}
