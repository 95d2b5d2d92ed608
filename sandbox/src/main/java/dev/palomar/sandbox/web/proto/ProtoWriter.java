package dev.palomar.sandbox.web.proto;

import dev.palomar.sandbox.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes a protobuf message, field by field, in the order of the calls.
public final class ProtoWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ProtoWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public ProtoWriter truth(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    public ProtoWriter decimal(int field, double value) {
        varint((long) field << 3 | 1);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array());
        return this;
    }

    public ProtoWriter bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    public ProtoWriter bytes(int field, Bytes value) {
        return bytes(field, value.array());
    }

    public ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Leaves the field out when there is nothing to say.
    public ProtoWriter textIfAny(int field, String value) {
        return value.isEmpty() ? this : text(field, value);
    }

    public ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.done());
    }

    public byte[] done() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
