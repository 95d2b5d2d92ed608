package dev.palomar.model.event;

import dev.palomar.model.Json;
import dev.palomar.model.id.ApiKeyId;
import dev.palomar.model.id.PersonId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Who did something in a conversation, as they were called then. Everybody but a person, a program or the reply agent
/// is somebody at the business' own phone.
public record Actor(Kind kind, Optional<String> id, Optional<String> name) {

    public enum Kind {
        PERSON("person"),
        API_KEY("apiKey"),
        AGENT("agent"),
        PHONE("phone");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As the API and the database write it.
        public String word() {
            return word;
        }
    }

    /// The reply agent.
    public static final Actor AGENT = new Actor(Kind.AGENT, Optional.empty(), Optional.empty());

    /// Somebody who wrote on the phone that has the number, or on another device linked to it.
    public static final Actor PHONE = new Actor(Kind.PHONE, Optional.empty(), Optional.empty());

    public static Actor person(PersonId id, String name) {
        return new Actor(Kind.PERSON, Optional.of(id.text()), Optional.of(name));
    }

    public static Actor program(ApiKeyId id, String name) {
        return new Actor(Kind.API_KEY, Optional.of(id.text()), Optional.of(name));
    }

    /// Whether somebody of the company did it, and not a program.
    public boolean human() {
        return kind == Kind.PERSON || kind == Kind.PHONE;
    }

    /// `Actor` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object().put("kind", kind.word()).put("id", id.orElse(null)).put("name", name.orElse(null));
    }

    /// As it is kept in a column.
    public String stored() {
        return Json.text(json());
    }

    /// Reads what [#stored()] wrote; empty where nothing is kept.
    public static Optional<Actor> read(@Nullable String stored) {
        if (stored == null) {
            return Optional.empty();
        }
        ObjectNode json = Json.readObject(stored);
        String word = Json.string(json, "kind").orElse("");
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .map(kind -> new Actor(kind, Json.string(json, "id"), Json.string(json, "name")));
    }
}
