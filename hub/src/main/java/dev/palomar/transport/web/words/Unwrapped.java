package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// WhatsApp's `Message` out of its wrappings: the one member that says something.
///
/// @param kind      name of the member, such as `imageMessage`
/// @param viewOnce  it was wrapped so, or says so itself
record Unwrapped(String kind, JsonNode body, boolean viewOnce) {

    private static final int DEEPEST = 12;

    /// Members that go along with what is said.
    private static final Set<String> BESIDES =
            Set.of("messageContextInfo", "senderKeyDistributionMessage", "fastRatchetKeySenderKeyDistributionMessage");

    /// Has a message inside and is none of the wrappings: it says to what the message belongs.
    private static final String COMMENT = "commentMessage";

    /// Empty when there is nothing but what goes along.
    static Optional<Unwrapped> of(ObjectNode message) {
        return of(message, false, 0);
    }

    private static Optional<Unwrapped> of(ObjectNode message, boolean viewOnce, int depth) {
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            String name = member.getKey();
            JsonNode body = member.getValue();
            if (BESIDES.contains(name) || body.isNull()) {
                continue;
            }
            boolean once = viewOnce || name.startsWith("viewOnceMessage");
            Optional<ObjectNode> inner = name.equals(COMMENT) ? Optional.empty() : Json.child(body, "message");
            if (inner.isPresent() && depth < DEEPEST) {
                Optional<Unwrapped> within = of(inner.get(), once, depth + 1);
                if (within.isPresent()) {
                    return within;
                }
                continue;
            }
            return Optional.of(new Unwrapped(name, body, once || Names.flag(body, "viewOnce")));
        }
        return Optional.empty();
    }

    /// The member as an object; an empty one when it is something else.
    ObjectNode form() {
        return body instanceof ObjectNode object ? object : Json.object();
    }
}
