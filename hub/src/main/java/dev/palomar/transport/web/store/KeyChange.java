package dev.palomar.transport.web.store;

import dev.palomar.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a line wants to be kept, gathered from one or more frames: of several values for one key the last counts.
public final class KeyChange {

    /// A key's place.
    record Name(String type, String id) {}

    /// A message that is about to be handed to WhatsApp.
    record Sent(String wireId, JsonNode message) {}

    static final Name CREDS = new Name("creds", "");

    /// The hub's own, beside those of the engine.
    static final String TIMER = "chat-timer";

    private final Map<Name, Optional<JsonNode>> rows = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>(1);
    private final Map<String, JsonNode> announced = new LinkedHashMap<>(2);
    private final List<String> finished = new ArrayList<>(1);

    /// Takes what is to be kept from a frame: `rows`, `creds`, `outbound`.
    public KeyChange add(ObjectNode frame) {
        for (JsonNode row : Json.elements(frame, "rows")) {
            Name name = new Name(row.path("type").asString(""), row.path("id").asString(""));
            JsonNode value = row.path("value");
            rows.put(name, value.isNull() || value.isMissingNode() ? Optional.empty() : Optional.of(value));
        }
        Json.child(frame, "creds").ifPresent(creds -> rows.put(CREDS, Optional.of(creds)));
        Json.child(frame, "outbound").ifPresent(outbound -> {
            Optional<ObjectNode> message = Json.child(outbound, "message");
            Optional<String> id = Json.string(outbound, "id");
            if (message.isPresent() && id.isPresent()) {
                sent.add(new Sent(id.get(), message.get()));
            }
        });
        return this;
    }

    /// Messages of the chat disappear after so many seconds; 0 when they stay.
    public KeyChange timer(String chat, int seconds) {
        rows.put(
                new Name(TIMER, chat),
                seconds > 0 ? Optional.of(Json.read(Integer.toString(seconds))) : Optional.empty());
        return this;
    }

    /// The phone announced history by this message; it is on its way until [#finished].
    public KeyChange announced(String wireId, JsonNode message) {
        announced.put(wireId, message);
        return this;
    }

    /// The history that `wireId` announced is all here.
    public KeyChange finished(String wireId) {
        finished.add(wireId);
        return this;
    }

    Map<Name, Optional<JsonNode>> rows() {
        return rows;
    }

    List<Sent> sent() {
        return sent;
    }

    Map<String, JsonNode> announced() {
        return announced;
    }

    List<String> finished() {
        return finished;
    }
}
