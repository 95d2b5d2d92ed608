package dev.palomar.bench.limit;

import dev.palomar.bench.receive.Bytes;
import dev.palomar.bench.receive.Hmac;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import javax.crypto.Mac;

/// The hub's web server with Meta's signature checked and nothing else before what is measured.
final class MetaServer {

    /// What is done with a body that Meta signed.
    @FunctionalInterface
    interface Taker {

        /// Returns the status to answer with. Called by many threads at once, and by the same one for all
        /// that comes over a connection.
        int take(byte[] body);
    }

    private static final HeaderName SIGNATURE = HeaderNames.create("X-Hub-Signature-256");

    private final ThreadLocal<Mac> macs;
    private final Taker taker;

    private MetaServer(String appSecret, Taker taker) {
        this.macs = ThreadLocal.withInitial(() -> Hmac.sha256(Bytes.ascii(appSecret)));
        this.taker = taker;
    }

    /// Returns when it listens.
    static void start(int port, String appSecret, Taker taker) {
        MetaServer server = new MetaServer(appSecret, taker);
        WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .routing(HttpRouting.builder().any(server::answer))
                .build()
                .start();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        if (!request.prologue().method().text().equals("POST")) {
            response.status(200).send();
            return;
        }
        byte[] body = request.content().as(byte[].class);
        String signature = "sha256=" + HexFormat.of().formatHex(macs.get().doFinal(body));
        boolean signed =
                request.headers().first(SIGNATURE).filter(signature::equals).isPresent();
        response.status(signed ? taker.take(body) : 401).send();
    }
}
