package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.transport.web.words.InboundContent.Reading;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// WhatsApp's `ProtocolMessage`: edits, deletions and settings of a chat are for people, the rest is for machines.
final class ProtocolWords {

    private ProtocolWords() {}

    static Reading read(ObjectNode form, WireId wireId, Optional<ObjectNode> from) {
        Optional<WireId> target = Names.wireId(Names.child(form, "key"), "id");
        String type = Json.string(form, "type").orElse("");
        return switch (type) {
            case "", "REVOKE", "0" ->
                target.<Reading>map(original -> new Reading.Says(new MessageContent.Revoke(original), author(form)))
                        .orElseGet(() -> new Reading.Left("protocol:" + type));
            case "MESSAGE_EDIT", "14" ->
                target.map(original -> edit(form, original, wireId, from)).orElseGet(() -> unreadable("MESSAGE_EDIT"));
            case "EPHEMERAL_SETTING", "3" -> notice(disappearing(form));
            case "SHARE_PHONE_NUMBER", "11" ->
                notice(Json.object()
                        .put("type", "phone_number_shared")
                        .put("body", "The person shared their phone number"));
            default -> new Reading.Left("protocol:" + type);
        };
    }

    /// In a history the message itself comes in the form of its last edit.
    private static Reading edit(ObjectNode form, WireId original, WireId wireId, Optional<ObjectNode> from) {
        ObjectNode now = Names.child(form, "editedMessage");
        if (original.equals(wireId)) {
            return InboundContent.read(now, wireId, from);
        }
        return switch (InboundContent.read(now, wireId, Optional.empty())) {
            case Reading.Says says ->
                new Reading.Says(new MessageContent.Edit(original, says.content()), says.context());
            case Reading.Left _ -> unreadable("MESSAGE_EDIT");
        };
    }

    /// Who wrote what is taken back, when that is somebody else: an admin of a group may do that.
    private static Optional<ObjectNode> author(ObjectNode form) {
        return Json.string(Names.child(form, "key"), "participant")
                .flatMap(Names::ofJid)
                .map(person -> Json.object().put("from", Names.word(person)));
    }

    private static ObjectNode disappearing(ObjectNode form) {
        String seconds = Json.string(form, "ephemeralExpiration").orElse("0");
        return Json.object()
                .put("type", "ephemeral_setting_changed")
                .put("seconds", seconds)
                .put(
                        "body",
                        seconds.equals("0")
                                ? "Messages do not disappear any more"
                                : "Messages disappear after " + seconds + " seconds");
    }

    private static Reading notice(ObjectNode form) {
        return new Reading.Says(new MessageContent.SystemNotice(form), Optional.empty());
    }

    private static Reading unreadable(String kind) {
        return new Reading.Says(new MessageContent.Unsupported(kind), Optional.empty());
    }
}
