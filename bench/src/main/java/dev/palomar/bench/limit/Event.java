package dev.palomar.bench.limit;

import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What one of Meta's webhooks says, as far as the design has to know it.
final class Event {

    private static final JsonFactory JSON = new JsonFactory();

    private final long id;
    private final String number;
    private final String person;
    private final String wireId;
    private final byte[] body;

    private Event(long id, String number, String person, String wireId, byte[] body) {
        this.id = id;
        this.number = number;
        this.person = person;
        this.wireId = wireId;
        this.body = body;
    }

    /// Empty when nobody wrote. Of a body with several messages it tells the last one only.
    static Optional<Event> read(long id, byte[] body) {
        String number = "";
        String person = "";
        String wireId = "";
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                switch (parser.currentName()) {
                    case "phone_number_id" -> number = text(parser);
                    case "from" -> person = text(parser);
                    // the account has one too, and comes before
                    case "id" -> wireId = text(parser);
                    default -> {
                        // nothing of it is kept apart from the body
                    }
                }
            }
        }
        return person.isEmpty() ? Optional.empty() : Optional.of(new Event(id, number, person, wireId, body));
    }

    long id() {
        return id;
    }

    /// Whose number was written to.
    String tenant() {
        return number;
    }

    /// Of this person with this number.
    String conversation() {
        return number + ":" + person;
    }

    /// By which a repetition is recognised.
    String wireId() {
        return wireId;
    }

    /// As Meta sent it: the array itself, which nobody changes.
    byte[] body() {
        return body;
    }

    private static String text(JsonParser parser) {
        parser.nextToken();
        return parser.getString();
    }
}
