package dev.palomar.bench.receive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/// A receiver that is ill in one way, with a thread for each connection.
public final class SickServer implements AutoCloseable {

    /// What may be wrong with a receiver.
    ///
    /// @see #takes
    public enum Sickness {
        REFUSED,
        BLACK_HOLE,
        TLS_STALL,
        A_BYTE_EVERY_300_MS,
        ENDLESS_BODY,
        GZIP_BOMB,
        HUNDRED_THOUSAND_HEADERS,
        REDIRECT_LOOP,
        TOO_MANY_REQUESTS,
        RESET_AFTER_200;

        /// Whether it has the event all the same, and says so.
        public boolean takes() {
            return switch (this) {
                case ENDLESS_BODY, GZIP_BOMB, RESET_AFTER_200 -> true;
                case REFUSED,
                        BLACK_HOLE,
                        TLS_STALL,
                        A_BYTE_EVERY_300_MS,
                        HUNDRED_THOUSAND_HEADERS,
                        REDIRECT_LOOP,
                        TOO_MANY_REQUESTS -> false;
            };
        }
    }

    private static final byte[] OK = Bytes.ascii("HTTP/1.1 200 OK\r\n");
    private static final int BOMB = 64 << 20;

    private final Sickness sickness;
    private final Consumer<Marker> took;
    private final ServerSocket server;
    private final byte[] bomb;

    /// `took` hears of what it has, if it takes anything.
    public SickServer(Sickness sickness, Consumer<Marker> took) throws IOException {
        this.sickness = sickness;
        this.took = took;
        this.bomb = sickness == Sickness.GZIP_BOMB ? bomb() : new byte[0];
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        if (sickness == Sickness.REFUSED) {
            server.close();
        } else {
            Thread.ofVirtual().start(this::accept);
        }
    }

    public String url() {
        return (sickness == Sickness.TLS_STALL ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort() + "/sick";
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
        try (socket) {
            while (true) {
                Optional<Marker> marker = request(socket.getInputStream());
                if (sickness.takes()) {
                    marker.ifPresent(took);
                }
                answer(socket, socket.getOutputStream());
            }
        } catch (IOException | InterruptedException over) {
            // the caller has seen it
        }
    }

    private Optional<Marker> request(InputStream in) throws IOException {
        byte[] bytes = new byte[64 << 10];
        int filled = 0;
        while (true) {
            int count = in.read(bytes, filled, bytes.length - filled);
            if (count <= 0) {
                throw new IOException("closed");
            }
            filled += count;
            int head = Bytes.endOfHead(bytes, 0, filled);
            if (head >= 0) {
                String length = Bytes.header(bytes, head, "content-length");
                if (filled >= head + (length.isEmpty() ? 0 : Integer.parseInt(length))) {
                    return Marker.find(bytes, head, filled);
                }
            }
        }
    }

    private void answer(Socket socket, OutputStream out) throws IOException, InterruptedException {
        switch (sickness) {
            case REFUSED, BLACK_HOLE, TLS_STALL -> Thread.sleep(60_000);
            case A_BYTE_EVERY_300_MS -> drip(out);
            case ENDLESS_BODY -> {
                out.write(OK);
                out.write(Bytes.ascii("content-type: text/plain\r\n\r\n"));
                byte[] more = new byte[8 << 10];
                while (true) {
                    out.write(more);
                }
            }
            case GZIP_BOMB -> {
                out.write(OK);
                out.write(Bytes.ascii("content-encoding: gzip\r\ncontent-length: " + bomb.length + "\r\n\r\n"));
                out.write(bomb);
            }
            case HUNDRED_THOUSAND_HEADERS -> {
                out.write(OK);
                for (int i = 0; i < 100_000; i++) {
                    out.write(Bytes.ascii("x-header-" + i + ": and so on\r\n"));
                }
                out.write(Bytes.ascii("content-length: 0\r\n\r\n"));
            }
            case REDIRECT_LOOP ->
                out.write(Bytes.ascii("HTTP/1.1 307 Again\r\nlocation: " + url() + "\r\ncontent-length: 0\r\n\r\n"));
            case TOO_MANY_REQUESTS ->
                out.write(Bytes.ascii("HTTP/1.1 429 Too Many\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n"));
            case RESET_AFTER_200 -> {
                out.write(OK);
                out.write(Bytes.ascii("content-length: 1000\r\n\r\nsome of it"));
                out.flush();
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
        out.flush();
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        for (byte one : Bytes.ascii("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nx: " + "x".repeat(1_000))) {
            out.write(one);
            out.flush();
            Thread.sleep(300);
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < BOMB / zeros.length; i++) {
                out.write(zeros);
            }
        }
        return packed.toByteArray();
    }
}
