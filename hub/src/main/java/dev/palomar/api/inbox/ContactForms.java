package dev.palomar.api.inbox;

import dev.palomar.api.http.Fields;
import dev.palomar.conversation.contact.ContactChange;
import dev.palomar.conversation.contact.Details;
import dev.palomar.model.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What callers say about contacts, read strictly.
final class ContactForms {

    private ContactForms() {}

    static ContactChange change(Fields body) {
        return new ContactChange(
                nullable(body, "name", Details.LONGEST_NAME, true),
                tags(body),
                fields(body),
                nullable(body, "note", Details.LONGEST_NOTE, false));
    }

    private static Optional<Optional<String>> nullable(Fields body, String name, int longest, boolean oneLine) {
        if (!body.has(name)) {
            return Optional.empty();
        }
        Optional<String> text = body.optionalText(name, longest).map(String::strip);
        text.filter(value -> oneLine && !PlainText.line(value, value.length()).equals(value))
                .ifPresent(_ -> body.fault(name, "must be one line"));
        return Optional.of(text);
    }

    private static Optional<List<String>> tags(Fields body) {
        Optional<JsonNode> sent = body.raw("tags");
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        List<String> tags = new ArrayList<>();
        if (!(sent.get() instanceof ArrayNode list)) {
            body.fault("tags", "must be a list");
            return Optional.empty();
        }
        if (list.size() > Details.MOST_TAGS) {
            body.fault("tags", "must have at most " + Details.MOST_TAGS + " entries");
            return Optional.empty();
        }
        for (int at = 0; at < list.size(); at++) {
            Optional<String> tag = Optional.of(list.get(at))
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .flatMap(Details::tag);
            if (tag.isEmpty()) {
                body.fault("tags[" + at + "]", "expected a line of 1 to " + Details.LONGEST_TAG + " characters");
            } else if (!tags.contains(tag.get())) {
                tags.add(tag.get());
            }
        }
        return Optional.of(tags);
    }

    private static Map<String, Optional<String>> fields(Fields body) {
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        Optional<JsonNode> sent = body.raw("fields");
        if (sent.isPresent() && !(sent.get() instanceof ObjectNode)) {
            body.fault("fields", "must be an object");
        }
        if (sent.isPresent() && sent.get() instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> fault(field.getKey(), field.getValue())
                            .ifPresentOrElse(
                                    wrong -> body.fault("fields." + field.getKey(), wrong),
                                    () -> fields.put(
                                            field.getKey(),
                                            field.getValue().isNull()
                                                    ? Optional.empty()
                                                    : Optional.of(
                                                            field.getValue().asString()))));
        }
        return fields;
    }

    private static Optional<String> fault(String name, JsonNode value) {
        if (name.isBlank()
                || name.length() > Details.LONGEST_FIELD_NAME
                || !PlainText.line(name, name.length()).equals(name)) {
            return Optional.of("a field's name is a line of 1 to " + Details.LONGEST_FIELD_NAME + " characters");
        }
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            return Optional.of("must be a text or null");
        }
        String text = value.asString();
        if (text.length() > Details.LONGEST_FIELD) {
            return Optional.of("must have at most " + Details.LONGEST_FIELD + " characters");
        }
        return PlainText.clean(text).equals(text)
                ? Optional.empty()
                : Optional.of("holds a character that cannot be kept (NUL or half a surrogate pair)");
    }
}
