package dev.palomar.transport.web.engine;

import tools.jackson.databind.node.ObjectNode;

/// What an engine made of a request. All of it happens on an ordinary day.
public sealed interface Answer {

    record Done(ObjectNode body) implements Answer {}

    /// It says that it did not do it. `code` is one of PROTOCOL.md's words.
    record Failed(String code, String text) implements Answer {}

    /// It ended, or did not answer in time: whether it did it is not known.
    record Silent(String why) implements Answer {}
}
