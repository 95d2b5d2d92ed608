package dev.palomar.bench.receive;

import java.nio.charset.StandardCharsets;

/// Looks things up in the bytes of HTTP messages without making objects of them.
public final class Bytes {

    private Bytes() {}

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// Where `wanted` is for the first time, or -1.
    public static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Where `wanted` begins for the first time, or -1.
    public static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = from; i <= to - wanted.length; i++) {
            int k = 0;
            while (k < wanted.length && bytes[i + k] == wanted[k]) {
                k++;
            }
            if (k == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    /// The first byte after the empty line that ends the head, or -1 while it is not there.
    public static int endOfHead(byte[] bytes, int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /// The value of a header, whose name is given in lower case; empty when it is not there.
    public static String header(byte[] bytes, int head, String name) {
        int line = indexOf(bytes, 0, head, '\n') + 1;
        while (line > 0 && line < head) {
            int end = indexOf(bytes, line, head, '\r');
            if (end - line > name.length() && bytes[line + name.length()] == ':' && sameName(bytes, line, name)) {
                return text(bytes, line + name.length() + 1, end).strip();
            }
            line = indexOf(bytes, line, head, '\n') + 1;
        }
        return "";
    }

    private static boolean sameName(byte[] bytes, int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.toLowerCase((char) bytes[at + i]) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The decimal number that begins at `at`.
    public static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = at; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }
}
