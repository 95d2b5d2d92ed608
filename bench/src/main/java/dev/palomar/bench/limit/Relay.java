package dev.palomar.bench.limit;

import dev.palomar.bench.receive.Bytes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The least that a hub can do: takes Meta's POST, checks its signature, signs it anew and posts it on, and keeps
/// nothing. The same server as the hub's, and the barest client there is.
public final class Relay {

    private static final HeaderName SIGNATURE = HeaderNames.create("X-Hub-Signature-256");

    private final URI to;
    private final byte[] appSecret;
    private final byte[] webhookSecret;
    private final ThreadLocal<Line> lines = ThreadLocal.withInitial(this::connect);

    private record Line(Socket socket, DataInputStream in, Mac meta, Mac webhook) {}

    private Relay(URI to, String appSecret, String webhookSecret) {
        this.to = to;
        this.appSecret = appSecret.getBytes(StandardCharsets.US_ASCII);
        this.webhookSecret = Base64.getDecoder().decode(webhookSecret.substring("whsec_".length()));
    }

    /// Port, where to post to, Meta's app secret, the webhook's secret.
    public static void main(String[] arguments) {
        Relay relay = new Relay(URI.create(arguments[1]), arguments[2], arguments[3]);
        WebServer.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .routing(HttpRouting.builder().any(relay::pass))
                .build()
                .start();
    }

    private void pass(ServerRequest request, ServerResponse response) {
        if (!request.prologue().method().text().equals("POST")) {
            response.status(200).send();
            return;
        }
        byte[] body = request.content().as(byte[].class);
        Line line = lines.get();
        String signature = "sha256=" + HexFormat.of().formatHex(line.meta().doFinal(body));
        boolean signed =
                request.headers().first(SIGNATURE).filter(signature::equals).isPresent();
        if (!signed) {
            response.status(401).send();
            return;
        }
        try {
            int status = post(line, body);
            response.status(status).send();
        } catch (IOException broken) {
            lines.remove();
            response.status(502).send();
        }
    }

    private int post(Line line, byte[] body) throws IOException {
        String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
        line.webhook().update(("evt_1." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        String signature =
                "v1," + Base64.getEncoder().encodeToString(line.webhook().doFinal(body));
        byte[] head = ("POST " + to.getPath() + " HTTP/1.1\r\nhost: x\r\nwebhook-id: evt_1\r\nwebhook-timestamp: "
                        + timestamp + "\r\nwebhook-signature: " + signature + "\r\ncontent-length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        line.socket().getOutputStream().write(whole);
        byte[] answer = new byte[4_096];
        int filled = 0;
        do {
            int count = line.in().read(answer, filled, answer.length - filled);
            if (count < 0) {
                throw new IOException("closed");
            }
            filled += count;
        } while (Bytes.endOfHead(answer, 0, filled) < 0);
        return (int) Bytes.number(answer, 9);
    }

    private Line connect() {
        try {
            Socket socket = new Socket(to.getHost(), to.getPort());
            socket.setTcpNoDelay(true);
            return new Line(socket, new DataInputStream(socket.getInputStream()), mac(appSecret), mac(webhookSecret));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
