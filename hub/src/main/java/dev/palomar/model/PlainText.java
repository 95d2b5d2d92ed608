package dev.palomar.model;

/// Text from outside made fit for a text column: PostgreSQL takes neither NUL nor half a surrogate pair.
public final class PlainText {

    private PlainText() {}

    /// The same text with what no column can hold replaced by U+FFFD.
    public static String clean(String text) {
        int at = firstUnfit(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        while (at >= 0) {
            clean.setCharAt(at, '\uFFFD');
            at = firstUnfit(text, at + 1);
        }
        return clean.toString();
    }

    /// The first line, cleaned, cut to `length` characters without cutting a character in two.
    public static String line(String text, int length) {
        String first = clean(text.lines().findFirst().orElse("")).strip();
        if (first.length() <= length) {
            return first;
        }
        int end = Character.isHighSurrogate(first.charAt(length - 1)) ? length - 1 : length;
        return first.substring(0, end);
    }

    private static int firstUnfit(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return at;
            }
            if (Character.isHighSurrogate(c)) {
                if (at + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }
}
