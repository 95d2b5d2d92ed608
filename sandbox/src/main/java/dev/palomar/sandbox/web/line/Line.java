package dev.palomar.sandbox.web.line;

import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.node.NodeReader;
import dev.palomar.sandbox.web.node.NodeWriter;
import dev.palomar.sandbox.web.noise.Certificates;
import dev.palomar.sandbox.web.noise.Frames;
import dev.palomar.sandbox.web.noise.Handshake;
import dev.palomar.sandbox.web.noise.Transport;
import dev.palomar.sandbox.web.phone.Connection;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Registration;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.CallLog;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsSession;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client, from its first byte to its last. Reading is done by the thread that brings the
/// bytes; writing by a thread of its own, so that nobody who sends has to wait.
public final class Line implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /// What a line is told by those who understand what the client says.
    public interface Ears {

        /// Whether a line that was called under this address shows a certificate with a wrong byte.
        boolean forges(String address);

        /// The handshake is over; the client said this of itself.
        void introduced(Line line, Bytes noiseKey, Proto payload);

        void heard(Line line, Node stanza);

        void closed(Line line);
    }

    private sealed interface Work {
        record Raw(Bytes frame) implements Work {}

        record Stanza(Node node) implements Work {}

        record HangUp() implements Work {}
    }

    private sealed interface Stage {
        record Greeting() implements Stage {}

        record Finishing(Handshake handshake) implements Stage {}

        record Open(Transport transport) implements Stage {}
    }

    private final WsSession session;
    private final Certificates certificates;
    private final Ears ears;
    private final CallLog log;
    private final Frames frames = new Frames();
    private final LinkedBlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile Stage stage = new Stage.Greeting();
    private final AtomicBoolean dropped = new AtomicBoolean();
    private volatile boolean stalled;
    private volatile String name = "new line";
    private Optional<Device> device = Optional.empty();
    private Optional<Registration> registration = Optional.empty();

    Line(WsSession session, Certificates certificates, Ears ears, CallLog log) {
        this.session = session;
        this.certificates = certificates;
        this.ears = ears;
        this.log = log;
        writer = Thread.ofVirtual().name("line writer").start(this::write);
    }

    /// The linked device that has logged in over this line.
    public Optional<Device> device() {
        return device;
    }

    public void device(Device loggedIn) {
        device = Optional.of(loggedIn);
        name = loggedIn.jid().toString();
    }

    /// What the program said that wants to be linked over this line.
    public Optional<Registration> registration() {
        return registration;
    }

    public void registration(Registration said) {
        registration = Optional.of(said);
    }

    @Override
    public void send(Node stanza) {
        if (!stalled) {
            work.add(new Work.Stanza(stanza));
        }
    }

    @Override
    public void hangUp() {
        work.add(new Work.HangUp());
    }

    @Override
    public void drop() {
        if (dropped.getAndSet(true)) {
            return;
        }
        log.line(false, name, "the line is broken on purpose", "");
        stalled = true;
        writer.interrupt();
        // the session's own way of ending is a polite one
        if (session.socketContext() instanceof ConnectionContext connection) {
            try {
                connection.serverSocket().close();
            } catch (UncheckedIOException closed) {
                LOG.debug("the line was closed already", closed);
            }
        }
        ended();
    }

    @Override
    public void stall() {
        log.line(false, name, "the line stalls on purpose", "");
        stalled = true;
    }

    void arrived(byte[] bytes) {
        if (stalled) {
            return;
        }
        for (byte[] frame : frames.arrived(bytes)) {
            if (!stalled) {
                frame(frame);
            }
        }
    }

    /// May be called more than once.
    void ended() {
        writer.interrupt();
        ears.closed(this);
    }

    private void frame(byte[] frame) {
        switch (stage) {
            case Stage.Greeting() -> {
                Handshake handshake = new Handshake(
                        certificates,
                        ears.forges(session.prologue().uriPath().rawPath() + "?"
                                + session.prologue().query().rawValue()));
                work.add(new Work.Raw(Bytes.of(handshake.hello(frames.prologue(), frame))));
                stage = new Stage.Finishing(handshake);
            }
            case Stage.Finishing(Handshake handshake) -> {
                Handshake.Finished finished = handshake.finish(frame);
                stage = new Stage.Open(finished.transport());
                ears.introduced(
                        this,
                        finished.clientKey(),
                        Proto.read(finished.payload().array()));
            }
            case Stage.Open(Transport transport) -> {
                Node stanza = NodeReader.read(transport.open(frame));
                log.line(true, name, stanza.tag(), stanza.toString());
                ears.heard(this, stanza);
            }
        }
    }

    private void write() {
        try {
            while (true) {
                switch (work.take()) {
                    case Work.Raw(Bytes frame) -> put(frame.array());
                    case Work.Stanza(Node node) -> stanza(node);
                    case Work.HangUp() -> {
                        session.close(WsCloseCodes.NORMAL_CLOSE, "");
                        return;
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException | CloseConnectionException gone) {
            LOG.debug("a line could not be written to", gone);
        }
    }

    private void stanza(Node node) {
        if (!stalled && stage instanceof Stage.Open(Transport transport)) {
            log.line(false, name, node.tag(), node.toString());
            put(transport.seal(NodeWriter.write(node)));
        }
    }

    private void put(byte[] frame) {
        session.send(BufferData.create(Frames.framed(frame)), true);
    }
}
