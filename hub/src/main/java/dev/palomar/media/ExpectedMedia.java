package dev.palomar.media;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// A file that came with a message and is still with WhatsApp, under WhatsApp's id.
public record ExpectedMedia(
        TenantId tenant,
        DeviceId device,
        MediaId id,
        String wireId,
        Optional<String> mimeType,
        Optional<String> sha256,
        Optional<String> filename) {}
