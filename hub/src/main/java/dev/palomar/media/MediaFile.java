package dev.palomar.media;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A file that came or goes with messages.
///
/// @param device   over which it came; empty for an upload
/// @param sha256   in lower-case hexadecimal
/// @param problem  why it is missing, or why it is not here yet
public record MediaFile(
        MediaId id,
        State state,
        Optional<DeviceId> device,
        Optional<String> mimeType,
        Optional<String> sha256,
        Optional<Long> bytes,
        Optional<String> filename,
        Optional<String> problem,
        Instant createdAt) {

    public enum State {
        /// Still with WhatsApp.
        REMOTE,
        /// Here.
        STORED,
        /// WhatsApp no longer has it, or refused it.
        MISSING;

        /// As it is written on the wire and in the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State read(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
