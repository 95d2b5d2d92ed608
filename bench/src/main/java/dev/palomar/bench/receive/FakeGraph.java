package dev.palomar.bench.receive;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// As much of Meta's Graph API as sending needs, as fast as it can be: takes every message, and says of every number
/// that it is in order; and lists of templates. Notes what was sent in a [Tally].
public final class FakeGraph implements AutoCloseable {

    private static final byte[] NUMBER = LoopServer.answer(200, """
            {"id":"1","display_phone_number":"+54 11 2000 0000","verified_name":"Bench","status":"CONNECTED",\
            "quality_rating":"GREEN","code_verification_status":"VERIFIED","platform_type":"CLOUD_API",\
            "throughput":{"level":"HIGH"},"data":[]}""");

    private final AtomicLong sent = new AtomicLong();
    private final LoopServer server;
    private volatile Tally tally = new Tally(0);
    private volatile TemplateShelf templates = new TemplateShelf(0);
    private volatile List<String> numbers = List.of();

    public FakeGraph() throws IOException {
        this.server = LoopServer.start(0, this::answer);
    }

    /// What is sent from now on is counted there.
    public void count(Tally next) {
        tally = next;
    }

    /// Every business account has so many templates from now on.
    public void templates(int count) {
        templates = new TemplateShelf(count);
    }

    /// Every business account has these numbers from now on, by Meta's ids.
    public void numbers(List<String> ids) {
        numbers = List.copyOf(ids);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private byte[] answer(LoopServer.Request request) {
        if (request.line().startsWith("GET ") && request.line().contains("/message_templates")) {
            return templates.page(request.line());
        }
        if (request.line().startsWith("GET ") && request.line().contains("/phone_numbers")) {
            return LoopServer.answer(
                    200,
                    numbers.stream()
                            .map("{\"id\":\"%s\"}"::formatted)
                            .collect(Collectors.joining(",", "{\"data\":[", "]}")));
        }
        if (!request.line().startsWith("POST ") || !request.line().endsWith("/messages")) {
            return NUMBER;
        }
        Marker.find(request.bytes(), request.bodyFrom(), request.bodyTo())
                .ifPresent(marker -> tally.arrived(
                        marker.conversation(), marker.number(), (System.nanoTime() - marker.due()) / 1_000));
        return LoopServer.answer(
                200,
                "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"1\",\"wa_id\":\"1\"}],\"messages\":"
                        + "[{\"id\":\"wamid.sent." + sent.incrementAndGet() + "\"}]}");
    }
}
