package dev.palomar.sandbox.web.proto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A protobuf message that was read: its fields by number. A field that is missing reads as its default.
public final class Proto {

    /// The bytes are not a protobuf message.
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why);
        }
    }

    private static final Proto EMPTY = new Proto(new byte[0]);

    private final byte[] source;

    private final Map<Integer, List<Long>> numbers = new HashMap<>();
    private final Map<Integer, List<byte[]>> blocks = new HashMap<>();

    private Proto(byte[] source) {
        this.source = source;
    }

    /// Throws [Malformed] when `bytes` are something else.
    public static Proto read(byte[] bytes) {
        Proto proto = new Proto(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (in.hasRemaining()) {
                long key = varint(in);
                int field = (int) (key >>> 3);
                switch ((int) key & 7) {
                    case 0 -> proto.add(field, varint(in));
                    case 1 -> proto.add(field, in.getLong());
                    case 2 -> {
                        byte[] block = new byte[Math.toIntExact(varint(in))];
                        in.get(block);
                        proto.blocks
                                .computeIfAbsent(field, _ -> new ArrayList<>())
                                .add(block);
                    }
                    case 5 -> proto.add(field, in.getInt());
                    default -> throw new Malformed("a wire type that does not exist");
                }
            }
        } catch (java.nio.BufferUnderflowException | ArithmeticException | NegativeArraySizeException cut) {
            throw new Malformed("a message that ends too early");
        }
        return proto;
    }

    /// The bytes it was read from.
    public byte[] source() {
        return source.clone();
    }

    public boolean has(int field) {
        return numbers.containsKey(field) || blocks.containsKey(field);
    }

    public long number(int field) {
        List<Long> values = numbers.getOrDefault(field, List.of());
        return values.isEmpty() ? 0 : values.getLast();
    }

    public boolean truth(int field) {
        return number(field) != 0;
    }

    public double decimal(int field) {
        return Double.longBitsToDouble(number(field));
    }

    public byte[] bytes(int field) {
        List<byte[]> values = blocks.getOrDefault(field, List.of());
        return values.isEmpty() ? new byte[0] : values.getLast();
    }

    public String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    public List<String> texts(int field) {
        return blocks.getOrDefault(field, List.of()).stream()
                .map(block -> new String(block, StandardCharsets.UTF_8))
                .toList();
    }

    public List<byte[]> blocks(int field) {
        return List.copyOf(blocks.getOrDefault(field, List.of()));
    }

    public Proto message(int field) {
        return find(field).orElse(EMPTY);
    }

    public Optional<Proto> find(int field) {
        return blocks.containsKey(field) ? Optional.of(read(bytes(field))) : Optional.empty();
    }

    public List<Proto> messages(int field) {
        return blocks.getOrDefault(field, List.of()).stream().map(Proto::read).toList();
    }

    private void add(int field, long value) {
        numbers.computeIfAbsent(field, _ -> new ArrayList<>()).add(value);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed("a number that is too long");
    }
}
