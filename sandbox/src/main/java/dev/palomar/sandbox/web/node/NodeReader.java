package dev.palomar.sandbox.web.node;

import dev.palomar.sandbox.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/// Reads a node from WhatsApp's binary form.
public final class NodeReader {

    /// The bytes are not a node.
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why);
        }
    }

    private static final int COMPRESSED = 2;
    private static final int LARGEST = 16 << 20;

    private final ByteBuffer in;

    private NodeReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /// Throws [Malformed] when `bytes` are something else.
    public static Node read(byte[] bytes) {
        try {
            byte[] plain = Arrays.copyOfRange(bytes, 1, bytes.length);
            return new NodeReader((bytes[0] & COMPRESSED) == 0 ? plain : inflated(plain)).node();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException cut) {
            throw new Malformed("a node that ends too early");
        }
    }

    private static byte[] inflated(byte[] packed) {
        try (InflaterInputStream plain = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return plain.readNBytes(LARGEST);
        } catch (IOException notDeflated) {
            throw new Malformed("a node that is not deflated as it says");
        }
    }

    private Node node() {
        int size = listSize(next());
        String tag = text(next());
        if (size == 0 || tag.isEmpty()) {
            throw new Malformed("a node without a name");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < (size - 1) / 2; i++) {
            attributes.put(text(next()), text(next()));
        }
        if (size % 2 == 1) {
            return new Node(tag, attributes, List.of(), Bytes.NONE);
        }
        int kind = next();
        if (kind == Tag.EMPTY || kind == Tag.LIST_8 || kind == Tag.LIST_16) {
            List<Node> children = new ArrayList<>();
            int count = listSize(kind);
            for (int i = 0; i < count; i++) {
                children.add(node());
            }
            return new Node(tag, attributes, List.copyOf(children), Bytes.NONE);
        }
        byte[] content = isRaw(kind) ? raw(kind) : text(kind).getBytes(StandardCharsets.UTF_8);
        return new Node(tag, attributes, List.of(), Bytes.of(content));
    }

    private int listSize(int kind) {
        return switch (kind) {
            case Tag.EMPTY -> 0;
            case Tag.LIST_8 -> next();
            case Tag.LIST_16 -> next() << 8 | next();
            default -> throw new Malformed("not a list: " + kind);
        };
    }

    private String text(int kind) {
        if (kind == Tag.EMPTY) {
            return "";
        }
        if (kind < Tag.DICTIONARY) {
            return Tokens.single(kind).orElseThrow(() -> new Malformed("a word that does not exist"));
        }
        if (kind < Tag.DICTIONARY + 4) {
            return Tokens.pair(kind - Tag.DICTIONARY, next())
                    .orElseThrow(() -> new Malformed("a word that does not exist"));
        }
        return switch (kind) {
            case Tag.BYTES_8, Tag.BYTES_20, Tag.BYTES_32 -> new String(raw(kind), StandardCharsets.UTF_8);
            case Tag.JID -> text(next()) + "@" + text(next());
            case Tag.DEVICE_JID -> deviceJid();
            case Tag.HEX, Tag.DIGITS -> packed(kind);
            default -> throw new Malformed("not a text: " + kind);
        };
    }

    private String deviceJid() {
        int domain = next();
        int device = next();
        return new Jid(text(next()), device, domain == 1 ? Jid.LIDS : Jid.NUMBERS).toString();
    }

    private String packed(int kind) {
        int start = next();
        StringBuilder text = new StringBuilder();
        for (byte pair : take(start & 0x7f)) {
            text.append(half(kind, pair >> 4 & 15)).append(half(kind, pair & 15));
        }
        if (start > 0x7f) {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private static char half(int kind, int value) {
        if (value < 10) {
            return (char) ('0' + value);
        }
        if (kind == Tag.HEX) {
            return (char) ('A' + value - 10);
        }
        return value == 10 ? '-' : value == 11 ? '.' : '\0';
    }

    private static boolean isRaw(int kind) {
        return kind == Tag.BYTES_8 || kind == Tag.BYTES_20 || kind == Tag.BYTES_32;
    }

    private byte[] raw(int kind) {
        return take(
                switch (kind) {
                    case Tag.BYTES_8 -> next();
                    case Tag.BYTES_20 -> (next() & 15) << 16 | next() << 8 | next();
                    default -> in.getInt();
                });
    }

    private byte[] take(int count) {
        if (count < 0 || count > in.remaining()) {
            throw new Malformed("a node that ends too early");
        }
        byte[] taken = new byte[count];
        in.get(taken);
        return taken;
    }

    private int next() {
        return in.get() & 0xff;
    }
}
