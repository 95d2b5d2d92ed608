package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Node;
import java.util.List;

/// Answers of the server to what a client asks.
final class Answers {

    static final String SERVER = "s.whatsapp.net";

    private Answers() {}

    static Node result(Node query, Node... content) {
        return result(query, List.of(content));
    }

    static Node result(Node query, List<Node> content) {
        return Node.of("iq", "from", from(query), "type", "result", "id", query.attribute("id"))
                .with(content);
    }

    static Node error(Node query, int code, String why) {
        return Node.of("iq", "from", from(query), "type", "error", "id", query.attribute("id"))
                .with(Node.of("error", "code", Integer.toString(code), "text", why));
    }

    /// The server has a stanza.
    static Node ack(Node stanza, String seconds) {
        return Node.of(
                "ack",
                "class",
                stanza.tag(),
                "id",
                stanza.attribute("id"),
                "from",
                stanza.attribute("to"),
                "participant",
                stanza.attribute("participant"),
                "type",
                stanza.tag().equals("message") ? "" : stanza.attribute("type"),
                "t",
                seconds);
    }

    private static String from(Node query) {
        String to = query.attribute("to");
        return to.isEmpty() ? SERVER : to;
    }
}
