package dev.palomar.conversation.reading;

import dev.palomar.conversation.Label;
import dev.palomar.model.Json;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.PersonRef;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A conversation as it is shown in a list.
///
/// @param contact   empty for a group, and `group` for a chat with one person
/// @param assignee  whose it is
/// @param picture   version of the picture that is kept
public record ConversationView(
        ConversationId id,
        DeviceId device,
        Optional<Parties.Party> contact,
        Parties.Chat chat,
        boolean open,
        Window window,
        Optional<PersonRef> assignee,
        List<Label> labels,
        int unread,
        AgentMode mode,
        Optional<Group> group,
        Optional<String> picture,
        Optional<Preview> last,
        Instant lastMessageAt,
        Instant createdAt) {

    public ConversationView {
        labels = List.copyOf(labels);
    }

    /// Until when free text is allowed.
    ///
    /// @param closesAt   empty when the person never wrote, and where WhatsApp sets no limit
    /// @param origin     what opened it: customer or freeEntryPoint
    /// @param freeUntil  until when what is written costs nothing, for somebody who came by an advertisement
    public record Window(
            boolean open, Optional<Instant> closesAt, Optional<String> origin, Optional<Instant> freeUntil) {

        static final Window UNLIMITED = new Window(true, Optional.empty(), Optional.empty(), Optional.empty());

        static Window of(Optional<Instant> until, Optional<Instant> freeUntil, Instant now) {
            Optional<Instant> free = freeUntil.filter(now::isBefore);
            return new Window(
                    until.filter(now::isBefore).isPresent(),
                    until,
                    free.isPresent() ? Optional.of("freeEntryPoint") : until.map(_ -> "customer"),
                    free);
        }

        ObjectNode json() {
            return Json.object()
                    .put("open", open)
                    .put("closesAt", closesAt.map(Times::text).orElse(null))
                    .put("origin", origin.orElse(null))
                    .put("freeUntil", freeUntil.map(Times::text).orElse(null));
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
                    .put("text", preview)
                    .put("at", Times.text(at));
        }
    }

    private static ObjectNode json(Parties.Party contact) {
        return contact.json().put("id", contact.contact().map(ContactId::text).orElse(null));
    }

    ConversationView with(Optional<PersonRef> somebody, AgentMode now) {
        return new ConversationView(
                id,
                device,
                contact,
                chat,
                open,
                window,
                somebody,
                labels,
                unread,
                now,
                group,
                picture,
                last,
                lastMessageAt,
                createdAt);
    }

    private ObjectNode pictureLink(String version) {
        return Json.object()
                .put("url", "/v1/conversations/" + id.text() + "/picture")
                .put("version", version);
    }

    /// `Conversation` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("id", id.text());
        json.put("deviceId", device.text());
        json.set("contact", contact.map(ConversationView::json).orElse(null));
        json.set("chat", chat.json());
        json.set("group", group.map(Group::json).orElse(null));
        json.set("picture", picture.map(this::pictureLink).orElse(null));
        json.put("state", open ? "open" : "closed");
        json.set("window", window.json());
        json.set("assignee", assignee.map(PersonRef::json).orElse(null));
        ArrayNode all = json.putArray("labels");
        labels.forEach(label -> all.add(label.json()));
        json.put("unread", unread);
        json.put("agentMode", mode.word());
        json.set("lastMessage", last.map(Preview::json).orElse(null));
        json.put("lastMessageAt", Times.text(lastMessageAt));
        json.put("createdAt", Times.text(createdAt));
        return json;
    }
}
