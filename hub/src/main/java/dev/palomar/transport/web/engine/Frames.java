package dev.palomar.transport.web.engine;

import dev.palomar.model.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Frames over a socket: a length of 4 bytes and that many bytes of JSON. One thread reads; any may write.
final class Frames implements AutoCloseable {

    /// What PROTOCOL.md allows.
    private static final int LARGEST = 8 << 20;

    private final SocketChannel socket;
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer head = ByteBuffer.allocate(4);

    Frames(SocketChannel socket) {
        this.socket = socket;
    }

    /// The next frame; empty at the end. Throws when what comes is no frame.
    Optional<ObjectNode> read() throws IOException {
        head.clear();
        if (!fill(head, true)) {
            return Optional.empty();
        }
        int length = head.flip().getInt();
        if (length < 2 || length > LARGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        fill(body, false);
        try {
            if (Json.read(body.array()) instanceof ObjectNode frame) {
                return Optional.of(frame);
            }
        } catch (JacksonException unreadable) {
            throw new IOException("a frame that is no JSON", unreadable);
        }
        throw new IOException("a frame that is no object");
    }

    /// Answers false at the end of the socket, where that is between two frames.
    private boolean fill(ByteBuffer into, boolean mayEnd) throws IOException {
        while (into.hasRemaining()) {
            if (socket.read(into) < 0) {
                if (mayEnd && into.position() == 0) {
                    return false;
                }
                throw new EOFException("the socket ended within a frame");
            }
        }
        return true;
    }

    void write(ObjectNode frame) throws IOException {
        byte[] body = Json.bytes(frame);
        if (body.length > LARGEST) {
            throw new IOException("a frame of " + body.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .flip();
        writing.lock();
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // nothing is left to be closed
        }
    }
}
