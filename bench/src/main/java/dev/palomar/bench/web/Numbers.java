package dev.palomar.bench.web;

import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.ProcessMeter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The hub with one company in it, and its numbers, each linked to a phone.
final class Numbers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(25);

    /// How long it took, in milliseconds, until the code was shown, and from the scan until the number was online.
    record Linked(long shown, long online) {}

    private final HubProcess hub;
    private final Phones phones;
    private final HubApi company;
    private final List<String> devices = new ArrayList<>();
    private @Nullable Connection counting;

    private Numbers(HubProcess hub, Phones phones, HubApi company) {
        this.hub = hub;
        this.phones = phones;
        this.company = company;
    }

    static Numbers open(HubProcess hub, Phones phones) throws IOException, InterruptedException {
        for (Map.Entry<String, String> setting : phones.settings().entrySet()) {
            hub.with(setting.getKey(), setting.getValue());
        }
        try {
            Duration _ = hub.start();
            return new Numbers(hub, phones, found(hub));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            hub.close();
            throw failure;
        }
    }

    /// Its first administrator, a company, and a key of that one.
    private static HubApi found(HubProcess hub) throws IOException, InterruptedException {
        HubApi nobody = HubApi.nobody(hub.url());
        String token = nobody.post("/v1/setup", """
            {"token":"%s","email":"bench@palomar.example","password":"a long pass phrase 4 bench","name":"Bench"}\
            """.formatted(hub.setupToken()))
                .get("access_token")
                .asString();
        HubApi administrator = nobody.bearer(token);
        String tenant = administrator.post("/v1/tenants", """
            {"name":"Web","slug":"web","locale":"es-AR","timeZone":"UTC",\
            "limits":{"requestsPerMinute":1000000,"devices":10000}}\
            """).get("id").asString();
        String key =
                administrator.in(tenant).post("/v1/api-keys", """
                    {"name":"bench","scopes":["messages:send","messages:read","devices:manage","devices:read"],\
                    "deviceIds":null,"expiresAt":null}\
                    """).get("key").asString();
        return nobody.key(key);
    }

    HubProcess hub() {
        return hub;
    }

    int count() {
        return devices.size();
    }

    static String phone(int number) {
        return "+54911%08d".formatted(40_000_000 + number);
    }

    /// One more number: a device is made, its code is waited for and scanned.
    Linked link(int number) throws InterruptedException {
        phones.make(phone(number), "Number " + number);
        long asked = System.nanoTime();
        String device = company.post("/v1/devices", "{\"name\":\"Number %d\",\"transport\":\"WEB\"}".formatted(number))
                .get("id")
                .asString();
        String qr = "";
        while (qr.isEmpty()) {
            qr = shown(device);
            patience(asked);
        }
        long scanned = System.nanoTime();
        phones.scan(phone(number), qr);
        while (!company.get("/v1/devices/" + device).get("state").asString().equals("ONLINE")) {
            patience(scanned);
        }
        long online = System.nanoTime();
        synchronized (devices) {
            devices.add(device);
        }
        return new Linked((scanned - asked) / 1_000_000, (online - scanned) / 1_000_000);
    }

    private String shown(String device) {
        try {
            return company.get("/v1/devices/" + device + "/qr").get("qr").asString();
        } catch (IllegalStateException notYet) {
            return "";
        }
    }

    private static void patience(long since) throws InterruptedException {
        if (System.nanoTime() - since > PATIENCE.toNanos()) {
            throw new IllegalStateException("a number was not linked in five minutes");
        }
        Thread.sleep(GLANCE);
    }

    /// How many are online.
    long online() throws IOException, SQLException {
        return one("SELECT count(*) FROM device WHERE state = 'ONLINE'");
    }

    long recorded() throws IOException, SQLException {
        return one("SELECT count(*) FROM message WHERE inbound");
    }

    /// In each second since `start`, how many numbers began to be let in by WhatsApp, up to the last.
    List<Long> lettingIn(Instant start) throws IOException, SQLException {
        List<Long> seconds = new ArrayList<>();
        String question = """
            SELECT floor(extract(epoch FROM at - '%s'::timestamptz))::int AS second, count(*)
              FROM device_state WHERE state = 'ONLINE' AND at >= '%1$s' GROUP BY 1 ORDER BY 1
            """.formatted(start);
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                while (seconds.size() < rows.getInt(1)) {
                    seconds.add(0L);
                }
                seconds.add(rows.getLong(2));
            }
        }
        return seconds;
    }

    /// Over a connection that stays: a new one costs the database as much as some messages do.
    private long one(String question) throws IOException, SQLException {
        if (counting == null || !counting.isValid(1)) {
            counting = connection();
        }
        try (Statement statement = counting.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connection() throws IOException, SQLException {
        return hub.databaseAddress().connect();
    }

    /// The processes that hold the lines, oldest first.
    List<ProcessHandle> engines() {
        return hub.handle()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .map(List::of)
                        .filter(arguments -> arguments.contains("src/main.js"))
                        .isPresent())
                .sorted(java.util.Comparator.comparing(
                        child -> child.info().startInstant().orElse(Instant.MIN)))
                .toList();
    }

    /// What they take together.
    ProcessMeter enginesMeter() {
        return ProcessMeter.of(engines());
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f MB", (double) bytes / (1 << 20));
    }

    @Override
    public void close() throws IOException {
        hub.close();
    }
}
