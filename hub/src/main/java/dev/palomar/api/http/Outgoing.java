package dev.palomar.api.http;

import java.util.Map;

/// An answer ready for the wire.
///
/// @param close whether the connection ends with it
/// @param written called when all of it has left, or could not
record Outgoing(Answer answer, Map<String, String> headers, boolean withoutBody, boolean close, Runnable written) {}
