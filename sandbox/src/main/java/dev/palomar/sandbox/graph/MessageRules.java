package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.wire.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What Meta checks in a message before it takes it. Templates have [TemplateRules] besides.
///
/// Facts: Meta, "Cloud API – messages" and the pages of the message types.
final class MessageRules {

    static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "reaction",
            "interactive",
            "template");

    private static final int CAPTION = 1_024;
    private static final int ANY = 100_000;

    private MessageRules() {}

    /// The message's type; throws a [GraphError] when Meta would refuse the message for its form.
    static String check(ObjectNode message) {
        String type = message.path("type").asString("").isEmpty() ? "text" : Json.text(message, "type");
        Rule.oneOf(type, TYPES, "type");
        String recipients = Json.text(message, "recipient_type");
        if (!recipients.isEmpty()) {
            Rule.oneOf(recipients, Set.of("individual"), "recipient_type");
        }
        Rule.optionalText(message, "biz_opaque_callback_data", "biz_opaque_callback_data", 512);
        if (message.has("context") && !type.equals("reaction")) {
            Rule.text(Rule.object(message, "context", "context"), "message_id", "context['message_id']", ANY);
        }
        switch (type) {
            case "text" -> Rule.text(Rule.object(message, "text", "text"), "body", "text['body']", 4_096);
            case "image", "video", "document", "audio", "sticker" -> media(message, type, type);
            case "location" -> location(Rule.object(message, "location", "location"));
            case "contacts" -> contacts(message);
            case "reaction" -> {
                ObjectNode reaction = Rule.object(message, "reaction", "reaction");
                Rule.text(reaction, "message_id", "reaction['message_id']", ANY);
                if (!reaction.has("emoji")) {
                    throw Rule.missing("reaction['emoji']");
                }
                Rule.optionalText(reaction, "emoji", "reaction['emoji']", 16);
            }
            case "interactive" -> interactive(Rule.object(message, "interactive", "interactive"));
            default -> template(Rule.object(message, "template", "template"));
        }
        return type;
    }

    /// A media object: an uploaded file's id or a link, never both.
    static ObjectNode media(JsonNode in, String kind, String at) {
        ObjectNode media = Rule.object(in, kind, at);
        boolean id = media.hasNonNull("id");
        boolean link = media.hasNonNull("link");
        if (!id && !link) {
            throw GraphError.of(131008, "One of the parameters " + at + "['id'] and " + at + "['link'] is required.");
        }
        if (id && link) {
            throw GraphError.of(
                    131009, "Only one of the parameters " + at + "['id'] and " + at + "['link'] is allowed.");
        }
        if (link) {
            Rule.link(media, "link", at + "['link']");
        }
        if (media.has("caption")) {
            if (kind.equals("audio") || kind.equals("sticker")) {
                throw GraphError.parameter("Unexpected key \"caption\" on param \"" + at + "\".");
            }
            Rule.optionalText(media, "caption", at + "['caption']", CAPTION);
        }
        return media;
    }

    private static void location(ObjectNode location) {
        Rule.number(location, "latitude", "location['latitude']", 90);
        Rule.number(location, "longitude", "location['longitude']", 180);
        Rule.optionalText(location, "name", "location['name']", 1_000);
        Rule.optionalText(location, "address", "location['address']", 1_000);
    }

    private static void contacts(ObjectNode message) {
        int index = 0;
        for (JsonNode contact : Rule.array(message, "contacts", "contacts", 1, 257)) {
            String at = "contacts[" + index++ + "]";
            ObjectNode name = Rule.object(contact, "name", at + "['name']");
            Rule.text(name, "formatted_name", at + "['name']['formatted_name']", ANY);
            boolean more = Set.of("first_name", "last_name", "middle_name", "suffix", "prefix").stream()
                    .anyMatch(name::hasNonNull);
            if (!more) {
                throw GraphError.of(
                        131009, "At least one of the optional name parameters must be set along with formatted_name.");
            }
        }
    }

    private static void interactive(ObjectNode interactive) {
        String type = Rule.oneOf(
                Rule.text(interactive, "type", "interactive['type']", ANY),
                Set.of(
                        "button",
                        "list",
                        "cta_url",
                        "flow",
                        "location_request_message",
                        "product",
                        "product_list",
                        "catalog_message",
                        "call_permission_request",
                        "voice_call",
                        "address_message",
                        "order_details",
                        "order_status",
                        "request_contact_info",
                        "carousel"),
                "interactive['type']");
        if (!type.equals("product")) {
            Rule.text(
                    Rule.object(interactive, "body", "interactive['body']"),
                    "text",
                    "interactive['body']['text']",
                    type.equals("list") ? 4_096 : 1_024);
        }
        if (interactive.has("footer")) {
            Rule.text(
                    Rule.object(interactive, "footer", "interactive['footer']"),
                    "text",
                    "interactive['footer']['text']",
                    60);
        }
        if (interactive.has("header")) {
            header(Rule.object(interactive, "header", "interactive['header']"), type);
        }
        if (type.equals("call_permission_request") || type.equals("request_contact_info")) {
            return;
        }
        ObjectNode action = Rule.object(interactive, "action", "interactive['action']");
        switch (type) {
            case "button" -> buttons(action);
            case "list" -> list(action);
            case "cta_url" -> {
                ObjectNode parameters = parameters(action, "cta_url");
                Rule.text(parameters, "display_text", "interactive['action']['parameters']['display_text']", 20);
                Rule.text(parameters, "url", "interactive['action']['parameters']['url']", 2_000);
                Rule.link(parameters, "url", "interactive['action']['parameters']['url']");
            }
            case "flow" -> {
                ObjectNode parameters = parameters(action, "flow");
                Rule.text(
                        parameters,
                        "flow_message_version",
                        "interactive['action']['parameters']['flow_message_version']",
                        ANY);
                Rule.text(parameters, "flow_cta", "interactive['action']['parameters']['flow_cta']", 30);
                if (parameters.hasNonNull("flow_id") == parameters.hasNonNull("flow_name")) {
                    throw GraphError.of(131009, "Exactly one of flow_id and flow_name is needed.");
                }
            }
            case "location_request_message" -> named(action, "send_location");
            default -> {}
        }
    }

    private static void header(ObjectNode header, String interactiveType) {
        String type = Rule.text(header, "type", "interactive['header']['type']", ANY);
        Rule.oneOf(
                type,
                interactiveType.equals("list")
                        ? Set.of("text")
                        : Set.of("text", "image", "video", "document", "gif", "product"),
                "interactive['header']['type']");
        if (type.equals("text")) {
            Rule.text(header, "text", "interactive['header']['text']", 60);
        } else if (Set.of("image", "video", "document").contains(type)) {
            media(header, type, "interactive['header']['" + type + "']");
        }
    }

    private static void buttons(ObjectNode action) {
        Set<String> ids = new HashSet<>();
        Set<String> titles = new HashSet<>();
        int index = 0;
        for (JsonNode button : Rule.array(action, "buttons", "interactive['action']['buttons']", 1, 3)) {
            String at = "interactive['action']['buttons'][" + index++ + "]";
            Rule.oneOf(Json.text(button, "type"), Set.of("reply"), at + "['type']");
            ObjectNode reply = Rule.object(button, "reply", at + "['reply']");
            boolean newId = ids.add(Rule.text(reply, "id", at + "['reply']['id']", 256));
            boolean newTitle = titles.add(Rule.text(reply, "title", at + "['reply']['title']", 20));
            if (!newId || !newTitle) {
                throw GraphError.of(131009, "Duplicate button id or title.");
            }
        }
    }

    private static void list(ObjectNode action) {
        Rule.text(action, "button", "interactive['action']['button']", 20);
        int rows = 0;
        Set<String> ids = new HashSet<>();
        var sections = Rule.array(action, "sections", "interactive['action']['sections']", 1, 10);
        int index = 0;
        for (JsonNode section : sections) {
            String at = "interactive['action']['sections'][" + index++ + "]";
            String title = Rule.optionalText(section, "title", at + "['title']", 24);
            if (title.isEmpty() && sections.size() > 1) {
                throw GraphError.of(131009, "Section title is required when there is more than one section.");
            }
            for (JsonNode row : Rule.array(section, "rows", at + "['rows']", 1, 10)) {
                rows++;
                if (!ids.add(Rule.text(row, "id", at + "['rows']['id']", 200))) {
                    throw GraphError.of(131009, "Duplicated row id in sections.");
                }
                Rule.text(row, "title", at + "['rows']['title']", 24);
                Rule.optionalText(row, "description", at + "['rows']['description']", 72);
            }
        }
        if (rows > 10) {
            throw GraphError.of(131009, "Total row count exceed max allowed count: 10");
        }
    }

    private static ObjectNode parameters(ObjectNode action, String name) {
        named(action, name);
        return Rule.object(action, "parameters", "interactive['action']['parameters']");
    }

    private static void named(ObjectNode action, String name) {
        Rule.oneOf(Json.text(action, "name"), Set.of(name), "interactive['action']['name']");
    }

    private static void template(ObjectNode template) {
        Rule.text(template, "name", "template['name']", 512);
        Rule.text(
                Rule.object(template, "language", "template['language']"), "code", "template['language']['code']", 16);
    }
}
