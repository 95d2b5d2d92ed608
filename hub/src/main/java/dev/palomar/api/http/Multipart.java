package dev.palomar.api.http;

import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `multipart/form-data` (RFC 7578) as it comes: fields into memory, the one file into `folder`.
final class Multipart {

    private static final int BUFFER = 64 << 10;
    private static final int MOST_HEADER = 8 << 10;
    private static final int MOST_FIELD = 64 << 10;
    private static final int MOST_PARTS = 50;
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([a-zA-Z*]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    private final Map<String, String> fields = new HashMap<>();
    private Upload.@Nullable File file;

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // the first delimiter has no line end before it
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /// The boundary in a content type; empty when it is not `multipart/form-data` with one.
    static Optional<String> boundary(String contentType) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        return Optional.ofNullable(parameters(contentType).get("boundary"))
                .filter(boundary -> !boundary.isEmpty() && boundary.length() <= 70);
    }

    /// What is sent is kept or thrown away as a whole: when it cannot be read, no file stays behind. The digest is
    /// left to the caller.
    static Upload read(InputStream in, String boundary, Path folder) throws IOException {
        Multipart multipart = new Multipart(in, boundary);
        try {
            multipart.parts(folder);
        } catch (IOException | RuntimeException failure) {
            if (multipart.file != null) {
                Files.deleteIfExists(multipart.file.path());
            }
            throw failure;
        }
        return new Upload(Map.copyOf(multipart.fields), Optional.ofNullable(multipart.file), "");
    }

    private void parts(Path folder) throws IOException {
        copyPart(OutputStream.nullOutputStream());
        for (int count = 0; !isLast(); count++) {
            if (count == MOST_PARTS) {
                throw new Rejection.Malformed("The form has too many parts.");
            }
            Map<String, String> headers = headers();
            String disposition = headers.getOrDefault("content-disposition", "");
            Map<String, String> parameters = parameters(disposition);
            String name = parameters.get("name");
            if (name == null) {
                throw new Rejection.Malformed("A part of the form has no name.");
            }
            String filename = parameters.get("filename");
            if (filename == null) {
                field(name);
            } else {
                file(name, filename, Optional.ofNullable(headers.get("content-type")), folder);
            }
        }
        in.skip(Long.MAX_VALUE);
    }

    private void field(String name) throws IOException {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        copyPart(new Limited(value));
        fields.put(PlainText.clean(name), value.toString(StandardCharsets.UTF_8));
    }

    private void file(String name, String filename, Optional<String> contentType, Path folder) throws IOException {
        if (file != null) {
            throw new Rejection.InvalidValue(PlainText.clean(name), "only one file can be sent at a time");
        }
        Files.createDirectories(folder);
        Path path = Files.createTempFile(folder, "upload-", ".part");
        file = new Upload.File(name, Optional.of(filename).filter(is -> !is.isEmpty()), contentType, path, 0);
        long bytes;
        try (OutputStream out = Files.newOutputStream(path)) {
            bytes = copyPart(out);
        }
        file = new Upload.File(PlainText.clean(name), file.name().map(PlainText::clean), contentType, path, bytes);
    }

    /// Copies up to the next delimiter and leaves the position after it.
    private long copyPart(OutputStream out) throws IOException {
        long copied = 0;
        while (true) {
            int found = indexOfDelimiter();
            if (found >= 0) {
                out.write(buffer, start, found - start);
                copied += found - start;
                start = found + delimiter.length;
                return copied;
            }
            int safe = Math.max(start, end - delimiter.length + 1);
            out.write(buffer, start, safe - start);
            copied += safe - start;
            start = safe;
            if (!fill()) {
                throw new Rejection.Malformed("The form ends in the middle of a part.");
            }
        }
    }

    /// After a delimiter: two dashes end the form, a line end begins a part.
    private boolean isLast() throws IOException {
        String next = line();
        if (next.startsWith("--")) {
            return true;
        }
        if (!next.isBlank()) {
            throw new Rejection.Malformed("The form's boundary is not followed by a line end.");
        }
        return false;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int size = 0;
        while (true) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            size += line.length();
            int colon = line.indexOf(':');
            if (colon <= 0 || size > MOST_HEADER) {
                throw new Rejection.Malformed("A part of the form has headers that cannot be read.");
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    /// A line without its end; at the very end of the form there may be none.
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (start == end && !fill()) {
                if (line.toString(StandardCharsets.UTF_8).startsWith("--")) {
                    return line.toString(StandardCharsets.UTF_8);
                }
                throw new Rejection.Malformed("The form ends too early.");
            }
            byte next = buffer[start++];
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
            if (line.size() > MOST_HEADER) {
                throw new Rejection.Malformed("A header of the form is too long.");
            }
        }
    }

    private int indexOfDelimiter() {
        for (int at = start; at <= end - delimiter.length; at++) {
            if (buffer[at] == '\r'
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                return at;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            return false;
        }
        end += read;
        return true;
    }

    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null
                    ? matcher.group(3)
                    : quoted.replace("\\\"", "\"").replace("\\\\", "\\");
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    /// A field is short.
    private static final class Limited extends OutputStream {

        private final ByteArrayOutputStream to;

        Limited(ByteArrayOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (to.size() + length > MOST_FIELD) {
                throw new Rejection.TooLarge("A field of the form is too long.");
            }
            to.write(bytes, offset, length);
        }
    }
}
