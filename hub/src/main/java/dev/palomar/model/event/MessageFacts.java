package dev.palomar.model.event;

import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What every event about a message says of it.
public record MessageFacts(
        MessageId id,
        Optional<WireId> wireId,
        boolean inbound,
        Parties.Party person,
        Optional<PhoneNumber> business,
        Parties.Chat chat,
        Instant sentAt,
        MessageContent content,
        Optional<ObjectNode> context,
        Optional<String> clientReference) {

    /// The `normalized` object of api.md.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("messageId", id.text());
        json.put("wireId", wireId.map(WireId::value).orElse(null));
        json.put("direction", inbound ? "inbound" : "outbound");
        ObjectNode us =
                Json.object().put("phone", business.map(PhoneNumber::e164).orElse(null));
        json.set("from", inbound ? person.json() : us);
        json.set("to", inbound ? us : person.json());
        json.set("chat", chat.json());
        json.put("sentAt", Times.text(sentAt));
        ContentJson.write(content, json);
        json.set("context", context.orElse(null));
        json.set("media", content instanceof MessageContent.Media media ? MediaFacts.json(media) : null);
        clientReference.ifPresent(reference -> json.put("clientReference", reference));
        return json;
    }
}
