package dev.palomar.app.facade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/// Hears the hub's stream, in the name of somebody.
final class Listener implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final StringBuffer heard = new StringBuffer();
    private final CompletableFuture<Void> listening;

    Listener(String hub, String authorization) {
        HttpRequest listen = HttpRequest.newBuilder(URI.create(hub + "/v1/stream"))
                .header("Authorization", authorization)
                .build();
        try {
            HttpResponse<InputStream> stream = client.send(listen, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            this.listening = CompletableFuture.runAsync(() -> hear(stream.body()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void hear(InputStream stream) {
        byte[] bytes = new byte[4_096];
        try (stream) {
            for (int got = stream.read(bytes); got >= 0; got = stream.read(bytes)) {
                heard.append(new String(bytes, 0, got, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            // nobody listens any more
        }
    }

    String heard() {
        return heard.toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
        listening.join();
        client.close();
    }
}
