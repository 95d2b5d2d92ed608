package dev.palomar.sandbox.web.node;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a node in WhatsApp's binary form, uncompressed.
public final class NodeWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private NodeWriter() {}

    public static byte[] write(Node node) {
        NodeWriter writer = new NodeWriter();
        writer.out.write(0);
        writer.node(node);
        return writer.out.toByteArray();
    }

    private void node(Node node) {
        boolean more = !node.children().isEmpty() || node.content().size() > 0;
        listSize(2 * node.attributes().size() + 1 + (more ? 1 : 0));
        text(node.tag());
        node.attributes().forEach((name, value) -> {
            text(name);
            text(value);
        });
        if (!node.children().isEmpty()) {
            listSize(node.children().size());
            node.children().forEach(this::node);
        } else if (more) {
            raw(node.content().array());
        }
    }

    private void listSize(int size) {
        if (size < 256) {
            out.write(Tag.LIST_8);
            out.write(size);
        } else {
            out.write(Tag.LIST_16);
            number(size, 2);
        }
    }

    private void text(String text) {
        var token = Tokens.place(text);
        var jid = text.isEmpty() ? java.util.Optional.<Jid>empty() : Jid.parse(text);
        if (token.isPresent()) {
            if (token.get().list() >= 0) {
                out.write(Tag.DICTIONARY + token.get().list());
            }
            out.write(token.get().index());
        } else if (packable(text)) {
            pack(text);
        } else if (jid.isPresent() && jid.get().toString().equals(text)) {
            address(jid.get());
        } else {
            raw(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void address(Jid jid) {
        boolean person = jid.server().equals(Jid.NUMBERS) || jid.isLid();
        if (person && jid.device() > 0 && jid.device() < 256) {
            out.write(Tag.DEVICE_JID);
            out.write(jid.isLid() ? 1 : 0);
            out.write(jid.device());
            text(jid.user());
            return;
        }
        out.write(Tag.JID);
        if (jid.user().isEmpty()) {
            out.write(Tag.EMPTY);
        } else {
            text(jid.user() + (jid.device() == 0 ? "" : ":" + jid.device()));
        }
        text(jid.server());
    }

    private void raw(byte[] bytes) {
        if (bytes.length < 256) {
            out.write(Tag.BYTES_8);
            out.write(bytes.length);
        } else if (bytes.length < 1 << 20) {
            out.write(Tag.BYTES_20);
            number(bytes.length, 3);
        } else {
            out.write(Tag.BYTES_32);
            number(bytes.length, 4);
        }
        out.writeBytes(bytes);
    }

    private static boolean packable(String text) {
        return !text.isEmpty()
                && text.length() <= 127
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '.');
    }

    private void pack(String digits) {
        out.write(Tag.DIGITS);
        out.write((digits.length() + 1) / 2 | (digits.length() % 2 == 1 ? 0x80 : 0));
        for (int i = 0; i < digits.length(); i += 2) {
            int low = i + 1 < digits.length() ? half(digits.charAt(i + 1)) : 15;
            out.write(half(digits.charAt(i)) << 4 | low);
        }
    }

    private static int half(char c) {
        return c == '-' ? 10 : c == '.' ? 11 : c - '0';
    }

    private void number(int value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(value >>> (8 * i));
        }
    }
}
