package dev.palomar.sandbox.web.node;

import dev.palomar.sandbox.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A stanza or a part of one. It has children or content, or neither; never both.
public record Node(String tag, Map<String, String> attributes, List<Node> children, Bytes content) {

    /// @param namesAndValues attributes in pairs; a pair with an empty value is left out
    public static Node of(String tag, String... namesAndValues) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isEmpty()) {
                attributes.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return new Node(tag, attributes, List.of(), Bytes.NONE);
    }

    public Node with(Node... more) {
        return with(List.of(more));
    }

    public Node with(List<Node> more) {
        return new Node(tag, attributes, List.copyOf(more), Bytes.NONE);
    }

    public Node with(byte[] content) {
        return new Node(tag, attributes, List.of(), Bytes.of(content));
    }

    public Node with(Bytes content) {
        return new Node(tag, attributes, List.of(), content);
    }

    /// The same with one attribute more; an empty value takes the attribute away.
    public Node with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Node(tag, changed, children, content);
    }

    /// The attribute's value; empty when there is none.
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    public Optional<Jid> jid(String name) {
        return Jid.parse(attribute(name));
    }

    public Optional<Node> child(String childTag) {
        return children.stream().filter(child -> child.tag().equals(childTag)).findFirst();
    }

    public List<Node> children(String childTag) {
        return children.stream().filter(child -> child.tag().equals(childTag)).toList();
    }

    /// The content of the child with this tag; empty when there is none.
    public byte[] content(String childTag) {
        return child(childTag).map(child -> child.content().array()).orElseGet(() -> new byte[0]);
    }

    /// The content as a number, most significant byte first.
    public long number() {
        long value = 0;
        for (byte b : content.array()) {
            value = value << 8 | (b & 0xff);
        }
        return value;
    }

    /// As people read it; binary content is told by its length, secrets are masked.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("<").append(tag);
        attributes.forEach((name, value) -> text.append(' ')
                .append(name)
                .append("='")
                .append(name.equals("auth") ? "…" : value)
                .append('\''));
        if (children.isEmpty() && content.size() == 0) {
            return text.append("/>").toString();
        }
        text.append('>');
        children.forEach(text::append);
        if (content.size() > 0) {
            text.append('[').append(content.size()).append(" bytes]");
        }
        return text.append("</").append(tag).append('>').toString();
    }
}
