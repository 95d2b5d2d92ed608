package dev.palomar.bench.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A small HTTP/1.1 server on one thread, because what the load costs is taken from what is measured. It knows requests
/// with a Content-Length and answers each at once, in order.
public final class LoopServer implements AutoCloseable {

    private static final int FIRST_BUFFER = 16 << 10;

    /// Says what to answer. Called on the one thread there is.
    @FunctionalInterface
    public interface Handler {
        byte[] answer(Request request);
    }

    /// One request, valid during the call only: the bytes are those of the connection.
    public static final class Request {
        private final byte[] bytes;
        private final int head;
        private final int length;

        Request(byte[] bytes, int head, int length) {
            this.bytes = bytes;
            this.head = head;
            this.length = length;
        }

        /// Method and path, as in `POST /hook`.
        public String line() {
            int first = Bytes.indexOf(bytes, 0, head, ' ');
            int second = Bytes.indexOf(bytes, first + 1, head, ' ');
            return Bytes.text(bytes, 0, second);
        }

        /// The value of a header whose name is given in lower case, or an empty text.
        public String header(String name) {
            return Bytes.header(bytes, head, name);
        }

        public byte[] bytes() {
            return bytes;
        }

        public int bodyFrom() {
            return head;
        }

        public int bodyTo() {
            return head + length;
        }

        public byte[] body() {
            return Arrays.copyOfRange(bytes, bodyFrom(), bodyTo());
        }
    }

    /// An answer that never changes, ready to be sent.
    public static byte[] answer(int status, String body) {
        return ("HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\ncontent-length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final class Connection {
        private final SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocate(FIRST_BUFFER);

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Handler handler;
    private final Thread thread;

    private LoopServer(int port, Handler handler) throws IOException {
        this.handler = handler;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = Thread.ofPlatform().name("receiver").daemon().unstarted(this::run);
    }

    /// On any free port when `port` is 0.
    public static LoopServer start(int port, Handler handler) throws IOException {
        LoopServer server = new LoopServer(port, handler);
        server.thread.start();
        return server;
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.keys().forEach(key -> {
            if (key.attachment() instanceof Connection connection) {
                close(connection.channel);
            }
        });
        selector.close();
    }

    private void run() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException | ClosedSelectorException stopped) {
            // closed
        }
    }

    private void ready(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        Connection connection = (Connection) key.attachment();
        try {
            if (!read(connection)) {
                close(connection.channel);
            }
        } catch (IOException broken) {
            close(connection.channel);
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        } catch (IOException refused) {
            // the caller sees it
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException already) {
            // closed
        }
    }

    private boolean read(Connection connection) throws IOException {
        if (connection.channel.read(connection.in) < 0) {
            return false;
        }
        int from = 0;
        byte[] bytes = connection.in.array();
        int filled = connection.in.position();
        while (true) {
            int head = Bytes.endOfHead(bytes, from, filled);
            if (head < 0) {
                break;
            }
            byte[] whole = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, filled);
            int headLength = head - from;
            String declared = Bytes.header(whole, headLength, "content-length");
            int length = declared.isEmpty() ? 0 : Integer.parseInt(declared);
            if (filled - head < length) {
                make(connection, headLength + length);
                break;
            }
            send(connection.channel, handler.answer(new Request(whole, headLength, length)));
            from = head + length;
            if (from == filled) {
                break;
            }
        }
        if (from > 0) {
            System.arraycopy(bytes, from, connection.in.array(), 0, filled - from);
            connection.in.position(filled - from);
        }
        return true;
    }

    /// Room for a request of `needed` bytes.
    private static void make(Connection connection, int needed) {
        if (connection.in.capacity() < needed) {
            ByteBuffer larger = ByteBuffer.allocate(needed + FIRST_BUFFER);
            connection.in.flip();
            larger.put(connection.in);
            connection.in = larger;
        }
    }

    private static void send(SocketChannel channel, byte[] answer) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(answer);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }
}
