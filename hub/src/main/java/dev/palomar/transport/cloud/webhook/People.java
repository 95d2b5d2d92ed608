package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.PlainText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The `contacts` of one change, found by number or by user id.
final class People {

    private static final int LONGEST_ID = 200;

    private final Map<String, ObjectNode> byId = new HashMap<>();

    static People of(ObjectNode value) {
        People people = new People();
        for (JsonNode element : Json.elements(value, "contacts")) {
            if (element instanceof ObjectNode contact) {
                Json.string(contact, "wa_id").ifPresent(id -> people.byId.putIfAbsent(id, contact));
                Json.string(contact, "user_id").ifPresent(id -> people.byId.putIfAbsent(id, contact));
            }
        }
        return people;
    }

    /// The entry of whoever has one of these ids.
    Optional<ObjectNode> entry(Optional<String> waId, Optional<String> userId) {
        return waId.map(byId::get).or(() -> userId.map(byId::get));
    }

    /// By which names WhatsApp knows the person. Empty when it gives none at all.
    static Optional<Identity> identity(Optional<String> waId, Optional<String> userId, Optional<ObjectNode> entry) {
        Optional<String> number = waId.or(() -> entry.flatMap(contact -> Json.string(contact, "wa_id")));
        Optional<String> scoped = userId.or(() -> entry.flatMap(contact -> Json.string(contact, "user_id")))
                .flatMap(People::fit);
        Optional<String> username = profile(entry, "username")
                .map(name -> name.startsWith("@") ? name.substring(1) : name)
                .flatMap(People::fit);
        Optional<PhoneNumber> phone = number.flatMap(PhoneNumber::read);
        if (phone.isEmpty() && scoped.isEmpty()) {
            // not a telephone number, and still what WhatsApp calls this person
            scoped = number.flatMap(People::fit);
        }
        if (phone.isEmpty() && scoped.isEmpty() && username.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Identity(phone, Optional.empty(), scoped, username));
    }

    static Optional<String> name(Optional<ObjectNode> entry) {
        return profile(entry, "name").map(name -> PlainText.line(name, 200)).filter(name -> !name.isEmpty());
    }

    private static Optional<String> profile(Optional<ObjectNode> entry, String name) {
        return entry.flatMap(contact -> Json.child(contact, "profile")).flatMap(profile -> Json.string(profile, name));
    }

    private static Optional<String> fit(String id) {
        return id.isBlank() || id.length() > LONGEST_ID ? Optional.empty() : Optional.of(PlainText.clean(id));
    }
}
