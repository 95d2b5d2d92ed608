package dev.palomar.bench.fault;

import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.place.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Posts bodies to the hub's webhook as Meta's servers do, many at a time and in no particular order.
final class MetaPost implements AutoCloseable {

    private static final int AT_ONCE = 24;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HubProcess hub;
    private final MetaWebhook signer;
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    MetaPost(HubProcess hub) {
        this.hub = hub;
        this.signer = new MetaWebhook(HubProcess.APP_SECRET, "", "");
    }

    /// Returns when each has its answer.
    void all(List<String> bodies) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String body : bodies) {
                HttpRequest request = request(body);
                room.acquire();
                var _ = threads.submit(() -> {
                    try {
                        count(send(request));
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    /// Posts one, and says what was answered; 0 when there was no answer.
    int one(String body) {
        int status = send(request(body));
        count(status);
        return status;
    }

    long posted() {
        return posted.get();
    }

    /// How many were not answered with 200.
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        http.close();
    }

    private void count(int status) {
        posted.incrementAndGet();
        if (status != 200) {
            refused.incrementAndGet();
        }
    }

    private int send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create(hub.url() + "/webhooks/meta/whatsapp"))
                .header("content-type", "application/json")
                .header("x-hub-signature-256", "sha256=" + signer.signature(body))
                .POST(HttpRequest.BodyPublishers.ofString(body, java.nio.charset.StandardCharsets.ISO_8859_1))
                .build();
    }
}
