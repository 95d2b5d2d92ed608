package dev.palomar.media;

import java.io.InputStream;
import java.util.Map;

/// A file's content and how it must be served: as a download that no browser interprets. Whoever gets it closes it.
///
/// @param headers  all of them belong into the answer
public record MediaContent(InputStream content, long bytes, Map<String, String> headers) implements AutoCloseable {

    /// The headers for a file. What a browser could run is called what it is not: octets.
    static Map<String, String> headers(MediaFile file) {
        String type = file.mimeType().orElse("application/octet-stream");
        return Map.of(
                "Content-Type", harmless(type) ? type : "application/octet-stream",
                "Content-Disposition",
                        Disposition.attachment(file.filename().orElse(file.id().text())),
                "X-Content-Type-Options", "nosniff",
                "Content-Security-Policy", "sandbox; default-src 'none'",
                "Cross-Origin-Resource-Policy", "same-site",
                "Cache-Control", "private, max-age=3600");
    }

    private static boolean harmless(String type) {
        if (type.startsWith("audio/") || type.startsWith("video/")) {
            return true;
        }
        return switch (type) {
            case "image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf", "text/plain" -> true;
            default -> type.startsWith("application/vnd.") && !type.contains("xml+");
        };
    }

    @Override
    public void close() throws java.io.IOException {
        content.close();
    }
}
