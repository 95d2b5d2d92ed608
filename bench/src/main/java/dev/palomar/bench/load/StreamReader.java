package dev.palomar.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/// A panel that is open: listens to a company's stream of hints, and comes back when it ends.
public final class StreamReader implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final AtomicLong hints = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    /// Listens at a hub with a key that may read events.
    public StreamReader(String url, String key) {
        this.request = HttpRequest.newBuilder(URI.create(url + "/v1/stream"))
                .header("x-api-key", key)
                .header("accept", "text/event-stream")
                .build();
        this.thread = Thread.ofVirtual().start(this::listen);
    }

    /// How many hints came.
    public long hints() {
        return hints.get();
    }

    /// How often it had to come back.
    public long comebacks() {
        return Math.max(0, connections.get() - 1);
    }

    @Override
    public void close() {
        closing = true;
        http.shutdownNow();
        thread.interrupt();
    }

    private void listen() {
        while (!closing) {
            try {
                HttpResponse<java.io.InputStream> answer =
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                if (answer.statusCode() != 200) {
                    throw new IOException("the stream answered " + answer.statusCode());
                }
                connections.incrementAndGet();
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (line.equals("event: hint")) {
                            hints.incrementAndGet();
                        }
                    }
                }
            } catch (IOException ended) {
                pause();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
