package dev.palomar.transport.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.transport.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whatever the engine passes on: it is told, kept or counted, and never ends in an error.
class AnyEventTest {

    private static final Duration EACH = Duration.ofSeconds(6);

    private static final List<String> WORDS = List.of(
            "null",
            "true",
            "1e99",
            "-1",
            "\"\"",
            "[]",
            "{}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[[[[[[]]]]]]",
            "{\"message\":{\"message\":{\"conversation\":\"x\"}}}",
            "{\"\":{}}",
            "123456789012345678901234567890",
            "\"@\"",
            "\"5491155550101@s.whatsapp.net\"",
            "\"x@lid\"",
            "\"status@broadcast\"",
            "\"BEGIN:VCARD\\nTEL;=;:\\u0000\\nEND:VCARD\\nBEGIN:VCARD\"",
            "\"{\\\"id\\\":1\"",
            "{\"id\":null,\"key\":[]}",
            "[null,1,\"a\",{}]");

    private static final Map<String, Long> BEGAN = new ConcurrentHashMap<>();

    private static boolean isEnough(String property) {
        long began = BEGAN.computeIfAbsent(property, _ -> System.nanoTime());
        return System.nanoTime() - began > EACH.toNanos();
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void a_real_message_with_parts_replaced_at_random_is_heard(@ForAll long seed) {
        if (isEnough("replaced")) {
            return;
        }
        Random random = new Random(seed);
        List<String> names = Samples.names();
        ObjectNode event = Samples.inbound(Samples.said(names.get(random.nextInt(names.size()))));
        if (random.nextInt(4) == 0) {
            Samples.inGroup((ObjectNode) event.get("said"));
        }
        for (int i = random.nextInt(5); i >= 0; i--) {
            replace(event, random, Json.read(WORDS.get(random.nextInt(WORDS.size()))));
        }
        mustBeHeard(event);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void any_json_under_any_name_of_an_event_is_heard(@ForAll long seed) {
        if (isEnough("any")) {
            return;
        }
        Random random = new Random(seed);
        ObjectNode event = any(random, 5) instanceof ObjectNode object ? object : Json.object();
        String[] types = {
            "inbound", "history", "receipts", "call", "contacts", "lids", "groups", "group-members", "other", ""
        };
        event.put("type", types[random.nextInt(types.length)]);
        mustBeHeard(event);
    }

    private static void mustBeHeard(ObjectNode event) {
        Heard heard = InboundWords.read(event, Samples.A_DAY_BEFORE);
        for (Signal signal : heard.signals()) {
            if (signal instanceof Signal.Message message) {
                Json.read(message.raw().bytes());
                String stored = Json.text(ContentJson.write(message.content()));
                assertThat(ContentJson.read(Json.readObject(stored)).preview())
                        .isEqualTo(message.content().preview());
            }
        }
    }

    private static final List<String> NAMES = List.of(
            "said",
            "message",
            "chat",
            "sender",
            "wireId",
            "timestamp",
            "stub",
            "vote",
            "reactions",
            "receipts",
            "lids",
            "contacts",
            "groups",
            "members",
            "pn",
            "lid",
            "jid",
            "kind",
            "type",
            "key",
            "id",
            "text",
            "options",
            "protocolMessage",
            "editedMessage",
            "extendedTextMessage",
            "contextInfo",
            "status",
            "at",
            "wireIds",
            "vcard");

    private static JsonNode any(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 8 : 5);
        if (kind == 5 || kind == 6) {
            ObjectNode object = Json.object();
            for (int i = random.nextInt(6); i > 0; i--) {
                object.set(NAMES.get(random.nextInt(NAMES.size())), any(random, depth - 1));
            }
            return object;
        }
        if (kind == 7) {
            ArrayNode array = Json.array();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(any(random, depth - 1));
            }
            return array;
        }
        return Json.read(WORDS.get(random.nextInt(WORDS.size())));
    }

    /// Walks down at random and puts `value` where it stops.
    private static void replace(JsonNode root, Random random, JsonNode value) {
        JsonNode at = root;
        while (at.isContainer() && !at.isEmpty()) {
            boolean stop = random.nextInt(6) == 0;
            if (at instanceof ObjectNode object) {
                List<String> names = new ArrayList<>(object.propertyNames());
                String name = names.get(random.nextInt(names.size()));
                JsonNode next = object.get(name);
                if (stop || !next.isContainer() || next.isEmpty()) {
                    object.set(name, value);
                    return;
                }
                at = next;
            } else if (at instanceof ArrayNode array) {
                int index = random.nextInt(array.size());
                JsonNode next = array.get(index);
                if (stop || !next.isContainer() || next.isEmpty()) {
                    array.set(index, value);
                    return;
                }
                at = next;
            }
        }
    }
}
