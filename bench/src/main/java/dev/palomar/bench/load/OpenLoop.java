package dev.palomar.bench.load;

import dev.palomar.bench.receive.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/// Sends requests over some kept connections at a fixed rate, whatever the server does: a request that is late because
/// the server was slow counts from when it was due. One thread; a connection has one request under way.
public final class OpenLoop {

    /// What is sent and what becomes of it.
    public interface Source {

        /// The next request of a connection, due at `due` ([System#nanoTime]). What belongs to one order has to be
        /// given to one connection.
        byte[] next(int connection, long due);

        /// The answer to the connection's last request.
        void answered(int connection, int status);

        /// The connection broke before the answer.
        void broken(int connection);
    }

    /// @param sent     requests that were answered
    /// @param took     from due to answered, in microseconds
    /// @param lateness how late the load itself was when it sent, in microseconds: what the machine could not do
    public record Sum(long sent, long failed, Duration time, Histogram took, Histogram lateness) {

        public double perSecond() {
            return sent * 1e9 / time.toNanos();
        }
    }

    private static final class Line {
        private final int number;
        private long nextDue;
        private long due;
        private boolean busy;
        private SocketChannel channel;
        private SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocate(64 << 10);

        private Line(int number, long firstDue, SocketChannel channel, SelectionKey key) {
            this.number = number;
            this.nextDue = firstDue;
            this.channel = channel;
            this.key = key;
        }
    }

    private final InetSocketAddress to;
    private final int connections;
    private final Source source;
    private final Histogram took = new Histogram(120_000_000, 3);
    private final Histogram lateness = new Histogram(120_000_000, 3);
    private long sent;
    private long failed;
    private volatile boolean stopping;

    public OpenLoop(int port, int connections, Source source) {
        this.to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.connections = connections;
        this.source = source;
    }

    /// Makes [#run] end soon.
    public void stop() {
        stopping = true;
    }

    /// Runs for `time` and then waits for the answers that are out, ten seconds at most.
    public Sum run(double perSecond, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            long interval = (long) (connections * 1e9 / perSecond);
            long start = System.nanoTime() + 5_000_000;
            Line[] lines = new Line[connections];
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = connect();
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                lines[i] = new Line(i, start + (long) (i * 1e9 / perSecond), channel, key);
                key.attach(lines[i]);
            }
            long end = start + time.toNanos();
            boolean sending = true;
            while (true) {
                long now = System.nanoTime();
                if (sending && stopping) {
                    end = Math.min(end, now);
                }
                sending = sending && now < end;
                long nearest = Long.MAX_VALUE;
                boolean busy = false;
                for (Line line : lines) {
                    if (sending && !line.busy && line.nextDue <= now) {
                        send(line, interval, selector);
                    }
                    busy |= line.busy;
                    nearest = line.busy ? nearest : Math.min(nearest, line.nextDue);
                }
                if (!sending && (!busy || now > end + 10_000_000_000L)) {
                    break;
                }
                await(selector, sending ? nearest - System.nanoTime() : 10_000_000);
            }
            for (Line line : lines) {
                line.channel.close();
            }
            return new Sum(sent, failed, Duration.ofNanos(System.nanoTime() - start), took, lateness);
        }
    }

    private void await(Selector selector, long nanos) throws IOException {
        if (nanos >= 1_000_000) {
            selector.select(key -> read((Line) key.attachment(), selector), Math.min(10, nanos / 1_000_000));
        } else {
            // Less than the selector can wait: what is there is taken, and the rest of the core is left to others.
            selector.selectNow(key -> read((Line) key.attachment(), selector));
            if (nanos > 60_000) {
                java.util.concurrent.locks.LockSupport.parkNanos(nanos - 50_000);
            }
        }
    }

    private void send(Line line, long interval, Selector selector) {
        line.due = line.nextDue;
        line.nextDue += interval;
        lateness.recordValue(Math.clamp((System.nanoTime() - line.due) / 1_000, 0, 120_000_000));
        ByteBuffer out = ByteBuffer.wrap(source.next(line.number, line.due));
        line.busy = true;
        try {
            while (out.hasRemaining()) {
                line.channel.write(out);
            }
        } catch (IOException broken) {
            again(line, selector);
        }
    }

    private void read(Line line, Selector selector) {
        try {
            int count = line.channel.read(line.in);
            if (count < 0) {
                throw new IOException("closed");
            }
            int filled = line.in.position();
            byte[] bytes = line.in.array();
            int head = Bytes.endOfHead(bytes, 0, filled);
            if (head < 0) {
                return;
            }
            String length = Bytes.header(bytes, head, "content-length");
            if (filled < head + (length.isEmpty() ? 0 : Integer.parseInt(length))) {
                return;
            }
            line.in.clear();
            line.busy = false;
            int status = (int) Bytes.number(bytes, 9);
            if (status >= 200 && status < 300) {
                sent++;
                took.recordValue(Math.clamp((System.nanoTime() - line.due) / 1_000, 0, 120_000_000));
            } else {
                failed++;
            }
            source.answered(line.number, status);
        } catch (IOException broken) {
            again(line, selector);
        }
    }

    /// A line that broke is opened anew; a server that is away is asked again at the line's next turn.
    private void again(Line line, Selector selector) {
        line.key.cancel();
        if (line.busy) {
            failed++;
            source.broken(line.number);
        }
        line.busy = false;
        line.in.clear();
        try {
            line.channel.close();
            line.channel = connect();
            line.key = line.channel.register(selector, SelectionKey.OP_READ, line);
        } catch (IOException away) {
            line.nextDue = Math.max(line.nextDue, System.nanoTime() + 50_000_000);
            try {
                SocketChannel unconnected = SocketChannel.open();
                unconnected.close();
                line.channel = unconnected;
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(to);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }
}
