package dev.palomar.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A piece of binary content. Whoever makes one, or asks for its array, does not change that array.
public final class Bytes {

    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    public static Bytes of(byte[] array) {
        return new Bytes(array);
    }

    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] array() {
        return array;
    }

    /// Whether the first byte is this ASCII character.
    public boolean startsWith(char first) {
        return array.length > 0 && array[0] == (byte) first;
    }

    public int size() {
        return array.length;
    }

    public String text() {
        return new String(array, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
