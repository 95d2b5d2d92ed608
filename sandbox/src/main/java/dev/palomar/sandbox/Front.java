package dev.palomar.sandbox;

import dev.palomar.sandbox.control.Controls;
import dev.palomar.sandbox.graph.GraphFaults;
import dev.palomar.sandbox.llm.Model;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.stanza.WhatsAppWeb;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.CallLog;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The HTTP server: turns requests into [Call]s, hands them to the Graph, the model or the controls, and keeps the log.
final class Front implements AutoCloseable {

    private static final long LARGEST_BODY = 150L << 20;

    /// Clients say that they are WhatsApp's own page, or say nothing. Other pages in a browser stay out.
    private static final WsConfig LINES = WsConfig.builder()
            .addOrigin("https://web.whatsapp.com")
            .maxFrameLength(16 << 20)
            .build();

    private final SandboxSettings settings;
    private final GraphFaults faults;
    private final Model model;
    private final Controls controls;
    private final WhatsAppWeb web;
    private final CallLog log;
    private final WebServer server;
    private Optional<OwnAuthority> authority = Optional.empty();
    private Optional<WebServer> secureServer = Optional.empty();

    Front(SandboxSettings settings, GraphFaults faults, Model model, Controls controls, WhatsAppWeb web, CallLog log) {
        this.settings = settings;
        this.faults = faults;
        this.model = model;
        this.controls = controls;
        this.web = web;
        this.log = log;
        WebServerConfig.Builder config = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .maxPayloadSize(LARGEST_BODY)
                .connectionOptions(connection -> connection.tcpNoDelay(true))
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .addProtocol(LINES)
                .addRouting(lines())
                .routing(this::routes);
        settings.tls()
                .ifPresent(tls -> config.putSocket(
                        "tls",
                        socket -> socket.host(settings.host())
                                .port(tls.port())
                                .maxPayloadSize(LARGEST_BODY)
                                .tls(authority().writeTo(tls.caFile()).tls())
                                .addProtocol(LINES)
                                .addRouting(lines())
                                .routing(this::routes)));
        server = config.build();
    }

    /// Name and port of the HTTPS listener. Without a port in the settings, one is opened the first time
    /// somebody asks.
    synchronized String secureAddress() {
        if (settings.tls().isEmpty() && secureServer.isEmpty()) {
            WebServer started = WebServer.builder()
                    .host(settings.host())
                    .port(0)
                    .maxPayloadSize(LARGEST_BODY)
                    .shutdownHook(false)
                    .featuresDiscoverServices(false)
                    .tls(authority().tls())
                    .routing(this::routes)
                    .build();
            started.start();
            secureServer = Optional.of(started);
        }
        int port = secureServer.map(WebServer::port).orElseGet(() -> server.port("tls"));
        boolean everywhere =
                settings.host().equals("0.0.0.0") || settings.host().equals("::");
        return (everywhere ? "localhost" : settings.host()) + ":" + port;
    }

    /// The certificate of the sandbox's own authority, in PEM form.
    String certificate() {
        return authority().pem();
    }

    private synchronized OwnAuthority authority() {
        OwnAuthority own = authority.orElseGet(() -> OwnAuthority.create(settings.host()));
        authority = Optional.of(own);
        return own;
    }

    private WsRouting.Builder lines() {
        return WsRouting.builder().endpoint(WhatsAppWeb.PATH, () -> web.listener());
    }

    void start() {
        server.start();
        // Helidon logs the reason and returns.
        if (!server.isRunning()) {
            server.stop();
            throw new IllegalStateException("cannot listen on " + settings.host() + ", port " + settings.port()
                    + settings.tls().map(tls -> " and " + tls.port()).orElse("")
                    + ". Another program may have it, or this address is not this machine's.");
        }
    }

    int port() {
        return server.port();
    }

    String baseUrl() {
        return "http://" + settings.host() + ":" + port();
    }

    @Override
    public synchronized void close() {
        server.stop();
        secureServer.ifPresent(WebServer::stop);
    }

    private void routes(HttpRouting.Builder routing) {
        routing.any("/*", this::handle).any("/", this::handle);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        Call call = call(request);
        String path = call.path();
        if (path.equals("/sandbox") || path.startsWith("/sandbox/")) {
            send(response, controls.answer(call));
        } else if (MediaStore.takes(path)) {
            send(response, web.media().answer(call));
        } else {
            graph(call, response);
        }
    }

    private void graph(Call call, ServerResponse response) {
        long start = System.nanoTime();
        Optional<Answer> answer = Optional.empty();
        String error = "";
        try {
            GraphFaults.Outcome outcome = outcome(call);
            answer = Optional.of(outcome.answer());
            if (outcome.cut()) {
                error = "the connection was cut after the call was accepted";
                throw new CloseConnectionException(error);
            }
            send(response, outcome.answer());
        } finally {
            String query = call.query().isEmpty()
                    ? ""
                    : "?"
                            + String.join(
                                    "&",
                                    call.query().entrySet().stream()
                                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                                            .toList());
            log.add(new CallLog.Entry(
                    true,
                    call.method(),
                    call.path() + query,
                    call.headers(),
                    call.body(),
                    error.isEmpty() ? answer : Optional.empty(),
                    error,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
        }
    }

    private GraphFaults.Outcome outcome(Call call) {
        if (!Model.takes(call.path())) {
            return faults.around(call);
        }
        Model.Outcome said = model.around(call);
        return new GraphFaults.Outcome(said.answer(), said.cut());
    }

    private Call call(ServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.get()));
        Map<String, String> query = Call.pairs(request.query().rawValue());
        Bytes body = request.content().hasEntity() ? Bytes.of(request.content().as(byte[].class)) : Bytes.NONE;
        String host = headers.getOrDefault("host", request.authority());
        return new Call(
                request.prologue().method().text(),
                request.path().path(),
                query,
                headers,
                body,
                (request.isSecure() ? "https://" : "http://") + host);
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(name, value));
        response.send(answer.body().array());
    }
}
