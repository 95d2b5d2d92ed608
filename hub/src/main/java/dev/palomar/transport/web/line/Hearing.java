package dev.palomar.transport.web.line;

import dev.palomar.transport.Signal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Understands what an engine tells about the chats of a line. Never throws for what people sent.
@FunctionalInterface
public interface Hearing {

    /// `event` is one numbered event of PROTOCOL.md, whole. It may mean nothing, one thing or many.
    List<Signal> signals(ObjectNode event);
}
