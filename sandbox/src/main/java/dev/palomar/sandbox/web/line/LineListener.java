package dev.palomar.sandbox.web.line;

import dev.palomar.sandbox.web.node.NodeReader;
import dev.palomar.sandbox.web.noise.Certificates;
import dev.palomar.sandbox.web.noise.Frames;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.wire.CallLog;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one WebSocket connection to one [Line].
public final class LineListener implements WsListener {

    private static final Logger LOG = LoggerFactory.getLogger(LineListener.class);

    private final Certificates certificates;
    private final Line.Ears ears;
    private final CallLog log;
    private Optional<Line> line = Optional.empty();

    public LineListener(Certificates certificates, Line.Ears ears, CallLog log) {
        this.certificates = certificates;
        this.ears = ears;
        this.log = log;
    }

    /// A connection that ends without a word is told to nobody; but the thread that reads it ends with it.
    @Override
    public void onOpen(WsSession session) {
        Line opened = new Line(session, certificates, ears, log);
        line = Optional.of(opened);
        Thread reader = Thread.currentThread();
        Thread.ofVirtual().name("line watcher").start(() -> {
            try {
                reader.join();
                opened.ended();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void onMessage(WsSession session, BufferData buffer, boolean last) {
        byte[] bytes = new byte[buffer.available()];
        buffer.read(bytes);
        try {
            line.ifPresent(open -> open.arrived(bytes));
        } catch (Frames.Malformed | NodeReader.Malformed | Proto.Malformed | Secrets.Broken foreign) {
            LOG.atInfo().addKeyValue("why", foreign.getMessage()).log("a line is closed that does not speak WhatsApp");
            session.close(WsCloseCodes.PROTOCOL_ERROR, "");
        } catch (IllegalStateException | IllegalArgumentException defect) {
            LOG.error("a line is closed because of a defect of the sandbox", defect);
            session.close(WsCloseCodes.UNEXPECTED_CONDITION, "");
        }
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        line.ifPresent(Line::ended);
    }

    @Override
    public void onError(WsSession session, Throwable failed) {
        LOG.debug("a line broke", failed);
        line.ifPresent(Line::ended);
    }
}
