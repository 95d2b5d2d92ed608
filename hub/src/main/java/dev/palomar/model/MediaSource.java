package dev.palomar.model;

import dev.palomar.model.id.MediaId;
import java.net.URI;
import java.util.Optional;

/// Where a message's file is.
public sealed interface MediaSource {

    /// In this hub, or on its way into it.
    record Stored(MediaId id, Optional<String> mimeType, Optional<String> sha256) implements MediaSource {}

    /// Only with WhatsApp so far, under WhatsApp's own id.
    record AtWhatsApp(String wireId, Optional<String> mimeType, Optional<String> sha256) implements MediaSource {}

    /// Somewhere in the world; WhatsApp fetches it.
    record Link(URI url) implements MediaSource {}
}
