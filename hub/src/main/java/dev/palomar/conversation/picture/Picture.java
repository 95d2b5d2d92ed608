package dev.palomar.conversation.picture;

import dev.palomar.model.Payload;

/// The picture of a conversation's other side.
///
/// @param version  another one when the picture is another
public record Picture(String mimeType, Payload content, String version) {}
