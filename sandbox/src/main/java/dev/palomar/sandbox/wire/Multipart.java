package dev.palomar.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `multipart/form-data` body (RFC 7578), taken apart.
public final class Multipart {

    /// One field or file. `filename` and `contentType` are empty when the sender named none.
    public record Part(String name, String filename, String contentType, Bytes bytes) {

        public boolean isFile() {
            return !filename.isEmpty() || !(contentType.isEmpty() || contentType.startsWith("text/plain"));
        }

        public String text() {
            return bytes.text();
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern FILENAME = Pattern.compile("[;\\s]filename=(?:\"([^\"]*)\"|([^;\\s]+))");

    private Multipart() {}

    /// The parts in the order they were sent; empty when the header names no boundary.
    public static List<Part> parse(String contentTypeHeader, Bytes content) {
        byte[] body = content.array();
        Optional<String> boundary = group(BOUNDARY, contentTypeHeader);
        if (boundary.isEmpty()) {
            return List.of();
        }
        byte[] mark = ("--" + boundary.get()).getBytes(StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        int from = indexOf(body, mark, 0);
        while (from >= 0) {
            int start = from + mark.length;
            int next = indexOf(body, mark, start);
            if (next < 0) {
                break;
            }
            // a part is CRLF headers CRLF CRLF content CRLF
            int headersEnd = indexOf(body, "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), start);
            if (headersEnd >= 0 && headersEnd < next) {
                String headers = new String(body, start, headersEnd - start, StandardCharsets.UTF_8);
                parts.add(part(headers, Arrays.copyOfRange(body, headersEnd + 4, Math.max(headersEnd + 4, next - 2))));
            }
            from = next;
        }
        return parts;
    }

    private static Part part(String headers, byte[] content) {
        String disposition = "";
        String type = "";
        for (String line : headers.split("\r\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                disposition = line;
            } else if (lower.startsWith("content-type:")) {
                type = line.substring("content-type:".length()).strip();
            }
        }
        return new Part(
                group(NAME, disposition).orElse(""),
                group(FILENAME, disposition).orElse(""),
                type,
                Bytes.of(content));
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }

    private static int indexOf(byte[] in, byte[] what, int from) {
        outer:
        for (int i = from; i <= in.length - what.length; i++) {
            for (int j = 0; j < what.length; j++) {
                if (in[i + j] != what[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
