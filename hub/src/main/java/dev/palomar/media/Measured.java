package dev.palomar.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Counts and hashes what is read through it, and stops past a limit.
final class Measured extends FilterInputStream {

    /// More than the limit was there.
    static final class TooLong extends IOException {
        TooLong(long most) {
            super("more than " + most + " bytes");
        }
    }

    private final MessageDigest digest;
    private final long most;
    private long bytes;

    Measured(InputStream content, long most) {
        super(content);
        this.most = most;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        if (read > 0) {
            bytes += read;
            if (bytes > most) {
                throw new TooLong(most);
            }
            digest.update(into, from, read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long bytes() {
        return bytes;
    }

    /// Of all that was read, in lower-case hexadecimal. Asked once, at the end.
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
