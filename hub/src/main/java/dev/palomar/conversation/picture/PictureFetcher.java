package dev.palomar.conversation.picture;

import dev.palomar.model.Identity;
import dev.palomar.model.Payload;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// Brings pictures from WhatsApp.
@FunctionalInterface
public interface PictureFetcher {

    /// What became of it.
    sealed interface Fetched {

        record Whole(String mimeType, Payload content) implements Fetched {}

        /// There is none, or none for us.
        record None() implements Fetched {}

        record Later(String why) implements Fetched {}
    }

    /// The picture of `group`, or of the person when there is no group, as the device sees it.
    Fetched fetch(TenantId tenant, DeviceId device, Identity person, Optional<String> group);
}
