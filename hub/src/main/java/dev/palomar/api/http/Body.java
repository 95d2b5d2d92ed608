package dev.palomar.api.http;

import dev.palomar.model.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A request's body, which ends with an error where the route takes no more, and when it takes too long as a whole:
/// who sends a byte now and then must not hold a place for ever.
final class Body extends InputStream {

    /// What is thrown away of a body that is too large, so that its sender gets to read the answer.
    private static final long DRAINED = 16 << 20;

    private final InputStream in;
    private final long most;
    private final long deadline;
    private long read;

    Body(InputStream in, long most, Duration patience) {
        this.in = in;
        this.most = most;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    static Rejection.TooLarge tooLarge(long most) {
        String limit = most >= 1 << 20 ? (most >> 20) + " MB" : most + " bytes";
        return new Rejection.TooLarge("The body may have at most " + limit + " here.");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        if (System.nanoTime() > deadline) {
            throw new Rejection.Malformed("The body took too long to arrive.");
        }
        if (got > 0) {
            read += got;
            if (read > most) {
                throw tooLarge(most);
            }
        }
        return got;
    }

    /// Reads on for a while without keeping anything. True when the end was reached.
    static boolean drained(InputStream in) {
        byte[] bytes = new byte[64 << 10];
        long drained = 0;
        try {
            while (drained < DRAINED) {
                int got = in.read(bytes);
                if (got < 0) {
                    return true;
                }
                drained += got;
            }
            return false;
        } catch (IOException | RuntimeException gone) {
            return false;
        }
    }
}
