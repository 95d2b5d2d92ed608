package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.node.NodeReader;
import dev.palomar.sandbox.web.noise.Curve;
import dev.palomar.sandbox.web.noise.Frames;
import dev.palomar.sandbox.web.noise.NoiseClient;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.noise.Transport;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Lines as they should not be, and how lines end.
class LinesTest extends Town {

    private static final byte[] CURVE_25519 = {5};

    /// A line over which a program asks to be linked.
    private final class Wire implements WebSocket.Listener {
        private final LinkedBlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private final WebSocket socket;

        Wire(String origin) {
            WebSocket.Builder builder = HTTP.newWebSocketBuilder();
            if (!origin.isEmpty()) {
                builder.header("Origin", origin);
            }
            socket = builder.buildAsync(URI.create(sandbox.baseUrl().replace("http", "ws") + "/ws/chat"), this)
                    .join();
        }

        void send(byte[] bytes) {
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        }

        /// The content of the next frame.
        byte[] next() throws InterruptedException {
            byte[] frame = frames.poll(1, TimeUnit.MINUTES);
            assertThat(frame).isNotNull();
            return Arrays.copyOfRange(frame, 3, frame.length);
        }

        /// Does the handshake and asks to be linked; answers with what the server says to that.
        Node register(boolean signed) throws InterruptedException {
            NoiseClient client = new NoiseClient();
            send(Secrets.join(NoiseClient.PROLOGUE, Frames.framed(client.hello())));
            client.answered(next());
            Curve.Pair identity = Curve.generate();
            Curve.Pair key = Curve.generate();
            byte[] signature = Curve.sign(identity, CURVE_25519, key.publicKey().array());
            if (!signed) {
                signature[10] ^= 1;
            }
            ProtoWriter pairing = new ProtoWriter()
                    .bytes(1, new byte[] {0, 0, 0, 9})
                    .bytes(2, CURVE_25519)
                    .bytes(3, identity.publicKey())
                    .bytes(4, new byte[] {0, 0, 1})
                    .bytes(5, key.publicKey())
                    .bytes(6, signature)
                    .message(8, new ProtoWriter().text(1, "JUnit"));
            send(Frames.framed(
                    client.finish(new ProtoWriter().message(19, pairing).done())));
            Transport transport = client.transport();
            return NodeReader.read(transport.open(next()));
        }

        boolean hasEnded() throws InterruptedException {
            return ended.await(1, TimeUnit.MINUTES);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            part.writeBytes(bytes);
            if (last) {
                frames.add(part.toByteArray());
                part.reset();
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ended.countDown();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable broken) {
            ended.countDown();
        }
    }

    @Test
    void a_program_that_asks_to_be_linked_gets_six_codes_to_show() throws Exception {
        Node offered = new Wire("https://web.whatsapp.com").register(true);

        assertThat(offered.child("pair-device").orElseThrow().children("ref")).hasSize(6);
    }

    @Test
    void a_program_whose_keys_are_not_signed_by_itself_is_refused() throws Exception {
        Wire line = new Wire("");

        assertThat(line.register(false).toString()).startsWith("<failure reason='400'");
        assertThat(line.hasEnded()).isTrue();
    }

    @Test
    void a_line_that_does_not_speak_whatsapp_is_closed() throws Exception {
        Wire line = new Wire("");
        line.send("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(line.hasEnded()).isTrue();
    }

    @Test
    void a_page_of_somebody_else_cannot_open_a_line() {
        assertThatThrownBy(() -> new Wire("https://evil.example"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void a_reset_breaks_every_line() throws Exception {
        Wire line = new Wire("");
        line.register(true);

        control("POST", "/reset", "{}");

        assertThat(line.hasEnded()).isTrue();
    }
}
