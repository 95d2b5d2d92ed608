package dev.palomar.webhook.meta;

import dev.palomar.model.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody said, as an element of `messages` or `message_echoes`, and who said it. Made from the `normalized`
/// object of an event, whose words are Meta's already where Meta has some.
final class MetaMessage {

    private static final int UNSUPPORTED = 131_051;
    private static final List<String> POINTERS =
            List.of("from", "id", "forwarded", "frequently_forwarded", "referred_product");

    private MetaMessage() {}

    static ObjectNode of(JsonNode facts) {
        ObjectNode message = Json.object();
        JsonNode from = facts.path("from");
        if (facts.path("direction").asString("").equals("inbound")) {
            name(from, message, "from", "from_user_id");
        } else {
            message.put("from", digits(from));
            name(facts.path("to"), message, "to", "to_user_id");
        }
        message.put("id", facts.path("wireId").asString(""));
        message.put("timestamp", seconds(facts.path("sentAt")));
        write(facts, message);
        if (facts.at("/chat/kind").asString("").equals("group")) {
            message.put("group_id", facts.at("/chat/id").asString(""));
        }
        ObjectNode context = Json.object();
        POINTERS.forEach(word -> {
            if (facts.path("context").has(word)) {
                context.set(word, facts.path("context").get(word));
            }
        });
        if (!context.isEmpty()) {
            message.set("context", context);
        }
        Json.child((ObjectNode) facts, "context")
                .flatMap(all -> Json.child(all, "referral"))
                .ifPresent(referral -> message.set("referral", referral));
        return message;
    }

    /// `type` and the object that it names. What Meta has no words for is `unsupported`, as there.
    private static void write(JsonNode content, ObjectNode target) {
        String type = content.path("type").asString("");
        switch (type) {
            case "text" ->
                target.put("type", type)
                        .putObject("text")
                        .put("body", content.at("/text/body").asString(""));
            case "image", "video", "audio", "document", "sticker" ->
                target.put("type", type).set(type, file(content.path(type)));
            case "location" -> {
                ObjectNode place = (ObjectNode) content.path("location").deepCopy();
                place.remove("live");
                target.put("type", type).set(type, place);
            }
            case "contacts", "reaction", "interactive", "button", "order", "system", "revoke" ->
                target.put("type", type).set(type, content.path(type));
            case "edit" -> {
                ObjectNode edit = target.put("type", type).putObject(type);
                edit.put(
                        "original_message_id",
                        content.at("/edit/original_message_id").asString(""));
                write(content.at("/edit/message"), edit.putObject("message"));
            }
            default ->
                unsupported(
                        type.equals("unsupported")
                                ? content.at("/unsupported/kind").asString(type)
                                : type,
                        target);
        }
    }

    private static void unsupported(String kind, ObjectNode target) {
        ObjectNode error = target.put("type", "unsupported").putArray("errors").addObject();
        error.put("code", UNSUPPORTED).put("title", "Message type unknown").put("message", "Message type unknown");
        error.putObject("error_data").put("details", "Message type is currently not supported.");
        target.putObject("unsupported").put("type", kind);
    }

    private static ObjectNode file(JsonNode media) {
        ObjectNode json = Json.object();
        for (String word : List.of("caption", "filename", "mime_type")) {
            Json.string(media, word).ifPresent(text -> json.put(word, text));
        }
        Json.string(media, "sha256").ifPresent(hash -> json.put("sha256", base64(hash)));
        Json.string(media, "id").ifPresent(id -> json.put("id", id));
        Json.string(media, "link").ifPresent(link -> json.put("link", link));
        for (String word : List.of("voice", "animated")) {
            if (media.path(word).asBoolean(false)) {
                json.put(word, true);
            }
        }
        return json;
    }

    /// Webhooks of Meta's give hashes in base64, where the hub has hexadecimal.
    private static String base64(String hex) {
        try {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException notHex) {
            return hex;
        }
    }

    /// Who is on the other side.
    static ArrayNode contacts(JsonNode facts) {
        JsonNode person = facts.path("from");
        ObjectNode contact = Json.object();
        ObjectNode profile = contact.putObject("profile");
        profile.put("name", person.path("name").asString(""));
        Json.string(person, "username").ifPresent(username -> profile.put("username", username));
        name(person, contact, "wa_id", "user_id");
        return Json.array().add(contact);
    }

    static ObjectNode call(JsonNode facts) {
        JsonNode told = facts.path("call");
        ObjectNode call = Json.object();
        call.put("id", facts.path("wireId").asString(""));
        name(facts.path("from"), call, "from", "from_user_id");
        call.put("to", digits(facts.path("to")));
        call.put("event", told.path("event").asString("").equals("offer") ? "connect" : "terminate");
        call.put("timestamp", seconds(facts.path("sentAt")));
        call.put("direction", told.path("direction").asString("USER_INITIATED"));
        return call;
    }

    /// Somebody by their number, and by WhatsApp's id of them where that is all that is known.
    static void name(JsonNode person, ObjectNode target, String number, String id) {
        String digits = digits(person);
        if (!digits.isEmpty()) {
            target.put(number, digits);
        }
        Json.string(person, "userId")
                .or(() -> digits.isEmpty()
                        ? Json.string(person, "lid").map(lid -> "lid:" + lid)
                        : java.util.Optional.empty())
                .ifPresent(told -> target.put(id, told));
    }

    static String digits(JsonNode person) {
        String phone = person.path("phone").asString("");
        return phone.startsWith("+") ? phone.substring(1) : phone;
    }

    static String seconds(JsonNode time) {
        try {
            return Long.toString(Instant.parse(time.asString("")).getEpochSecond());
        } catch (DateTimeParseException none) {
            return "0";
        }
    }
}
