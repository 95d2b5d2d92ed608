package dev.palomar.api.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One part of a file, as the header `Range` asks for it (RFC 9110, 14). What is no single range of bytes may be
/// ignored,
/// and is.
///
/// @param first  its first byte, counted from 0
/// @param bytes  its length; 0 when the file has nothing there
public record ByteRange(long first, long bytes) {

    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /// The part of a file of `all` bytes that the header means; empty when the whole file is to be sent.
    public static Optional<ByteRange> read(String header, long all) {
        Matcher range = ONE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(range.group(2)), all);
            return Optional.of(new ByteRange(all - last, last));
        }
        long first = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? all : Math.min(Long.parseLong(range.group(2)) + 1, all);
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(first, Math.max(0, end - first)));
    }
}
