package dev.palomar.transport.cloud;

import dev.palomar.model.MediaKind;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Files in memory.
final class MemoryShelf implements MediaShelf {

    final Map<MediaId, String> uploads = new ConcurrentHashMap<>();
    private final Map<MediaId, String> types = new ConcurrentHashMap<>();

    MediaId put(MediaKind kind) {
        MediaId id = new MediaId(new UUID(5, kind.word().hashCode()));
        types.put(
                id,
                switch (kind) {
                    case IMAGE -> "image/jpeg";
                    case VIDEO -> "video/mp4";
                    case AUDIO -> "audio/mpeg";
                    case DOCUMENT -> "application/pdf";
                    case STICKER -> "image/webp";
                });
        return id;
    }

    @Override
    public Optional<Item> find(TenantId tenant, MediaId media) {
        return Optional.ofNullable(types.get(media)).map(Bytes::new);
    }

    private record Bytes(String mimeType) implements Item {

        @Override
        public String filename() {
            return "archivo";
        }

        @Override
        public long bytes() {
            return 100;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[100]);
        }
    }

    @Override
    public Optional<String> uploaded(TenantId tenant, MediaId media, String phoneNumberId) {
        return Optional.ofNullable(uploads.get(media));
    }

    @Override
    public void remember(TenantId tenant, MediaId media, String phoneNumberId, String wireId) {
        uploads.put(media, wireId);
    }

    @Override
    public void forget(TenantId tenant, MediaId media, String phoneNumberId) {
        uploads.remove(media);
    }
}
