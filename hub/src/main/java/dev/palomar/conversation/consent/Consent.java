package dev.palomar.conversation.consent;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConsentId;
import dev.palomar.tenant.audit.Author;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// An entry of the register of consents: it is written once.
///
/// @param source  where it was said
/// @param proof   what shows it
/// @param at      when it was said
/// @param by      who recorded it; empty for the person's own message
public record Consent(
        ConsentId id,
        String purpose,
        State state,
        String source,
        Optional<String> proof,
        Instant at,
        Optional<Author> by) {

    /// The purpose that decides what may be sent.
    public static final String MARKETING = "marketing";

    /// The source of what a person's own message said.
    public static final String KEYWORD = "keyword";

    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-zA-Z0-9-]{0,39}");

    public enum State {
        GRANTED("granted"),
        WITHDRAWN("withdrawn");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<State> read(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst();
        }
    }

    /// Empty when `text` is no name of a purpose.
    public static Optional<String> purpose(String text) {
        return Optional.of(text).filter(PURPOSE.asMatchPredicate());
    }

    /// `Consent` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id.text())
                .put("purpose", purpose)
                .put("state", state.word())
                .put("source", source)
                .put("proof", proof.orElse(null))
                .put("at", Times.text(at));
        json.set(
                "by",
                by.map(author -> Json.object()
                                .put("kind", author.kind().word())
                                .put("id", author.id().orElse(null))
                                .put("name", author.name().orElse(null)))
                        .orElse(null));
        return json;
    }
}
