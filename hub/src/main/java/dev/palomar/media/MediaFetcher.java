package dev.palomar.media;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Brings a file from WhatsApp; each transport has its own way.
@FunctionalInterface
public interface MediaFetcher {

    /// Takes a file's content as it comes.
    @FunctionalInterface
    interface Reading {
        void read(InputStream content) throws IOException;
    }

    /// What became of it.
    sealed interface Fetched {

        /// All of it was read.
        record Whole(Optional<String> mimeType) implements Fetched {}

        /// WhatsApp no longer has it, or refuses it.
        record Gone(String why) implements Fetched {}

        /// Not now.
        record Later(String why) implements Fetched {}
    }

    /// Never throws for what WhatsApp or the network did. `reading` may have seen a part when it is not
    /// [Fetched.Whole].
    Fetched fetch(TenantId tenant, DeviceId device, String wireId, Reading reading);
}
