package dev.palomar.device;

import dev.palomar.media.MediaFetcher;
import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.Spool;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.line.Switchboard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Brings files of linked numbers: the engine fetches, opens and checks them, and puts them into the spool.
public final class WebFileAccess implements MediaFetcher {

    /// WhatsApp takes files of up to 2 GB; what is larger than this is told and not kept.
    private static final long LARGEST = 100L << 20;

    private static final Duration FETCHING = Duration.ofMinutes(3);

    private final Switchboard switchboard;
    private final Spool spool;

    public WebFileAccess(Switchboard switchboard, Spool spool) {
        this.switchboard = switchboard;
        this.spool = spool;
    }

    @Override
    public Fetched fetch(TenantId tenant, DeviceId device, String wireId, Reading reading) {
        Optional<Seat> seat = switchboard.here(device);
        if (seat.isEmpty()) {
            return new Fetched.Later("The device is not online.");
        }
        ObjectNode wanted;
        try {
            wanted = Json.readObject(wireId).put("maxBytes", LARGEST);
        } catch (JacksonException | ClassCastException unreadable) {
            return new Fetched.Gone("It is not known where WhatsApp has it.");
        }
        return switch (seat.get().ask("media.fetch", wanted, FETCHING)) {
            case Answer.Done(ObjectNode found) -> read(found, reading);
            case Answer.Failed(String code, String text) ->
                switch (code) {
                    case "media-gone" ->
                        new Fetched.Gone("WhatsApp does not have it any more, and neither does the phone.");
                    case "media-too-large" -> new Fetched.Gone("It is larger than " + (LARGEST >> 20) + " MB.");
                    case "no-media", "bad-request" -> new Fetched.Gone("The message does not say where it is.");
                    default -> new Fetched.Later(code + " " + text);
                };
            case Answer.Silent(String why) -> new Fetched.Later(why);
        };
    }

    private Fetched read(ObjectNode found, Reading reading) {
        try {
            Path file = spool.take(found.path("path").asString(""));
            try (InputStream content = Files.newInputStream(file)) {
                reading.read(content);
            } finally {
                Files.deleteIfExists(file);
            }
            return new Fetched.Whole(Json.string(found, "mimeType"));
        } catch (IOException unreadable) {
            return new Fetched.Later("The file could not be kept: " + unreadable.getMessage());
        }
    }
}
