package dev.palomar.sandbox.web.noise;

import java.nio.ByteBuffer;

/// The two keys of a line after the handshake, each with its own counter. One thread seals, one opens.
public final class Transport {

    private static final byte[] NOTHING = new byte[0];

    private final byte[] writeKey;
    private final byte[] readKey;
    private int written;
    private int read;

    Transport(byte[] writeKey, byte[] readKey) {
        this.writeKey = writeKey;
        this.readKey = readKey;
    }

    public byte[] seal(byte[] plain) {
        return Secrets.sealGcm(writeKey, iv(written++), plain, NOTHING);
    }

    /// Throws [Secrets.Broken] for anything but the next frame of the other side.
    public byte[] open(byte[] sealed) {
        return Secrets.openGcm(readKey, iv(read++), sealed, NOTHING);
    }

    static byte[] iv(int counter) {
        return ByteBuffer.allocate(12).putInt(8, counter).array();
    }
}
