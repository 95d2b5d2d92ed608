package dev.palomar.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Every call and every frame of a linked device's line in both directions, the newest few thousand, with
/// secrets masked.
public final class CallLog {

    private static final int KEPT = 5_000;
    private static final int BODY = 8_192;
    private static final Pattern SECRETS = Pattern.compile("(\"?\\b(?:access_token|appsecret_proof|client_secret|"
            + "verify_token|hub\\.verify_token|input_token|fb_exchange_token|revoke_token|pin)\"?\\s*[=:]\\s*\"?"
            + "|\\bcode=)([^\"&,}\\s]+)");

    /// One call.
    ///
    /// @param inbound true when somebody called the sandbox, false when the sandbox called a webhook
    /// @param answer the status and body of the answer; empty when there was none
    public record Entry(
            boolean inbound,
            String method,
            String url,
            Map<String, String> headers,
            Bytes request,
            Optional<Answer> answer,
            String error,
            long millis) {}

    private record Numbered(long number, ObjectNode shown) {}

    private final InstantSource clock;
    private final Deque<Numbered> entries = new ArrayDeque<>();
    private long counter;

    public CallLog(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void add(Entry entry) {
        ObjectNode shown = Json.object();
        shown.put("id", ++counter);
        shown.put("at", clock.instant().toString());
        shown.put("direction", entry.inbound() ? "in" : "out");
        shown.put("kind", entry.inbound() ? "graph" : "webhook");
        shown.put("method", entry.method());
        shown.put("url", mask(entry.url()));
        ObjectNode request = shown.putObject("request");
        ObjectNode headers = request.putObject("headers");
        entry.headers().forEach((name, value) -> headers.put(name, secretHeader(name) ? "…" : value));
        request.put("body", body(entry.request(), entry.headers().getOrDefault("content-type", "application/json")));
        entry.answer().ifPresent(answer -> {
            shown.put("status", answer.status());
            shown.putObject("response")
                    .put("body", body(answer.body(), answer.headers().getOrDefault("Content-Type", "text/plain")));
        });
        if (!entry.error().isEmpty()) {
            shown.put("error", entry.error());
        }
        shown.put("ms", entry.millis());
        keep(shown);
    }

    /// What went over the line of a linked device, or happened to it; binary content is told by its length.
    ///
    /// @param inbound true when the device said it
    public synchronized void line(boolean inbound, String line, String what, String frame) {
        ObjectNode shown = Json.object();
        shown.put("id", ++counter);
        shown.put("at", clock.instant().toString());
        shown.put("direction", inbound ? "in" : "out");
        shown.put("kind", "web");
        shown.put("method", what);
        shown.put("url", line);
        shown.putObject("request").put("body", frame.length() > BODY ? frame.substring(0, BODY) + "…" : frame);
        keep(shown);
    }

    /// What was logged after the entry with this number, oldest first.
    public synchronized List<ObjectNode> after(long number, int limit) {
        return entries.stream()
                .filter(entry -> entry.number() > number)
                .limit(limit)
                .map(Numbered::shown)
                .toList();
    }

    public synchronized void clear() {
        entries.clear();
    }

    private void keep(ObjectNode shown) {
        entries.addLast(new Numbered(counter, shown));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    private static boolean secretHeader(String name) {
        return name.equalsIgnoreCase("authorization")
                || name.equalsIgnoreCase("x-api-key")
                || name.equalsIgnoreCase("cookie");
    }

    private static String body(Bytes content, String contentType) {
        boolean readable =
                contentType.contains("json") || contentType.contains("text") || contentType.contains("form-url");
        byte[] bytes = content.array();
        if (bytes.length == 0) {
            return "";
        }
        if (!readable) {
            return "[" + bytes.length + " bytes of " + contentType + "]";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, BODY), StandardCharsets.UTF_8);
        return mask(bytes.length > BODY ? text + "… (" + bytes.length + " bytes)" : text);
    }

    private static String mask(String text) {
        return SECRETS.matcher(text).replaceAll("$1…");
    }
}
