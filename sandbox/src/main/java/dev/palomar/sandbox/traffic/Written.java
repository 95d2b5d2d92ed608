package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.wire.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody writes on a phone.
///
/// @param content the object named by `type`, and what travels beside it, as a webhook tells it
public record Written(String type, ObjectNode content) {

    private static final Set<String> ADDRESSES =
            Set.of("to", "from", "id", "timestamp", "messaging_product", "recipient_type", "type");

    /// Reads Meta's message form. Files come as base64 under `data` (with `mime_type`) or by `id`, and without
    /// either as a sample of the kind. Types that nobody knows are passed on as they are.
    ///
    /// @throws Incoming.NotPossible when a phone could not send this
    public static Written read(ObjectNode asked, BusinessNumber number, Files files) {
        String type = Json.text(asked, "type").isEmpty() ? "text" : Json.text(asked, "type");
        ObjectNode content = Json.object();
        asked.properties().stream()
                .filter(field -> !ADDRESSES.contains(field.getKey()))
                .forEach(field -> content.set(field.getKey(), field.getValue().deepCopy()));
        if (asked.path("text").isString()) {
            content.putObject("text").put("body", Json.text(asked, "text"));
        }
        if (Files.KINDS.contains(type)) {
            if (!content.hasNonNull(type)) {
                content.putObject(type);
            }
            needed(content.path(type).isObject(), type + " is not an object");
            content.set(type, files.received(number, type, content.path(type)));
        }
        check(type, content.path(type));
        needed(!content.hasNonNull("context") || content.path("context").isObject(), "context is not an object");
        return new Written(type, content);
    }

    private static void check(String type, JsonNode said) {
        switch (type) {
            case "text" ->
                needed(
                        !said.path("body").asString("").isEmpty()
                                && said.path("body").isString(),
                        "text.body is missing");
            case "location" ->
                needed(
                        said.path("latitude").isNumber()
                                && said.path("longitude").isNumber(),
                        "location.latitude and location.longitude are missing");
            case "contacts" -> needed(said.isArray() && !said.isEmpty(), "contacts is not a list of contacts");
            case "reaction" -> needed(!Json.text(said, "message_id").isEmpty(), "reaction.message_id is missing");
            case "interactive", "button", "order", "system" -> needed(said.isObject(), type + " is not an object");
            default -> {}
        }
    }

    private static void needed(boolean there, String why) {
        if (!there) {
            throw new Incoming.NotPossible(why);
        }
    }
}
