package dev.palomar.bench.receive;

import java.util.Optional;

/// By what a message of a measurement is known wherever it turns up: in its text.
///
/// @param due when it was to be sent, by [System#nanoTime]
public record Marker(int conversation, int number, long due) {

    private static final byte[] OPENING = Bytes.ascii("bench:");

    /// The text of such a message, `letters` long at least.
    public String text(int letters) {
        String marker = "bench:" + conversation + ":" + number + ":" + due + ";";
        return marker + " hola".repeat(Math.max(0, letters - marker.length()) / 5);
    }

    /// The first one between `from` and `to`.
    public static Optional<Marker> find(byte[] bytes, int from, int to) {
        int at = Bytes.indexOf(bytes, from, to, OPENING);
        if (at < 0) {
            return Optional.empty();
        }
        int conversation = at + OPENING.length;
        int number = Bytes.indexOf(bytes, conversation, to, ':') + 1;
        int due = Bytes.indexOf(bytes, number, to, ':') + 1;
        return Optional.of(new Marker(
                (int) Bytes.number(bytes, conversation), (int) Bytes.number(bytes, number), Bytes.number(bytes, due)));
    }
}
