package dev.palomar.device;

import dev.palomar.media.Media;
import dev.palomar.media.MediaFile;
import dev.palomar.model.MediaKind;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.Shelf;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/// The hub's files for numbers that send them over WhatsApp Web.
public final class WebShelf implements Shelf {

    /// Fetches what somebody put on the internet, from addresses that may be called alone.
    @FunctionalInterface
    public interface Links {
        Item fetch(URI link, MediaKind kind) throws IOException;
    }

    private final Media media;
    private final Links links;

    public WebShelf(Media media, Links links) {
        this.media = media;
        this.links = links;
    }

    @Override
    public Optional<Item> find(TenantId tenant, MediaId id) {
        try {
            return Optional.of(new Kept(media, tenant, media.fetched(tenant, id)));
        } catch (Rejection.NotFound | Rejection.Conflict | Rejection.Gone notHere) {
            return Optional.empty();
        }
    }

    @Override
    public Item fetch(URI link, MediaKind kind) throws IOException {
        return links.fetch(link, kind);
    }

    private record Kept(Media media, TenantId tenant, MediaFile file) implements Item {

        @Override
        public String filename() {
            return file.filename().orElse(file.id().text());
        }

        @Override
        public String mimeType() {
            return file.mimeType().orElse("application/octet-stream");
        }

        @Override
        public long bytes() {
            return file.bytes().orElse(0L);
        }

        @Override
        public InputStream open() throws IOException {
            try {
                return media.open(tenant, file.id()).content();
            } catch (Rejection notNow) {
                throw new IOException(notNow.getMessage(), notNow);
            }
        }
    }
}
