package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.web.node.Node;

/// An open line to a linked device. Nothing here waits for the other side.
public interface Connection {

    void send(Node stanza);

    /// Closes the line after what was sent has gone out.
    void hangUp();

    /// Breaks the line at once, without a word.
    void drop();

    /// From now on neither reads nor writes, and stays open: what a line looks like that died on the way.
    void stall();
}
