package dev.palomar.api.page;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// Files of the jar, as a browser gets them: with a strict content security policy, a tag to ask again by, and packed
/// where that pays. Scripts and styles come from this hub's files alone and never from within a page.
public final class Files {

    static final String REVALIDATE = "no-cache";
    static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final Pattern SAFE =
            Pattern.compile("(?:[A-Za-z0-9_@~-][A-Za-z0-9._@~-]*/)*[A-Za-z0-9_@~-][A-Za-z0-9._@~-]*");
    private static final int WORTH_PACKING = 1_000;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private record Kept(Payload plain, Optional<Payload> packed, String type, String tag) {}

    private final ClassLoader loader;
    private final String policy;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public Files(ClassLoader loader) {
        this(loader, Optional.empty());
    }

    /// @param framed  whose pages may be shown within ours: those of the sandbox, where there is one
    public Files(ClassLoader loader, Optional<URI> framed) {
        this.loader = loader;
        this.policy = framed.map(uri -> POLICY + "; frame-src " + uri.getScheme() + "://" + uri.getRawAuthority())
                .orElse(POLICY);
    }

    /// Whether the jar has a file at `path`, which begins without a slash.
    public boolean has(String path) {
        return find(path).isPresent();
    }

    /// The file, or that the browser has it already. `caching` is the `Cache-Control`.
    Answer answer(Call call, String path, String caching) {
        Kept file = find(path).orElseThrow(() -> new Rejection.NotFound("file"));
        boolean known = call.header("If-None-Match")
                .filter(tags -> tags.contains(file.tag()))
                .isPresent();
        boolean packed = file.packed().isPresent()
                && call.header("Accept-Encoding").filter(Files::takesGzip).isPresent();
        Answer answer = known
                ? Answer.of(304, "", Payload.EMPTY)
                : Answer.of(200, file.type(), packed ? file.packed().get() : file.plain());
        Answer described = answer.with("Cache-Control", caching)
                .with("ETag", file.tag())
                .with("Vary", "Accept-Encoding")
                .with("Content-Security-Policy", policy)
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)");
        return packed && !known ? described.with("Content-Encoding", "gzip") : described;
    }

    private static boolean takesGzip(String encodings) {
        return encodings.toLowerCase(Locale.ROOT).contains("gzip");
    }

    private Optional<Kept> find(String path) {
        if (!SAFE.matcher(path).matches()) {
            return Optional.empty();
        }
        Kept known = kept.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Kept> read = read(path);
        read.ifPresent(file -> kept.put(path, file));
        return read;
    }

    private Optional<Kept> read(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = loader.getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            Optional<Payload> packed = bytes.length > WORTH_PACKING && isText(type)
                    ? Optional.of(packed(bytes)).filter(small -> small.size() < bytes.length)
                    : Optional.empty();
            return Optional.of(new Kept(Payload.of(bytes), packed, type, tag(bytes)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("svg");
    }

    private static Payload packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return Payload.of(packed.toByteArray());
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + java.util.HexFormat.of().formatHex(digest, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
