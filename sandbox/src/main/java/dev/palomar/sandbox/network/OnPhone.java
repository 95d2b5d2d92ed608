package dev.palomar.sandbox.network;

import tools.jackson.databind.node.ObjectNode;

/// Something that lies on a person's phone, sent or received.
public interface OnPhone {

    String id();

    /// How the controls show it.
    ObjectNode shown();
}
