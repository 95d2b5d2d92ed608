package dev.palomar.sandbox.web.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class NodeTest {

    @Test
    void what_is_written_is_read_back() {
        Node node = Node.of(
                        "message",
                        "from",
                        "5491155550101@s.whatsapp.net",
                        "participant",
                        "549115555:12@lid",
                        "to",
                        "@g.us",
                        "id",
                        "3A0123456789ABCDEF",
                        "t",
                        "1700000000",
                        "notify",
                        "Ana María 🌻")
                .with(
                        Node.of("enc", "v", "2", "type", "pkmsg").with(new byte[70_000]),
                        Node.of("participants")
                                .with(IntStream.range(0, 300)
                                        .mapToObj(i -> Node.of("to", "jid", i + "@lid"))
                                        .toList()));

        assertThat(NodeReader.read(NodeWriter.write(node))).isEqualTo(node);
    }

    @Test
    void known_words_take_one_or_two_bytes_and_digits_half_a_byte_each() {
        byte[] written = NodeWriter.write(Node.of("iq", "type", "result", "id", "12345"));

        assertThat(HexFormat.of().formatHex(written)).isEqualTo("00f80519041408ff8312345f");
    }

    @Test
    void a_compressed_node_is_read() {
        Node node = Node.of("iq", "type", "get").with(Node.of("ping"));
        byte[] plain = NodeWriter.write(node);
        Deflater deflater = new Deflater();
        deflater.setInput(plain, 1, plain.length - 1);
        deflater.finish();
        byte[] packed = new byte[200];
        int length = deflater.deflate(packed);
        deflater.end();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(2);
        frame.write(packed, 0, length);

        assertThat(NodeReader.read(frame.toByteArray())).isEqualTo(node);
    }

    @Test
    void a_node_that_ends_too_early_or_is_none_is_refused_and_nothing_else_happens() {
        byte[] whole = NodeWriter.write(Node.of("iq", "id", "x1").with("content".getBytes(StandardCharsets.UTF_8)));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> NodeReader.read(cut)).isInstanceOf(NodeReader.Malformed.class);
        }
        assertThatThrownBy(() -> NodeReader.read(new byte[] {0, 0, 0})).isInstanceOf(NodeReader.Malformed.class);
    }

    @Test
    void an_address_names_a_person_a_device_or_a_group() {
        assertThat(Jid.parse("5491155550101:3@s.whatsapp.net"))
                .contains(Jid.ofNumber("5491155550101", 3))
                .map(Jid::toString)
                .contains("5491155550101:3@s.whatsapp.net");
        assertThat(Jid.parse("120363@g.us").map(Jid::isGroup)).contains(true);
        assertThat(Jid.parse("77:2@lid").map(Jid::bare)).contains(Jid.ofLid("77", 0));
        assertThat(List.of("nobody", "1:x@lid").stream().map(Jid::parse)).containsOnly(Optional.empty());
    }

    @Test
    void the_log_shows_no_content_and_no_secret() {
        Node node =
                Node.of("media_conn", "auth", "verysecret").with(Node.of("host").with(new byte[] {1, 2, 3}));

        assertThat(node.toString()).isEqualTo("<media_conn auth='…'><host>[3 bytes]</host></media_conn>");
    }
}
