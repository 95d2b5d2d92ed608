package dev.palomar.transport.web;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MessageContent;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Brings the file of a message that is about to be sent to where the engine finds it.
final class Outgoings {

    private static final Logger LOG = LoggerFactory.getLogger(Outgoings.class);

    /// What became of a message's file.
    sealed interface Placed {

        /// It has none, or its file lies at `path` until [#clear].
        record Ready(Optional<Path> path) implements Placed {}

        /// There is no content: the message cannot go.
        record Missing(SendError why) implements Placed {}

        /// Not now.
        record Later(SendError why) implements Placed {}
    }

    private final Shelf shelf;
    private final Spool spool;

    Outgoings(Shelf shelf, Spool spool) {
        this.shelf = shelf;
        this.spool = spool;
    }

    /// Puts the place of the file of `content` into `send`, where OutboundWords named it.
    Placed place(TenantId tenant, MessageContent content, ObjectNode send) {
        Optional<ObjectNode> file = Json.child(send, "content").flatMap(said -> Json.child(said, "file"));
        if (file.isEmpty() || !(content instanceof MessageContent.Media media)) {
            return new Placed.Ready(Optional.empty());
        }
        MediaKind kind = media.kind();
        try {
            Optional<Shelf.Item> item = item(tenant, kind, file.get());
            if (item.isEmpty()) {
                return new Placed.Missing(new SendError(
                        "media-missing",
                        "There is no content for the file.",
                        "The file of this message is not here any more, or never came. Upload it again."));
            }
            Path path = ready(item.get(), file.get());
            if (kind == MediaKind.IMAGE) {
                looks(path, file.get());
            }
            return new Placed.Ready(Optional.of(path));
        } catch (Shelf.OfNoUse refused) {
            return new Placed.Missing(new SendError(
                    "media-link",
                    String.valueOf(refused.getMessage()),
                    "The file behind the link cannot be sent: " + refused.getMessage() + "."));
        } catch (IOException | RuntimeException failure) {
            LOG.atWarn().setCause(failure).log("a file to be sent cannot be read");
            return new Placed.Later(new SendError(
                    "media-unreadable",
                    String.valueOf(failure.getMessage()),
                    "The file could not be read just now; it is tried again."));
        }
    }

    private Optional<Shelf.Item> item(TenantId tenant, MediaKind kind, ObjectNode file) throws IOException {
        Optional<MediaId> ours = Json.string(file, "media").flatMap(MediaId::read);
        if (ours.isPresent()) {
            return shelf.find(tenant, ours.get());
        }
        Optional<String> link = Json.string(file, "link");
        return link.isPresent() ? Optional.of(shelf.fetch(URI.create(link.get()), kind)) : Optional.empty();
    }

    private Path ready(Shelf.Item item, ObjectNode file) throws IOException {
        try (InputStream content = item.open()) {
            Path path = spool.put(content);
            file.remove("media");
            file.remove("link");
            file.put("path", path.toString());
            file.put("mimeType", item.mimeType());
            file.put("size", Files.size(path));
            return path;
        }
    }

    /// A picture goes without, when there is no telling how it looks.
    private static void looks(Path picture, ObjectNode file) {
        try {
            Thumbnail.of(picture)
                    .ifPresent(seen -> file.put("width", seen.width())
                            .put("height", seen.height())
                            .put("thumbnail", seen.jpeg().bytes()));
        } catch (IOException | RuntimeException unreadable) {
            LOG.atDebug().setCause(unreadable).log("a picture goes without a thumbnail");
        }
    }

    void clear(Placed placed) {
        if (placed instanceof Placed.Ready(Optional<Path> path) && path.isPresent()) {
            try {
                Files.deleteIfExists(path.get());
            } catch (IOException left) {
                LOG.atDebug().setCause(left).log("a file is left in the spool");
            }
        }
    }
}
