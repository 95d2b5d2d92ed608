package dev.palomar.model.event;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.ContactId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Who takes part in a message, as events and answers show it.
public final class Parties {

    private Parties() {}

    /// The person on the other side.
    public record Party(Identity identity, Optional<String> name, Optional<ContactId> contact) {

        public ObjectNode json() {
            ObjectNode json = Json.object();
            json.put("phone", text(identity.phone().map(PhoneNumber::e164)));
            json.put("lid", text(identity.lid()));
            json.put("userId", text(identity.userId()));
            json.put("username", text(identity.username()));
            json.put("name", text(name));
            json.put("contactId", text(contact.map(ContactId::text)));
            return json;
        }
    }

    /// Where it was said: `individual` or `group`, with WhatsApp's id of the chat.
    public record Chat(String kind, String id) {

        public static Chat with(Identity person) {
            return new Chat(
                    "individual",
                    person.phone()
                            .map(PhoneNumber::digits)
                            .or(() -> person.keys().stream().findFirst())
                            .orElse(""));
        }

        public static Chat group(String id) {
            return new Chat("group", id);
        }

        public ObjectNode json() {
            return Json.object().put("kind", kind).put("id", id);
        }
    }

    private static @Nullable String text(Optional<String> value) {
        return value.orElse(null);
    }
}
