package dev.palomar.bench.limit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of the programs that show a limit, in a process of its own.
public final class Program implements AutoCloseable {

    private final Process process;
    private final int port;

    private Program(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Returns when it listens. It gets its port and then `arguments`, and writes to `log` what it has to
    /// say.
    public static Program start(Class<?> main, Path log, String... arguments) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                Integer.toString(port)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Program program = new Program(process, port);
        for (int i = 0; i < 400; i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return program;
            } catch (IOException notYet) {
                Thread.sleep(25);
            }
        }
        program.close();
        throw new IOException(main.getSimpleName() + " did not start; see " + log);
    }

    public int port() {
        return port;
    }

    /// Ends it at once, as `kill -9` does.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
