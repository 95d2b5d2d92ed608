package dev.palomar.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.palomar.cluster.Node;
import java.time.Duration;

/// What a test waits for that is not about time: long enough for a machine that is busy with something else.
public final class Calm {

    /// For whatever comes by itself.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /// A node that nobody takes for dead, however late its heart beats.
    public static final Node.Rhythm RHYTHM =
            new Node.Rhythm(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofSeconds(2));

    private Calm() {}

    /// A mail server that may take its time to start, at this port or at any (0).
    public static GreenMail mailServer(int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(PATIENCE.toMillis());
        return new GreenMail(setup);
    }
}
