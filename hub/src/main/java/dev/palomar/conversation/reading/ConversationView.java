package dev.palomar.conversation.reading;

import dev.palomar.model.Json;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A conversation as it is shown in a list.
///
/// @param contact  empty for a group, and `group` for a chat with one person
public record ConversationView(
        ConversationId id,
        DeviceId device,
        Optional<Parties.Party> contact,
        Parties.Chat chat,
        Window window,
        int unread,
        Optional<Group> group,
        Optional<Preview> last,
        Instant lastMessageAt,
        Instant createdAt) {

    /// Until when free text is allowed.
    ///
    /// @param closesAt  empty when the person never wrote
    /// @param origin    what opened it: message, call or freeEntryPoint
    public record Window(boolean open, Optional<Instant> closesAt, Optional<String> origin) {

        ObjectNode json() {
            return Json.object()
                    .put("open", open)
                    .put("closesAt", closesAt.map(Times::text).orElse(null))
                    .put("origin", origin.orElse(null));
        }
    }

    /// What is known of a group. Everything is missing until WhatsApp tells it.
    public record Group(Optional<String> subject, Optional<String> description, Optional<Integer> size) {

        ObjectNode json() {
            return Json.object()
                    .put("subject", subject.orElse(null))
                    .put("description", description.orElse(null))
                    .put("size", size.orElse(null));
        }
    }

    /// The latest message in one line.
    public record Preview(
            MessageId id, boolean inbound, String type, Optional<String> status, String preview, Instant at) {

        ObjectNode json() {
            return Json.object()
                    .put("id", id.text())
                    .put("direction", inbound ? "inbound" : "outbound")
                    .put("type", type)
                    .put("status", status.orElse(null))
                    .put("preview", preview)
                    .put("at", Times.text(at));
        }
    }

    /// `Conversation` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("id", id.text());
        json.put("deviceId", device.text());
        json.set("contact", contact.map(Parties.Party::json).orElse(null));
        json.set("chat", chat.json());
        json.set("group", group.map(Group::json).orElse(null));
        json.set("window", window.json());
        json.put("unread", unread);
        json.set("lastMessage", last.map(Preview::json).orElse(null));
        json.put("lastMessageAt", Times.text(lastMessageAt));
        json.put("createdAt", Times.text(createdAt));
        return json;
    }
}
