package dev.palomar.transport.web.engine;

import tools.jackson.databind.node.ObjectNode;

/// Where what an engine says about one line goes. Called on the reader's thread: returns at once.
public interface Mailbox {

    /// A frame for the line: an event, or a request with an `id`. A request is always answered, because something in
    /// the engine waits for it: `tooLate` refuses one that the line has moved past.
    void frame(ObjectNode frame, Runnable tooLate);

    /// The engine's process is gone, and so is everything that was under way in it.
    void gone(String why);
}
