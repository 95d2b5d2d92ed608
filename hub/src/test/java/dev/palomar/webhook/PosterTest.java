package dev.palomar.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PosterTest {

    private static final Duration CALL = Duration.ofMillis(900);

    private final AddressGuard guard = new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
    private final List<Socket> held = new ArrayList<>();
    private final ServerSocket receiver;

    PosterTest() throws IOException {
        this.receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
        for (Socket socket : held) {
            socket.close();
        }
    }

    @Test
    void a_receiver_that_takes_the_call_and_never_answers_is_waited_for_only_so_long() {
        answering("");
        assertThat(failure("http")).isEqualTo("timeout");
    }

    @Test
    void a_receiver_that_stops_in_the_middle_of_its_answer_is_waited_for_only_so_long() {
        answering("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
        assertThat(failure("http")).isEqualTo("timeout");
    }

    @Test
    void a_receiver_that_never_greets_is_waited_for_only_so_long() {
        answering("");
        assertThat(failure("https")).isEqualTo("timeout");
    }

    @Test
    void the_next_call_after_a_late_one_is_made_as_usual() throws IOException {
        try (Poster poster = new Poster(guard, InstantSource.system(), CALL)) {
            answering("");
            assertThat(poster.post(url("http"), Map.of(), body())).isInstanceOf(Answer.Failure.class);

            answering("HTTP/1.1 204 No Content\r\n\r\n");
            assertThat(poster.post(url("http"), Map.of(), body()))
                    .isInstanceOfSatisfying(
                            Answer.Response.class,
                            answer -> assertThat(answer.status()).isEqualTo(204));
        }
    }

    /// What the one who takes the next connection says.
    private void answering(String words) {
        Thread.startVirtualThread(() -> {
            try {
                Socket taken = receiver.accept();
                held.add(taken);
                taken.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException over) {
                // The test has ended.
            }
        });
    }

    private String failure(String scheme) {
        try (Poster poster = new Poster(guard, InstantSource.system(), CALL)) {
            Answer answer = poster.post(url(scheme), Map.of(), body());
            assertThat(answer).isInstanceOf(Answer.Failure.class);
            return ((Answer.Failure) answer).word();
        }
    }

    private URI url(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + receiver.getLocalPort() + "/");
    }

    private static byte[] body() {
        return "{}".getBytes(StandardCharsets.US_ASCII);
    }
}
