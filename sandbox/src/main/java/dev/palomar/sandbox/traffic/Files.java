package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.MediaFile;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.Http;
import dev.palomar.sandbox.wire.Json;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The files that travel with messages, in both directions.
public final class Files {

    public static final Set<String> KINDS = Set.of("audio", "document", "image", "video", "sticker");

    /// How long Meta keeps what a business uploaded, and what a person sent.
    private static final Duration UPLOADED = Duration.ofDays(30);

    private static final Duration RECEIVED = Duration.ofDays(7);
    private static final long LARGEST = 100L << 20;

    /// Bytes with their type, from wherever they came.
    public record Fetched(String mimeType, Bytes bytes) {}

    /// The file that a person sends: theirs, or a sample of the kind.
    public record Chosen(String mimeType, String filename, Bytes bytes) {}

    private final Network network;

    public Files(Network network) {
        this.network = network;
    }

    /// What a person means who writes of a file: base64 under `data`, an `id`, or nothing for a sample.
    ///
    /// @throws Incoming.NotPossible when the file cannot be had
    public Chosen chosen(String type, JsonNode written) {
        Samples.Sample sample = sample(MediaKind.named(type).orElse(MediaKind.DOCUMENT), written);
        return new Chosen(
                written.has("mime_type") ? Json.text(written, "mime_type") : sample.mimeType(),
                written.has("filename") ? Json.text(written, "filename") : sample.filename(),
                sample.bytes());
    }

    /// Keeps what a business uploaded.
    public MediaFile upload(BusinessNumber number, String mimeType, String filename, Bytes bytes) {
        return keep(number.id(), mimeType, filename, bytes, UPLOADED);
    }

    /// The media object of a person's message as the business is told it, with a file id of its own.
    ///
    /// @throws Incoming.NotPossible when the file cannot be had
    ObjectNode received(BusinessNumber number, String type, JsonNode written) {
        MediaKind kind = MediaKind.named(type).orElse(MediaKind.DOCUMENT);
        Chosen chosen = chosen(type, written);
        String mimeType = chosen.mimeType();
        String filename = chosen.filename();
        MediaFile file = keep(number.id(), mimeType, filename, chosen.bytes(), RECEIVED);
        ObjectNode told = Json.object();
        if (written.has("caption")) {
            told.set("caption", written.path("caption"));
        }
        if (kind == MediaKind.DOCUMENT && !filename.isEmpty()) {
            told.put("filename", filename);
        }
        told.put("mime_type", mimeType);
        told.put("sha256", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())));
        told.put("id", file.id());
        if (kind == MediaKind.AUDIO) {
            told.put("voice", written.has("voice") ? Json.truth(written, "voice") : mimeType.contains("opus"));
        }
        if (kind == MediaKind.STICKER) {
            told.put("animated", Json.truth(written, "animated"));
        }
        return told;
    }

    /// The media object of a business' message as the person's phone shows it, with a copy that outlives the
    /// original.
    public ObjectNode shown(JsonNode sent, String mimeType, Bytes bytes) {
        MediaFile copy = keep("", mimeType, Json.text(sent, "filename"), bytes, UPLOADED);
        ObjectNode shown = Json.object();
        sent.properties().stream()
                .filter(field -> !field.getKey().equals("link"))
                .forEach(field -> shown.set(field.getKey(), field.getValue()));
        shown.put("id", copy.id());
        shown.put("mime_type", mimeType);
        shown.put("sha256", copy.sha256());
        shown.put("file_size", bytes.size());
        shown.put("url", "/sandbox/media/" + copy.id());
        return shown;
    }

    /// Fetches a file by its address. Blocks; do not hold the network meanwhile.
    public Optional<Fetched> fetch(String link) {
        HttpUrl url = HttpUrl.parse(link);
        if (url == null) {
            return Optional.empty();
        }
        try (Response response =
                Http.client().newCall(new Request.Builder().url(url).build()).execute()) {
            Bytes bytes = Bytes.of(response.peekBody(LARGEST + 1).bytes());
            String type = response.header("Content-Type", "application/octet-stream");
            return response.code() == 200 && bytes.size() <= LARGEST
                    ? Optional.of(new Fetched(type == null ? "" : type, bytes))
                    : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    private Samples.Sample sample(MediaKind kind, JsonNode written) {
        if (written.has("data")) {
            try {
                Bytes bytes = Bytes.of(Base64.getDecoder().decode(Json.text(written, "data")));
                return new Samples.Sample(Samples.of(kind).mimeType(), "", bytes);
            } catch (IllegalArgumentException notBase64) {
                throw new Incoming.NotPossible("data is not base64");
            }
        }
        if (written.has("id")) {
            MediaFile kept = network.media(Json.text(written, "id"))
                    .orElseThrow(() -> new Incoming.NotPossible("there is no file with this id"));
            return new Samples.Sample(kept.mimeType(), kept.filename(), kept.bytes());
        }
        return Samples.of(kind);
    }

    private MediaFile keep(String numberId, String mimeType, String filename, Bytes bytes, Duration time) {
        MediaFile file = new MediaFile(
                network.ids().number(16),
                numberId,
                mimeType,
                filename,
                bytes,
                sha256(bytes),
                network.now().plus(time));
        network.keep(file);
        return file;
    }

    private static String sha256(Bytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
