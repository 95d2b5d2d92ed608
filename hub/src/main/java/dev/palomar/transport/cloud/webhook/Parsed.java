package dev.palomar.transport.cloud.webhook;

import dev.palomar.transport.Signal;

/// One update of a webhook body, and whom it is meant for.
public record Parsed(Addressee to, Signal signal) {}
