package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import dev.palomar.transport.web.store.KeyChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// After how many seconds messages of a chat disappear, as those who write there have it; what is sent there has to say
/// so, too. By each name of the chat, and of the chats in which they do.
final class Timers {

    private final Map<String, Integer> seconds = new ConcurrentHashMap<>();

    /// The line is opened anew; `kept` is what earlier ones heard.
    void begin(Map<String, Integer> kept) {
        seconds.clear();
        seconds.putAll(kept);
    }

    /// Takes what an event says about it. What is new is added to `change`.
    void hear(ObjectNode event, KeyChange change) {
        switch (event.path("type").asString("")) {
            case "inbound" -> {
                ObjectNode said = Json.child(event, "said").orElseGet(Json::object);
                said(said).ifPresent(now -> set(names(said.path("chat")), now, change));
            }
            case "groups" ->
                Json.elements(event, "groups").forEach(group -> {
                    if (group.path("ephemeralSeconds").isNumber()) {
                        set(names(group), group.path("ephemeralSeconds").asInt(0), change);
                    }
                });
            default -> {}
        }
    }

    /// Empty when the message says nothing about it: reactions, edits and deletions do not.
    private static OptionalInt said(ObjectNode said) {
        JsonNode message = said.path("message");
        JsonNode setting = message.path("protocolMessage");
        if (setting.path("type").asString("").equals("EPHEMERAL_SETTING")) {
            return OptionalInt.of(setting.path("ephemeralExpiration").asInt(0));
        }
        int told = said.path("ephemeralSeconds").asInt(0);
        boolean text = message.has("conversation") || message.has("extendedTextMessage");
        return told > 0 || text ? OptionalInt.of(told) : OptionalInt.empty();
    }

    private static List<String> names(JsonNode chat) {
        return Stream.of("jid", "pn", "lid")
                .map(name -> chat.path(name).asString(""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private void set(List<String> names, int now, KeyChange change) {
        for (String name : names) {
            if (seconds.getOrDefault(name, 0) != now) {
                change.timer(name, now);
                if (now > 0) {
                    seconds.put(name, now);
                } else {
                    seconds.remove(name);
                }
            }
        }
    }

    /// Of the chat that `to` names (`{jid, pn, lid}`). Empty when messages stay.
    Optional<Integer> of(JsonNode to) {
        return names(to).stream()
                .flatMap(name -> Stream.ofNullable(seconds.get(name)))
                .findFirst();
    }
}
