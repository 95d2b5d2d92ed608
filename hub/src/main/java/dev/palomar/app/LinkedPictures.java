package dev.palomar.app;

import dev.palomar.conversation.picture.PictureFetcher;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.Spool;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.line.Switchboard;
import dev.palomar.transport.web.words.OutboundWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Pictures of people and groups, as linked numbers see them.
final class LinkedPictures implements PictureFetcher {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Switchboard switchboard;
    private final Spool spool;

    LinkedPictures(Switchboard switchboard, Spool spool) {
        this.switchboard = switchboard;
        this.spool = spool;
    }

    @Override
    public Fetched fetch(TenantId tenant, DeviceId device, Identity person, Optional<String> group) {
        Optional<ObjectNode> of = OutboundWords.address(person, group);
        if (of.isEmpty()) {
            return new Fetched.None();
        }
        Optional<Seat> seat = switchboard.here(device);
        if (seat.isEmpty()) {
            return new Fetched.Later("the device is not online");
        }
        ObjectNode asked = Json.object();
        asked.set("of", of.get());
        return switch (seat.get().ask("picture.fetch", asked, PATIENCE)) {
            case Answer.Done(ObjectNode found) ->
                Json.string(found, "path").map(path -> read(found, path)).orElseGet(Fetched.None::new);
            case Answer.Failed(String code, String text) -> new Fetched.Later(code + " " + text);
            case Answer.Silent(String why) -> new Fetched.Later(why);
        };
    }

    private Fetched read(ObjectNode found, String path) {
        try {
            Path file = spool.take(path);
            try {
                return new Fetched.Whole(
                        Json.string(found, "mimeType").orElse("image/jpeg"), Payload.of(Files.readAllBytes(file)));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException unreadable) {
            return new Fetched.Later("it could not be read: " + unreadable.getMessage());
        }
    }
}
