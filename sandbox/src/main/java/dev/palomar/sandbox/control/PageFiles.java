package dev.palomar.sandbox.control;

import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// The files of the page for people: listed by name, so that nothing else of the program can be asked for.
final class PageFiles {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("page.html", "text/html; charset=UTF-8"),
            Map.entry("page.css", "text/css; charset=UTF-8"),
            Map.entry("dialog.css", "text/css; charset=UTF-8"),
            Map.entry("page.js", "text/javascript; charset=UTF-8"),
            Map.entry("chat.js", "text/javascript; charset=UTF-8"),
            Map.entry("panels.js", "text/javascript; charset=UTF-8"),
            Map.entry("devices.js", "text/javascript; charset=UTF-8"),
            Map.entry("dom.js", "text/javascript; charset=UTF-8"),
            Map.entry("words.js", "text/javascript; charset=UTF-8"),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("picture.svg", "image/svg+xml"));

    private PageFiles() {}

    static Answer page() {
        return find("page.html").orElseThrow();
    }

    static Optional<Answer> find(String name) {
        String type = TYPES.get(name);
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream file = PageFiles.class.getResourceAsStream("/sandbox/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the page's file " + name + " is not in the program");
            }
            return Optional.of(Answer.bytes(type, Bytes.of(file.readAllBytes()))
                    .with(Map.of(
                            "Cache-Control",
                            "no-cache",
                            "X-Content-Type-Options",
                            "nosniff",
                            "Content-Security-Policy",
                            // A hub on the same machine may show the phones beside its own pages.
                            "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'"
                                    + " http://127.0.0.1:* http://localhost:*")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
