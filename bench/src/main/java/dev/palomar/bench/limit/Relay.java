package dev.palomar.bench.limit;

import java.io.IOException;
import java.net.URI;

/// The least that a hub can do: takes Meta's POST, checks its signature, signs it anew and posts it on, and
/// keeps nothing.
public final class Relay {

    private final ThreadLocal<Line> lines;

    private Relay(URI to, String secret) {
        this.lines = ThreadLocal.withInitial(() -> new Line(to, secret));
    }

    /// Port, where to post to, Meta's app secret, the webhook's secret.
    public static void main(String[] arguments) {
        Relay relay = new Relay(URI.create(arguments[1]), arguments[3]);
        MetaServer.start(Integer.parseInt(arguments[0]), arguments[2], relay::pass);
    }

    private int pass(byte[] body) {
        try {
            return lines.get().post("evt_1", body);
        } catch (IOException broken) {
            return 502;
        }
    }
}
