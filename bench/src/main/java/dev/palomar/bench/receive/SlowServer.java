package dev.palomar.bench.receive;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/// A receiver that takes everything and thinks about each call for some seconds, with a thread for each connection.
public final class SlowServer implements AutoCloseable {

    private static final byte[] OK = LoopServer.answer(200, "{}");
    private static final int LARGEST = 64 << 10;

    private final ServerSocket server = new ServerSocket();
    private final Tally tally;
    private final int least;
    private final int most;

    /// Notes in `tally` what it has answered, after `least` to `most` milliseconds each.
    public SlowServer(Tally tally, int least, int most) throws IOException {
        this.tally = tally;
        this.least = least;
        this.most = most;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/slow";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                // the loop looks
            }
        }
    }

    private void serve(Socket socket) {
        byte[] bytes = new byte[LARGEST];
        try (socket) {
            while (true) {
                int filled = request(socket.getInputStream(), bytes);
                Thread.sleep(ThreadLocalRandom.current().nextInt(least, most + 1));
                Marker.find(bytes, 0, filled)
                        .ifPresent(marker -> tally.arrived(
                                marker.conversation(), marker.number(), (System.nanoTime() - marker.due()) / 1_000));
                socket.getOutputStream().write(OK);
            }
        } catch (IOException | InterruptedException over) {
            // the caller has closed
        }
    }

    /// Reads one request with a Content-Length. Answers how many bytes it has.
    private static int request(InputStream in, byte[] bytes) throws IOException {
        int filled = 0;
        while (true) {
            int count = in.read(bytes, filled, bytes.length - filled);
            if (count <= 0) {
                throw new IOException("closed");
            }
            filled += count;
            int head = Bytes.endOfHead(bytes, 0, filled);
            if (head >= 0
                    && filled >= head + Bytes.number(Bytes.ascii(Bytes.header(bytes, head, "content-length")), 0)) {
                return filled;
            }
        }
    }
}
