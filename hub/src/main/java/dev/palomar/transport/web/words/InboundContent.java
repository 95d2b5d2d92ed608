package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What WhatsApp's `Message` says. What is new or misshapen is [MessageContent.Unsupported] under WhatsApp's word for
/// it; what is nobody's to read is [Reading.Left].
final class InboundContent {

    private InboundContent() {}

    /// What was found in a message.
    sealed interface Reading {

        /// Somebody said it. `context` is what it answers, forwards and mentions.
        record Says(MessageContent content, Optional<ObjectNode> context) implements Reading {}

        /// Machines talk to each other.
        record Left(String word) implements Reading {}
    }

    /// `wireId` is the message's own; `from` is what the engine needs, besides the message, to fetch its file.
    static Reading read(ObjectNode message, WireId wireId, Optional<ObjectNode> from) {
        Optional<Unwrapped> found = Unwrapped.of(message);
        if (found.isEmpty()) {
            // only keys were in it, and the engine has taken them out
            return new Reading.Left("keys");
        }
        Unwrapped said = found.get();
        return switch (said.kind()) {
            case "protocolMessage" -> ProtocolWords.read(said.form(), wireId, from);
            // says only how many pictures follow
            case "albumMessage", "stickerSyncRmrMessage", "messageHistoryBundle", "messageHistoryNotice" ->
                new Reading.Left(said.kind());
            case "commentMessage" -> comment(said.form(), wireId, from);
            default -> new Reading.Says(content(said, from), context(said));
        };
    }

    private static MessageContent content(Unwrapped said, Optional<ObjectNode> from) {
        return plain(said)
                .or(() -> Files.read(said, from))
                .or(() -> OfferedForms.read(said))
                .or(() -> AnsweredForms.read(said))
                .or(() -> PaymentForms.read(said))
                .orElseGet(() -> new MessageContent.Unsupported(said.kind()));
    }

    private static Optional<MessageContent> plain(Unwrapped said) {
        ObjectNode form = said.form();
        return switch (said.kind()) {
            case "conversation" ->
                Optional.of(said.body())
                        .filter(JsonNode::isString)
                        .map(text -> new MessageContent.Text(text.asString(), false));
            case "extendedTextMessage" -> Json.string(form, "text").map(text -> new MessageContent.Text(text, false));
            case "locationMessage" -> location(form, Names.flag(form, "isLive"));
            case "liveLocationMessage" -> location(form, true);
            case "contactMessage" -> Optional.of(new MessageContent.Contacts(cards(List.of(form))));
            case "contactsArrayMessage" -> Optional.of(new MessageContent.Contacts(cards(forms(form, "contacts"))));
            case "reactionMessage" ->
                Names.wireId(Names.child(form, "key"), "id")
                        .map(to -> new MessageContent.Reaction(
                                to, Json.string(form, "text").orElse("")));
            case "pollCreationMessage",
                    "pollCreationMessageV2",
                    "pollCreationMessageV3",
                    "pollCreationMessageV4",
                    "pollCreationMessageV5" -> Optional.of(poll(form));
            case "pollUpdateMessage" ->
                Names.wireId(Names.child(form, "pollCreationMessageKey"), "id")
                        .map(poll -> new MessageContent.PollVote(poll, Optional.empty()));
            case "pinInChatMessage" -> Optional.of(pin(form));
            case "keepInChatMessage" -> Optional.of(keep(form));
            case "call" -> Optional.of(new MessageContent.Call(Json.object().put("event", "offer")));
            case "callLogMesssage" -> Optional.of(new MessageContent.Call(callLog(form)));
            default -> Optional.empty();
        };
    }

    /// A vote as the engine decrypted it: `{poll, options}`, or `{poll, unreadable}`.
    static Optional<MessageContent> vote(ObjectNode vote) {
        Optional<List<String>> options = Optional.empty();
        if (vote.get("options") instanceof ArrayNode array && !vote.has("unreadable")) {
            List<String> chosen = new ArrayList<>();
            array.forEach(option -> chosen.add(option.asString("")));
            options = Optional.of(chosen);
        }
        Optional<List<String>> told = options;
        return Names.wireId(vote, "poll").map(poll -> new MessageContent.PollVote(poll, told));
    }

    private static Optional<ObjectNode> context(Unwrapped said) {
        return said.kind().equals("pinInChatMessage") || said.kind().equals("keepInChatMessage")
                ? Json.child(said.form(), "key").map(Quotes::about)
                : Quotes.context(said.form());
    }

    /// An answer below an announcement.
    private static Reading comment(ObjectNode form, WireId wireId, Optional<ObjectNode> from) {
        Reading inner = read(Names.child(form, "message"), wireId, from);
        return inner instanceof Reading.Says(MessageContent content, var _)
                ? new Reading.Says(content, Json.child(form, "targetMessageKey").map(Quotes::about))
                : inner;
    }

    private static Optional<MessageContent> location(ObjectNode form, boolean live) {
        OptionalDouble latitude = degrees(form, "degreesLatitude");
        OptionalDouble longitude = degrees(form, "degreesLongitude");
        if (latitude.isEmpty() || longitude.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MessageContent.Location(
                latitude.getAsDouble(),
                longitude.getAsDouble(),
                Json.string(form, "name").or(() -> Json.string(form, "caption")).filter(name -> !name.isEmpty()),
                Json.string(form, "address").filter(address -> !address.isEmpty()),
                live));
    }

    /// A number that is not written is zero.
    private static OptionalDouble degrees(ObjectNode form, String name) {
        JsonNode value = form.get(name);
        if (value == null) {
            return OptionalDouble.of(0);
        }
        double degrees = value.isNumber() ? value.asDouble() : Double.NaN;
        return Double.isFinite(degrees) ? OptionalDouble.of(degrees) : OptionalDouble.empty();
    }

    private static ArrayNode cards(List<ObjectNode> forms) {
        ArrayNode cards = Json.array();
        forms.forEach(form -> cards.add(Cards.read(form)));
        return cards;
    }

    private static List<ObjectNode> forms(ObjectNode form, String name) {
        List<ObjectNode> forms = new ArrayList<>();
        for (JsonNode element : Json.elements(form, name)) {
            if (element instanceof ObjectNode object) {
                forms.add(object);
            }
        }
        return forms;
    }

    private static MessageContent poll(ObjectNode form) {
        List<String> options = new ArrayList<>();
        for (JsonNode option : Json.elements(form, "options")) {
            options.add(Json.string(option, "optionName").orElse(""));
        }
        return new MessageContent.Poll(
                Json.string(form, "name").orElse(""),
                options,
                Math.max(0, form.path("selectableOptionsCount").asInt(0)));
    }

    private static MessageContent pin(ObjectNode form) {
        boolean pinned = !Json.string(form, "type").orElse("").contains("UNPIN");
        return new MessageContent.SystemNotice(Json.object()
                .put("type", pinned ? "message_pinned" : "message_unpinned")
                .put("body", pinned ? "A message was pinned" : "A message is pinned no more"));
    }

    private static MessageContent keep(ObjectNode form) {
        boolean kept = !Json.string(form, "keepType").orElse("").contains("UNDO");
        return new MessageContent.SystemNotice(Json.object()
                .put("type", kept ? "message_kept" : "message_kept_no_more")
                .put("body", kept ? "A disappearing message was kept" : "A message is kept no more"));
    }

    private static ObjectNode callLog(ObjectNode told) {
        ObjectNode form = Json.object();
        form.put("event", Json.string(told, "callOutcome").orElse("").toLowerCase(java.util.Locale.ROOT));
        form.put("video", Names.flag(told, "isVideo"));
        Names.copy(told, "durationSecs", form, "duration");
        return form;
    }
}
