package dev.palomar.app;

import dev.palomar.api.Answered;
import dev.palomar.api.Contract;
import dev.palomar.api.http.Route;
import dev.palomar.database.DatabaseAddress;
import dev.palomar.database.OwnersLook;
import dev.palomar.database.TestDatabase;
import dev.palomar.model.Json;
import dev.palomar.sandbox.Sandbox;
import dev.palomar.sandbox.SandboxSettings;
import dev.palomar.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The whole hub on a database of its own, beside a sandbox: everything by HTTP, as others reach it.
public final class RunningHub implements AutoCloseable {

    /// What came back.
    public record Got(int status, JsonNode body) {

        public String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> environment = new HashMap<>();
    private final int port = FreePort.find();
    public final Sandbox sandbox;
    private final boolean ownsSandbox;
    private final boolean apart;
    private final DatabaseAddress address;
    private final OwnersLook look;
    private AutoCloseable hub;

    RunningHub(Path data) {
        this(data, Map.of());
    }

    /// `more` are settings besides those that every test needs.
    RunningHub(Path data, Map<String, String> more) {
        this(data, TestDatabase.freshAddress(), more, false, false, Optional.empty());
    }

    /// With the way to numbers over WhatsApp Web open, and numbers that write faster than a person would.
    public static RunningHub withWeb(Path data, Map<String, String> more) {
        return new RunningHub(data, TestDatabase.freshAddress(), more, true, false, Optional.empty());
    }

    /// As [#withWeb], in a process of its own that can be killed.
    static RunningHub apart(Path data, DatabaseAddress address, Map<String, String> more) {
        return new RunningHub(data, address, more, true, true, Optional.empty());
    }

    /// A second node of the same hub, in a process of its own: on the same database, beside the same sandbox.
    static RunningHub anotherNode(RunningHub first, Path data, Map<String, String> more) {
        return new RunningHub(data, first.address, more, true, true, Optional.of(first.sandbox));
    }

    /// As [#anotherNode], in this process.
    static RunningHub anotherNodeHere(RunningHub first, Path data) {
        return new RunningHub(
                data, first.address, Map.of("PALOMAR_NODE", "node"), true, false, Optional.of(first.sandbox));
    }

    private RunningHub(
            Path data,
            DatabaseAddress address,
            Map<String, String> more,
            boolean web,
            boolean apart,
            Optional<Sandbox> beside) {
        this.sandbox = beside.orElseGet(() -> Sandbox.start(SandboxSettings.anyPort()));
        this.ownsSandbox = beside.isEmpty();
        this.apart = apart;
        this.address = address;
        this.look = new OwnersLook(address);
        environment.put("PALOMAR_PORT", Integer.toString(port));
        environment.put("PALOMAR_PUBLIC_URL", url());
        environment.put("PALOMAR_DATA", data.toString());
        environment.put(
                "PALOMAR_DATABASE_URL",
                address.url() + "?user=" + address.user() + "&password="
                        + URLEncoder.encode(address.password(), StandardCharsets.UTF_8));
        environment.put("PALOMAR_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        environment.put("PALOMAR_GRAPH_URL", sandbox.baseUrl());
        environment.put("ANTHROPIC_BASE_URL", sandbox.baseUrl());
        environment.put("ANTHROPIC_API_KEY", "sk-platform-7777");
        environment.put("PALOMAR_AGENT_TIMEOUT_SECONDS", "20");
        environment.put("PALOMAR_ALLOW_ADDRESSES", "127.0.0.0/8");
        // Where there are no linked numbers no engine needs to stand by.
        environment.put("PALOMAR_ENGINE", data.resolve("none").toString());
        if (web) {
            environment.putAll(web(data));
        }
        environment.putAll(more);
        hub = start();
    }

    private Map<String, String> web(Path data) {
        Got place = sandbox("GET", "/sandbox/web", null);
        Path authority = data.resolve("authority.pem");
        try {
            Files.writeString(authority, place.text("/caCertificate"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Map.of(
                "PALOMAR_WEB_PAUSE_MS", "100",
                "PALOMAR_WEB_TYPING_MS", "0",
                "PALOMAR_WEB_SANDBOX", "true",
                "PALOMAR_WEB_URL", place.text("/url"),
                "PALOMAR_WEB_ROOT_KEY", place.text("/rootPublicKey"),
                "PALOMAR_WEB_CA_FILE", authority.toString(),
                "PALOMAR_ENGINE",
                        Path.of("..", "engine").toAbsolutePath().normalize().toString());
    }

    private AutoCloseable start() {
        try {
            return apart
                    ? HubProcess.start(environment, Path.of(environment.get("PALOMAR_DATA")))
                    : Hub.start(Settings.from(environment));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Hub hub() {
        return (Hub) hub;
    }

    /// Everything that is answered, the facade apart.
    public List<Route> routes() {
        return hub().routes();
    }

    /// What the facade answers, below its root.
    public List<Route> facadeRoutes() {
        return hub().facadeRoutes();
    }

    /// The token of the first administrator's link.
    String setupToken() {
        String link = hub instanceof HubProcess process
                ? process.setupLink()
                : hub().setupLink().orElseThrow();
        return link.replaceAll(".*token=", "");
    }

    /// Stops it and starts it again on the same data.
    void restart() {
        restart(() -> {});
    }

    /// As [#restart()]; `meanwhile` is done while it does not run.
    void restart(Runnable meanwhile) {
        stop();
        meanwhile.run();
        hub = start();
    }

    /// Ends the process as a cut cable would, and starts it again on the same data.
    void kill() {
        ((HubProcess) hub).kill();
        hub = start();
    }

    /// Waits until the process has ended itself, as it was told to.
    void endsByItself() {
        ((HubProcess) hub).waitUntilGone();
    }

    /// Starts it again, without a setting that it had.
    void startWithout(String setting) {
        environment.remove(setting);
        hub = start();
    }

    /// Ends the process as a cut cable would, and leaves it at that.
    void killForGood() {
        ((HubProcess) hub).kill();
    }

    /// Lets the process stand still, as a machine that is suspended; [#goOn] lets it go on.
    void standStill() {
        ((HubProcess) hub).signal("STOP");
    }

    void goOn() {
        ((HubProcess) hub).signal("CONT");
    }

    DatabaseAddress address() {
        return address;
    }

    private void stop() {
        try {
            hub.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    Path data() {
        return Path.of(environment.get("PALOMAR_DATA"));
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Got hub(String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
        return got(call(method, url() + path, body, headers));
    }

    /// What is there as text.
    String text(String path) {
        return new String(call("GET", url() + path, null, Map.of()).body(), StandardCharsets.UTF_8);
    }

    /// As [#hub], and the answer must be as the contract says.
    Got asDocumented(String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
        HttpResponse<byte[]> response = call(method, url() + path, body, headers);
        Contract.read().check(new Answered(method, path, response));
        return got(response);
    }

    /// Sends a body that is no JSON; the answer must be as the contract says.
    Got upload(String path, String type, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<byte[]> response = sent(request.build());
        Contract.read().check(new Answered("POST", path, response));
        return got(response);
    }

    /// A body that is no JSON.
    String text(String path, Map<String, String> headers) {
        HttpResponse<byte[]> response = call("GET", url() + path, null, headers);
        Contract.read().check(new Answered("GET", path, response));
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /// A body as bytes.
    public java.io.InputStream stream(String path, Map<String, String> headers) {
        HttpResponse<byte[]> response = call("GET", url() + path, null, headers);
        Contract.read().check(new Answered("GET", path, response));
        return new java.io.ByteArrayInputStream(response.body());
    }

    public Got sandbox(String method, String path, @Nullable JsonNode body) {
        return got(call(method, sandbox.baseUrl() + path, body, Map.of()));
    }

    private static Got got(HttpResponse<byte[]> response) {
        String said = new String(response.body(), StandardCharsets.UTF_8);
        JsonNode json = said.startsWith("{") || said.startsWith("[") ? Json.read(said) : Json.object();
        return new Got(response.statusCode(), json);
    }

    private HttpResponse<byte[]> call(String method, String url, @Nullable JsonNode body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return sent(request.build());
    }

    private HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// What a query finds, as the database's owner sees it: every value as text.
    String rows(String sql) {
        return look.at(sql, rows -> {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    all.append(rows.getString(column)).append(' ');
                }
                all.append('\n');
            }
            return all.toString();
        });
    }

    public static ObjectNode json(String text) {
        return Json.readObject(text.replace('\'', '"'));
    }

    @Override
    public void close() {
        look.close();
        stop();
        if (ownsSandbox) {
            sandbox.close();
        }
    }
}
