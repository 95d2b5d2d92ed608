package dev.palomar.device;

import dev.palomar.media.Media;
import dev.palomar.media.MediaContent;
import dev.palomar.media.MediaFile;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.MediaShelf;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The hub's files for numbers that send them over the Cloud API.
public final class CloudShelf implements MediaShelf {

    private final Media media;

    public CloudShelf(Media media) {
        this.media = media;
    }

    @Override
    public Optional<Item> find(TenantId tenant, MediaId id) {
        try {
            return Optional.of(new Kept(tenant, media.fetched(tenant, id)));
        } catch (Rejection.NotFound | Rejection.Conflict | Rejection.Gone notHere) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> uploaded(TenantId tenant, MediaId id, String phoneNumberId) {
        return media.uploadedAs(tenant, id, phoneNumberId);
    }

    @Override
    public void remember(TenantId tenant, MediaId id, String phoneNumberId, String wireId) {
        media.uploaded(tenant, id, phoneNumberId, wireId);
    }

    @Override
    public void forget(TenantId tenant, MediaId id, String phoneNumberId) {
        media.forgetUpload(tenant, id, phoneNumberId);
    }

    private final class Kept implements Item {

        private final TenantId tenant;
        private final MediaFile file;

        Kept(TenantId tenant, MediaFile file) {
            this.tenant = tenant;
            this.file = file;
        }

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
                MediaContent content = media.open(tenant, file.id());
                return content.content();
            } catch (Rejection notNow) {
                throw new IOException(notNow.getMessage(), notNow);
            }
        }
    }
}
