package dev.palomar.sandbox.web.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Takes the stream of a line apart: an intro, then frames with three bytes of length before each.
public final class Frames {

    /// The client does not speak WhatsApp.
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Malformed(String why) {
            super(why);
        }
    }

    private static final int INTRO = 4;
    private static final int ROUTED = 7;

    private byte[] rest = new byte[0];
    private Optional<byte[]> prologue = Optional.empty();

    /// The frames that are complete now that these bytes have arrived.
    public List<byte[]> arrived(byte[] bytes) {
        rest = Secrets.join(rest, bytes);
        if (prologue.isEmpty() && !intro()) {
            return List.of();
        }
        List<byte[]> frames = new ArrayList<>();
        int from = 0;
        while (rest.length - from >= 3 && rest.length - from - 3 >= length(from)) {
            int to = from + 3 + length(from);
            frames.add(Arrays.copyOfRange(rest, from + 3, to));
            from = to;
        }
        rest = Arrays.copyOfRange(rest, from, rest.length);
        return frames;
    }

    /// The four bytes with which the client began; part of the handshake.
    public byte[] prologue() {
        return prologue.orElseThrow(() -> new Malformed("the line has not begun"));
    }

    public static byte[] framed(byte[] content) {
        byte[] length = {(byte) (content.length >>> 16), (byte) (content.length >>> 8), (byte) content.length};
        return Secrets.join(length, content);
    }

    private boolean intro() {
        boolean routed = rest.length >= 2 && rest[0] == 'E' && rest[1] == 'D';
        int skipped = 0;
        if (routed) {
            if (rest.length < ROUTED) {
                return false;
            }
            skipped = ROUTED + length(4);
        }
        if (rest.length < skipped + INTRO) {
            return false;
        }
        byte[] begun = Arrays.copyOfRange(rest, skipped, skipped + INTRO);
        if (begun[0] != 'W' || begun[1] != 'A') {
            throw new Malformed("a line that does not begin with WA");
        }
        prologue = Optional.of(begun);
        rest = Arrays.copyOfRange(rest, skipped + INTRO, rest.length);
        return true;
    }

    private int length(int at) {
        return ((rest[at] & 0xff) << 16) + ((rest[at + 1] & 0xff) << 8) + (rest[at + 2] & 0xff);
    }
}
