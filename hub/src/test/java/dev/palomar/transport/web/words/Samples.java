package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.transport.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// WhatsApp Web's messages as the pinned client's own definitions write them (`sandbox/web-tests/words.js`), and events
/// of the engine around them.
final class Samples {

    static final String ANA = "5491155550101@s.whatsapp.net";
    static final String LID = "111122223333@lid";
    static final String GROUP = "120363000000000001@g.us";

    private static final ObjectNode MESSAGES = read();

    private Samples() {}

    private static ObjectNode read() {
        try (InputStream file = Objects.requireNonNull(Samples.class.getResourceAsStream("/web/messages.json"))) {
            return (ObjectNode) Json.read(file.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ObjectNode message(String name) {
        return (ObjectNode) Objects.requireNonNull(MESSAGES.get(name), name).deepCopy();
    }

    static List<String> names() {
        return List.copyOf(MESSAGES.propertyNames());
    }

    /// Ana says it, just now.
    static ObjectNode said(String name) {
        ObjectNode said = from(ANA);
        said.set("message", message(name));
        return said;
    }

    /// Before anything in the samples was written.
    static final Instant A_DAY_BEFORE = Instant.ofEpochSecond(1784550000 - 86_400);

    static ObjectNode from(String pn) {
        ObjectNode said = Json.object();
        said.put("wireId", "3EB0AAAA");
        said.set(
                "chat",
                Json.object()
                        .put("jid", LID)
                        .put("kind", "person")
                        .put("pn", pn)
                        .put("lid", LID));
        said.set("sender", Json.object().put("pn", pn).put("lid", LID).put("device", 0));
        said.put("fromMe", false).put("pushName", "Ana").put("timestamp", 1784550000);
        said.put("offline", false).put("backfilled", false);
        return said;
    }

    static ObjectNode inGroup(ObjectNode said) {
        said.set("chat", Json.object().put("jid", GROUP).put("kind", "group"));
        return said;
    }

    static ObjectNode inbound(ObjectNode said) {
        ObjectNode event = Json.object().put("type", "inbound").put("seq", 1);
        event.set("said", said);
        event.set("rows", Json.array());
        return event;
    }

    static Heard hear(ObjectNode said) {
        return InboundWords.read(inbound(said), A_DAY_BEFORE);
    }

    static Signal.Message heard(ObjectNode said) {
        List<Signal> signals = hear(said).signals();
        if (signals.size() == 1 && signals.getFirst() instanceof Signal.Message message) {
            return message;
        }
        throw new AssertionError("expected one message: " + signals);
    }

    static MessageContent content(String name) {
        return heard(said(name)).content();
    }

    /// What becomes of each sample: its type, or the word under which it is left.
    static Map<String, String> outcomes() {
        Map<String, String> outcomes = new TreeMap<>();
        for (String name : names()) {
            Heard heard = hear(said(name));
            outcomes.put(
                    name,
                    heard.signals().isEmpty()
                            ? "left " + heard.left().getFirst()
                            : ((Signal.Message) heard.signals().getFirst())
                                    .content()
                                    .type());
        }
        return outcomes;
    }
}
