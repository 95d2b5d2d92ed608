package dev.palomar.webhook;

import dev.palomar.journal.Entry;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.webhook.meta.MetaBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/// The body of a webhook and of a pulled event (api.md): what the journal holds, put together without being read
/// again. Links to files are made now, because they live shortly.
public final class Envelope {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RAW = ",\"raw\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'}'};

    private final BiFunction<TenantId, MediaId, String> mediaLink;
    private final MetaBody meta;

    public Envelope(BiFunction<TenantId, MediaId, String> mediaLink, MetaBody meta) {
        this.mediaLink = mediaLink;
        this.meta = meta;
    }

    public byte[] body(Entry entry, Endpoint.Format format) {
        return switch (format) {
            case PALOMAR -> palomar(entry);
            case CLOUD -> meta.of(entry);
        };
    }

    private byte[] palomar(Entry entry) {
        List<byte[]> pieces = pieces(entry);
        ByteArrayOutputStream body = new ByteArrayOutputStream(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(body::writeBytes);
        return body.toByteArray();
    }

    /// The body in our own format, in pieces that follow each other: for whoever writes many without copying them
    /// first.
    public List<byte[]> pieces(Entry entry) {
        return List.of(
                head(entry).getBytes(StandardCharsets.US_ASCII),
                normalized(entry),
                RAW,
                entry.raw().map(Payload::bytes).orElse(NULL),
                END);
    }

    /// Ids, words and numbers only: nothing here needs escaping.
    private static String head(Entry entry) {
        StringBuilder head = new StringBuilder(400);
        head.append("{\"id\":\"").append(entry.id());
        head.append("\",\"type\":\"").append(entry.type().word());
        head.append("\",\"timestamp\":\"").append(Times.text(entry.at()));
        head.append("\",\"tenantId\":\"").append(entry.tenant());
        head.append("\",\"deviceId\":")
                .append(quoted(entry.device().map(Object::toString).orElse(null)));
        head.append(",\"conversationId\":")
                .append(quoted(entry.conversation().map(Object::toString).orElse(null)));
        head.append(",\"sequence\":");
        if (entry.sequence().isPresent()) {
            head.append(entry.sequence().getAsLong());
        } else {
            head.append("null");
        }
        head.append(",\"backfilled\":").append(entry.backfilled());
        return head.append(",\"normalized\":").toString();
    }

    private static String quoted(@org.jspecify.annotations.Nullable String id) {
        return id == null ? "null" : '"' + id + '"';
    }

    private byte[] normalized(Entry entry) {
        if (entry.media().isEmpty()) {
            return entry.normalized().bytes();
        }
        ObjectNode json = (ObjectNode) Json.read(entry.normalized().bytes());
        if (json.get("media") instanceof ObjectNode media) {
            media.put("url", mediaLink.apply(entry.tenant(), entry.media().get()));
        }
        return Json.bytes(json);
    }
}
