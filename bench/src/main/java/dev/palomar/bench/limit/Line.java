package dev.palomar.bench.limit;

import dev.palomar.bench.receive.Bytes;
import dev.palomar.bench.receive.Hmac;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import javax.crypto.Mac;

/// A kept connection to a receiver, the barest client there is: signs as Standard Webhooks says, posts, and
/// reads no more of the answer than its head. For one thread at a time.
final class Line {

    private final URI to;
    private final Mac mac;
    private final byte[] answer = new byte[4_096];
    private Socket socket = new Socket();

    /// Connects when the first one is posted.
    Line(URI to, String secret) {
        this.to = to;
        this.mac = Hmac.standardWebhooks(secret);
    }

    /// Returns the status that was answered. After an [IOException] the next one goes over a new
    /// connection.
    int post(String id, byte[] body) throws IOException {
        try {
            if (!socket.isConnected()) {
                socket.connect(new InetSocketAddress(to.getHost(), to.getPort()));
                socket.setTcpNoDelay(true);
            }
            socket.getOutputStream().write(request(id, body));
            return status(socket.getInputStream());
        } catch (IOException broken) {
            socket.close();
            socket = new Socket();
            throw broken;
        }
    }

    private byte[] request(String id, byte[] body) {
        String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
        mac.update(Bytes.ascii(id + "." + timestamp + "."));
        String signature = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        byte[] head = Bytes.ascii("POST " + to.getPath() + " HTTP/1.1\r\nhost: x\r\nwebhook-id: " + id
                + "\r\nwebhook-timestamp: " + timestamp + "\r\nwebhook-signature: " + signature
                + "\r\ncontent-length: " + body.length + "\r\n\r\n");
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private int status(InputStream in) throws IOException {
        int filled = 0;
        do {
            int count = in.read(answer, filled, answer.length - filled);
            if (count < 0) {
                throw new IOException("closed");
            }
            filled += count;
        } while (Bytes.endOfHead(answer, 0, filled) < 0);
        return (int) Bytes.number(answer, 9);
    }
}
