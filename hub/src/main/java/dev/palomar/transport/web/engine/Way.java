package dev.palomar.transport.web.engine;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// The way to an engine that holds a line: one of this node's, or another's.
public interface Way {

    /// Asks the engine something about the line and waits for the answer. `type` is one of PROTOCOL.md's requests,
    /// and `body` what belongs to it; it may be written into.
    Answer ask(String type, ObjectNode body, Duration patience);
}
