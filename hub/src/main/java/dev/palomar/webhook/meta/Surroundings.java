package dev.palomar.webhook.meta;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// What Meta's shape says besides the fact itself.
public interface Surroundings {

    Station station(TenantId tenant, DeviceId device);

    /// What the sender of a message of ours was told as its name, if that is not WhatsApp's own.
    Optional<String> given(TenantId tenant, MessageId message);

    /// As [#given(TenantId, MessageId)], of the message that WhatsApp calls `wireId`.
    Optional<String> given(TenantId tenant, DeviceId device, String wireId);

    /// Where the content of a file is fetched with an API key.
    String content(MediaId file);
}
