package dev.palomar.sandbox.web.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.sandbox.web.proto.Proto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    private static final byte[] PROLOGUE = NoiseClient.PROLOGUE;

    private final Certificates certificates = new Certificates();

    @Test
    void both_sides_end_with_the_same_keys_and_know_each_other() {
        NoiseClient client = new NoiseClient();
        Handshake server = new Handshake(certificates, false);

        client.answered(server.hello(PROLOGUE, client.hello()));
        Handshake.Finished finished = server.finish(client.finish("it is me".getBytes(StandardCharsets.UTF_8)));

        assertThat(finished.clientKey()).isEqualTo(client.key());
        assertThat(finished.payload().text()).isEqualTo("it is me");
        Transport ofClient = client.transport();
        for (String said : List.of("one", "two")) {
            byte[] plain = said.getBytes(StandardCharsets.UTF_8);
            assertThat(finished.transport().open(ofClient.seal(plain))).isEqualTo(plain);
            assertThat(ofClient.open(finished.transport().seal(plain))).isEqualTo(plain);
        }
    }

    @Test
    void the_chain_leads_from_the_root_to_the_key_of_the_handshake() {
        NoiseClient client = new NoiseClient();
        client.answered(new Handshake(certificates, false).hello(PROLOGUE, client.hello()));

        Proto leaf = client.chain().message(1);
        Proto intermediate = client.chain().message(2);
        byte[] root = certificates.rootPublicKey().array();
        byte[] middle = intermediate.message(1).bytes(3);

        assertThat(Curve.verify(root, intermediate.bytes(2), intermediate.bytes(1)))
                .isTrue();
        assertThat(Curve.verify(middle, leaf.bytes(2), leaf.bytes(1))).isTrue();
        assertThat(intermediate.message(1).number(2)).isZero();
    }

    @Test
    void a_forged_chain_is_not_signed_by_the_root() {
        NoiseClient client = new NoiseClient();
        client.answered(new Handshake(certificates, true).hello(PROLOGUE, client.hello()));

        Proto intermediate = client.chain().message(2);

        assertThat(Curve.verify(certificates.rootPublicKey().array(), intermediate.bytes(2), intermediate.bytes(1)))
                .isFalse();
    }

    @Test
    void one_wrong_bit_ends_the_handshake() {
        NoiseClient client = new NoiseClient();
        Handshake server = new Handshake(certificates, false);
        client.answered(server.hello(PROLOGUE, client.hello()));
        byte[] finish = client.finish("it is me".getBytes(StandardCharsets.UTF_8));
        finish[finish.length - 1] ^= 1;

        assertThatThrownBy(() -> server.finish(finish)).isInstanceOf(Secrets.Broken.class);
    }

    @Test
    void frames_are_found_wherever_the_stream_is_cut() {
        byte[] routed = {'E', 'D', 0, 1, 0, 0, 2, 9, 9};
        byte[] stream = Secrets.join(
                routed, PROLOGUE, Frames.framed(new byte[] {1}), Frames.framed(new byte[300]), new byte[] {0, 0});
        for (int cut = 0; cut <= stream.length; cut++) {
            Frames frames = new Frames();
            List<byte[]> found = new java.util.ArrayList<>(frames.arrived(Secrets.part(stream, 0, cut)));
            found.addAll(frames.arrived(Secrets.part(stream, cut, stream.length)));

            assertThat(found).hasSize(2);
            assertThat(found.getFirst()).containsExactly(1);
            assertThat(found.getLast()).hasSize(300);
            assertThat(frames.prologue()).isEqualTo(PROLOGUE);
        }
    }

    @Test
    void a_line_that_does_not_begin_as_whatsapp_does_is_refused() {
        assertThatThrownBy(() -> new Frames().arrived("GET / HTTP".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(Frames.Malformed.class);
    }
}
