package dev.palomar.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for servers that are started a while later, or again at the same place. They lie below those that systems give
/// to outgoing calls, so that none of these takes one while nobody listens there.
public final class FreePort {

    private static final int FIRST = 15_000;
    private static final int PROCESSES = 100;
    private static final int EACH = 170;

    /// Processes that run side by side begin at different places.
    private static final AtomicInteger NEXT =
            new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() % PROCESSES) * EACH);

    private FreePort() {}

    /// One that nobody has now, and that this process gives to nobody else.
    public static int find() {
        while (true) {
            int port = NEXT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one then
            }
        }
    }
}
