package dev.palomar.bench.receive;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.crypto.Mac;

/// The companies' receivers: verifies each webhook as Standard Webhooks says and notes what arrived. The path of the
/// address names the company.
public final class WebhookReceiver implements AutoCloseable {

    private static final byte[] OK = LoopServer.answer(200, "{}");
    private static final byte[] FORGED = LoopServer.answer(401, "{\"error\":\"signature\"}");

    private final Map<String, Mac> secrets = new ConcurrentHashMap<>();
    private static final byte[] REFUSED = LoopServer.answer(500, "{\"error\":\"not now\"}");

    private final AtomicLong forged = new AtomicLong();
    private final Tally tally;
    private final LoopServer server;
    private volatile Predicate<Marker> refuses = _ -> false;

    public WebhookReceiver(Tally tally) throws IOException {
        this.tally = tally;
        this.server = LoopServer.start(0, this::receive);
    }

    /// Where the company's webhooks are to go.
    public String url(String company) {
        return "http://127.0.0.1:" + server.port() + "/" + company;
    }

    /// The secret that the hub gave out for the company's endpoint.
    public void secret(String company, String secret) {
        secrets.put("POST /" + company, Hmac.standardWebhooks(secret));
    }

    /// Which messages are answered 500 from now on, and not counted.
    public void refuse(Predicate<Marker> which) {
        refuses = which;
    }

    public int port() {
        return server.port();
    }

    /// How many came with a signature that is not right.
    public long forged() {
        return forged.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private byte[] receive(LoopServer.Request request) {
        Mac mac = secrets.get(request.line());
        if (mac == null || !signed(mac, request)) {
            forged.incrementAndGet();
            return FORGED;
        }
        Optional<Marker> found = Marker.find(request.bytes(), request.bodyFrom(), request.bodyTo());
        if (found.filter(refuses).isPresent()) {
            return REFUSED;
        }
        found.ifPresent(marker ->
                tally.arrived(marker.conversation(), marker.number(), (System.nanoTime() - marker.due()) / 1_000));
        return OK;
    }

    private static boolean signed(Mac mac, LoopServer.Request request) {
        mac.update(Bytes.ascii(request.header("webhook-id") + "." + request.header("webhook-timestamp") + "."));
        mac.update(request.bytes(), request.bodyFrom(), request.bodyTo() - request.bodyFrom());
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
        return request.header("webhook-signature").contains(expected);
    }
}
