package dev.palomar.bench.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A stretch of TCP cable to a port of this machine, which can be made slow, silent or cut, and mended.
public final class Cable implements AutoCloseable {

    private static final int BUFFER = 16 << 10;

    private sealed interface State {

        /// Everything arrives that much later.
        record Whole(Duration later) implements State {}

        /// Nothing arrives and nobody is told: both ends believe that they are connected.
        record Silent() implements State {}

        /// Connections are reset, and new ones at once.
        record Cut() implements State {}
    }

    private final int to;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = new State.Whole(Duration.ZERO);

    public Cable(int to) throws IOException {
        this.to = to;
        this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// Where its near end is.
    public int port() {
        return server.getLocalPort();
    }

    /// From now on everything takes longer.
    public void delay(Duration later) {
        state = new State.Whole(later);
    }

    /// From now on nothing goes through, and no end is told.
    public void silence() {
        state = new State.Silent();
    }

    /// Resets what is connected, and whatever tries to.
    public void cut() {
        state = new State.Cut();
        open.forEach(Cable::reset);
    }

    /// As it was at first. What waited in a silent cable arrives now.
    public void mend() {
        state = new State.Whole(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Cable::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (state instanceof State.Cut) {
                    reset(near);
                } else {
                    Thread.ofVirtual().start(() -> join(near));
                }
            } catch (IOException closed) {
                // the loop looks
            }
        }
    }

    private void join(Socket near) {
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carry(far, near));
            carry(near, far);
            back.join();
        } catch (IOException | InterruptedException broken) {
            reset(near);
        } finally {
            reset(near);
            reset(far);
            open.remove(near);
            open.remove(far);
        }
    }

    private void carry(Socket from, Socket into) {
        byte[] bytes = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            while (true) {
                int count = in.read(bytes);
                if (!passes()) {
                    return;
                }
                if (count < 0) {
                    into.shutdownOutput();
                    return;
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException | InterruptedException broken) {
            reset(from);
            reset(into);
        }
    }

    /// Waits as long as the cable is silent. Says whether it is whole then.
    private boolean passes() throws InterruptedException {
        while (true) {
            switch (state) {
                case State.Whole(Duration later) -> {
                    Thread.sleep(later);
                    return true;
                }
                case State.Silent _ -> Thread.sleep(5);
                case State.Cut _ -> {
                    return false;
                }
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException already) {
            // closed
        }
    }
}
