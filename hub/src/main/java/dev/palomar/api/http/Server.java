package dev.palomar.api.http;

import dev.palomar.api.auth.Gate;
import dev.palomar.model.Rejection;
import dev.palomar.tenant.limit.Idempotency;
import dev.palomar.tenant.limit.Limits;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The hub's HTTP server: blocking handlers on virtual threads. This class alone knows Helidon.
public final class Server implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_HEADERS = 32 << 10;
    private static final int LONGEST_REQUEST_LINE = 8 << 10;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration READ = Duration.ofSeconds(60);
    private static final Map<String, HeaderName> HEADER_NAMES = new ConcurrentHashMap<>();

    /// What the pipeline is made of.
    ///
    /// @param ids new request ids
    /// @param pages answers what no route does, such as the panel's files
    public record Parts(
            Gate gate,
            Limits limits,
            Idempotency idempotency,
            MeterRegistry meters,
            Supplier<UUID> ids,
            Optional<Handler> pages) {}

    private final ServerSettings settings;
    private final Desk desk;
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Runnable> whenStopping = new CopyOnWriteArrayList<>();
    private final WebServer server;
    private volatile boolean stopping;

    public Server(ServerSettings settings, Parts parts, List<? extends Resource> resources) {
        this.settings = settings;
        List<Route> routes = new ArrayList<>();
        List<Dialect> dialects = new ArrayList<>();
        for (Resource resource : resources) {
            switch (resource) {
                case Dialect dialect -> dialects.add(dialect);
                default -> routes.addAll(resource.routes());
            }
        }
        this.desk = new Desk(settings, parts, new Paths(routes, dialects));
        this.server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .shutdownGracePeriod(Duration.ofMillis(200))
                // Otherwise the rest of an answer waits for the caller to confirm its first piece: 40 ms.
                .connectionOptions(connection -> connection.readTimeout(READ).tcpNoDelay(true))
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MOST_HEADERS)
                        .maxPrologueLength(LONGEST_REQUEST_LINE)
                        .continueImmediately(false)
                        .build())
                .protocolsDiscoverServices(false)
                .directHandlers(unreadable())
                .routing(HttpRouting.builder().any(this::handle))
                .build();
    }

    /// Listens.
    ///
    /// @throws IllegalStateException when it cannot, most often because another program has the port
    public Server start() {
        server.start();
        // Helidon only writes into the log that it could not.
        if (!server.isRunning()) {
            throw new IllegalStateException("cannot listen on " + settings.host() + ", port " + settings.port()
                    + ". Is another program using it? PALOMAR_PORT and PALOMAR_HOST choose another.");
        }
        return this;
    }

    public int port() {
        return server.port();
    }

    /// Told before calls under way are waited for: end streams here.
    public void whenStopping(Runnable work) {
        whenStopping.add(work);
    }

    /// Whether it is stopping: not ready for new work.
    public boolean isStopping() {
        return stopping;
    }

    /// New calls are turned away, those under way are finished, at most for the time of the settings. Then it is over.
    @Override
    public void close() {
        stopping = true;
        whenStopping.forEach(Runnable::run);
        long end = System.nanoTime() + settings.drain().toNanos();
        while (underWay.get() > 0 && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        server.stop();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        underWay.incrementAndGet();
        try {
            Incoming incoming = incoming(request);
            Outgoing outgoing = stopping
                    ? desk.refuse(incoming, new Rejection.Unavailable("The hub is stopping."))
                    : desk.serve(incoming);
            send(outgoing, response);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private Incoming incoming(ServerRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String name : request.query().names()) {
            query.put(name, request.query().all(name));
        }
        return new Incoming(
                request.prologue().method().text(),
                request.path().rawPath(),
                query,
                name -> request.headers().values(headerName(name)),
                address(request),
                once(() -> request.content().inputStream()));
    }

    /// Names are the hub's own words, so there are few.
    private static HeaderName headerName(String name) {
        return HEADER_NAMES.computeIfAbsent(name, HeaderNames::create);
    }

    private static Supplier<InputStream> once(Supplier<InputStream> open) {
        AtomicReference<@Nullable InputStream> opened = new AtomicReference<>();
        return () -> {
            InputStream known = opened.get();
            if (known != null) {
                return known;
            }
            InputStream fresh = open.get();
            opened.set(fresh);
            return fresh;
        };
    }

    /// Behind a proxy, the last address that it added: those before it are the caller's own words.
    private String address(ServerRequest request) {
        if (settings.trustForwarded()) {
            List<String> forwarded = request.headers().values(HeaderNames.X_FORWARDED_FOR);
            if (!forwarded.isEmpty()) {
                return forwarded.getLast().strip();
            }
        }
        return request.remotePeer().host();
    }

    private static void send(Outgoing outgoing, ServerResponse response) {
        Answer answer = outgoing.answer();
        response.status(Status.create(answer.status()));
        outgoing.headers().forEach((name, value) -> response.header(headerName(name), value));
        if (outgoing.close()) {
            response.header("Connection", "close");
        }
        try {
            switch (answer) {
                case Answer.Whole whole -> sendWhole(whole, outgoing.withoutBody(), response);
                case Answer.Streamed streamed -> sendStreamed(streamed, outgoing.withoutBody(), response);
            }
        } finally {
            outgoing.written().run();
        }
    }

    private static void sendWhole(Answer.Whole whole, boolean withoutBody, ServerResponse response) {
        if (withoutBody || whole.status() == 204 || whole.status() == 304) {
            if (whole.body().size() > 0) {
                response.header("Content-Length", Integer.toString(whole.body().size()));
            }
            response.send();
        } else {
            response.send(whole.body().bytes());
        }
    }

    private static void sendStreamed(Answer.Streamed streamed, boolean withoutBody, ServerResponse response) {
        streamed.bytes().ifPresent(bytes -> response.header("Content-Length", Long.toString(bytes)));
        if (withoutBody) {
            try {
                streamed.writer().unwanted();
            } catch (IOException failure) {
                LoggerFactory.getLogger(Server.class).atWarn().setCause(failure).log("a file could not be closed");
            }
            response.send();
            return;
        }
        try (OutputStream out = response.outputStream()) {
            streamed.writer().writeTo(out);
        } catch (IOException | UncheckedIOException gone) {
            LoggerFactory.getLogger(Server.class).atDebug().setCause(gone).log("a caller left before the end");
        }
    }

    /// What Helidon itself refuses: lines and headers that are not HTTP, or too long.
    private DirectHandlers unreadable() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectHandler handler = (_, _, status, _, _) -> {
            Outgoing outgoing = desk.unreadable(status.code());
            DirectHandler.TransportResponse.Builder response =
                    DirectHandler.TransportResponse.builder().status(status).keepAlive(false);
            outgoing.headers().forEach((name, value) -> response.header(headerName(name), value));
            if (outgoing.answer() instanceof Answer.Whole whole) {
                response.entity(whole.body().bytes());
            }
            return response.build();
        };
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }
}
