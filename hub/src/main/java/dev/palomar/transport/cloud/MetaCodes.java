package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.event.SendError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What each of Meta's error codes means and what to do about it: the file `meta-codes.json`. Meta's rule is to build
/// on the code and `error_data.details`, never on title, subcode or HTTP status.
///
/// Source: Meta, "Cloud API / Support / Error codes", and the Graph API's "Handle errors".
public final class MetaCodes {

    /// What the hub does when a send is answered with the code.
    public enum Then {
        /// It will never go as it is.
        REFUSED,
        /// The same message may go later; nothing else is held up.
        AGAIN,
        /// As [#AGAIN]: too many calls or messages.
        LIMIT,
        /// Too much to this one person: the pause grows.
        PAIR,
        /// Refused, and so will be everything else until a person mends the number's credentials or account.
        ACCOUNT,
        /// As [#ACCOUNT], by a decision of WhatsApp's.
        RESTRICTED
    }

    /// @param waitSeconds  for [Then#AGAIN] and [Then#LIMIT]: how long
    public record Code(String code, Then then, int waitSeconds, String cause, String cure) {

        /// Both sentences for people.
        public String explanation() {
            return cause + " " + cure;
        }

        /// Too many calls or messages.
        public boolean limits() {
            return then == Then.LIMIT || then == Then.PAIR;
        }

        boolean account() {
            return then == Then.ACCOUNT || then == Then.RESTRICTED;
        }
    }

    private static final MetaCodes FILE = read("meta-codes.json");

    private final Map<Integer, Code> codes;

    private MetaCodes(Map<Integer, Code> codes) {
        this.codes = codes;
    }

    public static MetaCodes get() {
        return FILE;
    }

    /// Empty for a code that Meta added since.
    public Optional<Code> find(String code) {
        try {
            return Optional.ofNullable(codes.get(Integer.valueOf(code)));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// All that are known, for documentation and translation.
    public Map<Integer, Code> all() {
        return codes;
    }

    /// The entry for Meta's error object, wherever it stood. An unknown code is refused: repeating what WhatsApp
    /// turned down may do harm.
    public Code of(ObjectNode error) {
        String code = Json.string(error, "code").orElse("unknown");
        return find(code)
                .orElseGet(() -> new Code(
                        code,
                        Then.REFUSED,
                        0,
                        "WhatsApp refused it for a reason that this hub does not know.",
                        "Read WhatsApp's own words, and look the code up in Meta's list of error codes."));
    }

    /// Meta's error object as the hub tells it.
    public SendError told(ObjectNode error) {
        Code code = of(error);
        String title = Json.string(error, "message")
                .or(() -> Json.string(error, "title"))
                .orElse("");
        String details = Json.child(error, "error_data")
                .flatMap(data -> Json.string(data, "details"))
                .filter(text -> !text.equals(title))
                .orElse("");
        String message = details.isEmpty() ? title : title.isEmpty() ? details : title + ": " + details;
        return new SendError(code.code(), message, code.explanation());
    }

    private static MetaCodes read(String file) {
        ObjectNode table;
        try (InputStream in = MetaCodes.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            table = (ObjectNode) Json.read(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<Integer, Code> codes = new HashMap<>();
        for (JsonNode row : Json.elements(table, "codes")) {
            int code = row.get("code").intValue();
            codes.put(
                    code,
                    new Code(
                            Integer.toString(code),
                            Then.valueOf(row.get("then").stringValue().toUpperCase(java.util.Locale.ROOT)),
                            row.path("wait").asInt(0),
                            row.get("cause").stringValue(),
                            row.get("cure").stringValue()));
        }
        for (JsonNode range : Json.elements(table, "ranges")) {
            Code as = java.util.Objects.requireNonNull(codes.get(range.get("as").intValue()));
            for (int code = range.get("from").intValue();
                    code <= range.get("to").intValue();
                    code++) {
                codes.putIfAbsent(
                        code, new Code(Integer.toString(code), as.then(), as.waitSeconds(), as.cause(), as.cure()));
            }
        }
        return new MetaCodes(Map.copyOf(codes));
    }
}
