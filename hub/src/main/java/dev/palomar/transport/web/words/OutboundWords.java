package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.transport.Transport;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A text in the words of the engine's `send`.
public final class OutboundWords {

    public static final Set<String> TYPES = Set.of("text");

    private OutboundWords() {}

    public static Optional<ObjectNode> send(Transport.Outgoing message) {
        if (!(message.content() instanceof MessageContent.Text text)
                || message.to().phone().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode send = Json.object();
        send.putObject("to").put("pn", message.to().phone().get().digits() + "@s.whatsapp.net");
        send.putObject("content").put("kind", "text").put("text", text.body());
        return Optional.of(send);
    }
}
