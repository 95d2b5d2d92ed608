package dev.palomar.app;

import dev.palomar.agent.setup.AgentSettings;
import dev.palomar.connection.SignupSettings;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.DatabaseAddress;
import dev.palomar.media.BucketStore;
import dev.palomar.model.Secret;
import dev.palomar.outbound.SendingSettings;
import dev.palomar.outbound.pace.HumanPace;
import dev.palomar.transport.cloud.GraphSettings;
import dev.palomar.transport.cloud.PlatformApp;
import dev.palomar.transport.web.WebSettings;
import dev.palomar.vault.KeyFile;
import dev.palomar.vault.MasterKey;
import dev.palomar.webhook.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything an operator can set. Read once at start; a faulty set names every fault, not the first. The table in
/// `docs/operations.md` explains each.
public record Settings(
        String host,
        int port,
        URI publicUrl,
        Path data,
        Optional<DatabaseAddress> database,
        int connections,
        Optional<MasterKey> masterKey,
        GraphSettings graph,
        PlatformApp metaApp,
        Optional<SignupSettings> signup,
        WebSettings web,
        AgentSettings agent,
        List<AddressRange> allowedAddresses,
        Optional<BucketStore.Settings> bucket,
        long mediaQuotaBytes,
        Duration keepEvents,
        Duration keepAttempts,
        Set<String> corsOrigins,
        boolean trustProxy,
        Optional<URI> sandbox,
        boolean jsonLog,
        SendingSettings sending,
        ReportSettings report,
        Optional<CrashPoint.Order> crash) {

    private static final String[] KEYS = {"PALOMAR_MASTER_KEY", "PALOMAR_MASTER_KEY_FILE", "WA_AUTH_ENC_KEY_B64"};

    /// What is wrong with the settings, one line each.
    public static final class Faulty extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient List<String> faults;

        Faulty(List<String> faults) {
            super(String.join("; ", faults));
            this.faults = faults;
        }

        public List<String> faults() {
            return faults;
        }
    }

    /// Throws [Faulty].
    public static Settings from(Map<String, String> environment) {
        SettingsReader read = new SettingsReader(environment);
        int port = read.number("PALOMAR_PORT", 8080, 0, 65_535);
        Path data = read.value("PALOMAR_DATA", Path::of, Path.of("data"));
        URI publicUrl = read.value("PALOMAR_PUBLIC_URL", Settings::web, URI.create("http://localhost:" + port));
        GraphSettings graph = graph(read);
        Settings settings = new Settings(
                read.text("PALOMAR_HOST").orElse("127.0.0.1"),
                port,
                publicUrl,
                data,
                read.maybe("PALOMAR_DATABASE_URL", DatabaseUrl::read),
                read.number("PALOMAR_DATABASE_CONNECTIONS", 12, 4, 200),
                masterKey(read),
                graph,
                new PlatformApp(
                        read.text("PALOMAR_META_APP_ID"),
                        read.text("PALOMAR_META_APP_SECRET").map(Secret::new),
                        read.text("PALOMAR_META_VERIFY_TOKEN").map(Secret::new)),
                signup(read, graph, publicUrl),
                WebSettingsReader.read(read, data),
                AgentSettingsReader.read(read),
                read.value("PALOMAR_ALLOW_ADDRESSES", Settings::ranges, List.of()),
                bucket(read),
                (long) read.number("PALOMAR_MEDIA_QUOTA_MB", 10_240, 1, Integer.MAX_VALUE) << 20,
                Duration.ofDays(read.number("PALOMAR_KEEP_EVENTS_DAYS", 7, 1, 365)),
                Duration.ofDays(read.number("PALOMAR_KEEP_ATTEMPTS_DAYS", 30, 1, 365)),
                read.value("PALOMAR_CORS_ORIGINS", Settings::words, Set.of()),
                read.flag("PALOMAR_TRUST_PROXY", false),
                read.maybe("PALOMAR_SANDBOX_URL", Settings::web),
                read.value("PALOMAR_LOG", Settings::jsonLog, true),
                SendingSettings.STANDARD.with(webPace(read)),
                ReportSettings.read(read),
                crash(read));
        if (read.isSet("PALOMAR_DATABASE_URL") && !read.isSet(KEYS)) {
            read.fault(
                    "PALOMAR_MASTER_KEY",
                    "is needed with a database of your own: 32 random bytes in base64, for example from"
                            + " openssl rand -base64 32. Keep it safe: without it nothing sealed can be opened");
        }
        if (!read.faults().isEmpty()) {
            throw new Faulty(read.faults());
        }
        return settings;
    }

    /// `WA_AUTH_ENC_KEY_B64` is the old name of the same thing.
    private static Optional<MasterKey> masterKey(SettingsReader read) {
        List<MasterKey> also = read.value("PALOMAR_MASTER_KEY_ALSO", Settings::keys, List.of());
        if (!also.isEmpty() && !read.isSet(KEYS)) {
            read.fault("PALOMAR_MASTER_KEY_ALSO", "needs PALOMAR_MASTER_KEY, the key that seals");
        }
        return read.maybe("PALOMAR_MASTER_KEY", MasterKey::parse)
                .or(() -> read.maybe("PALOMAR_MASTER_KEY_FILE", Settings::keyFile))
                .or(() -> read.maybe("WA_AUTH_ENC_KEY_B64", MasterKey::parse))
                .map(key -> also.isEmpty() ? key : key.and(also));
    }

    private static List<MasterKey> keys(String value) {
        return Arrays.stream(value.split(",", -1)).map(MasterKey::parse).toList();
    }

    private static MasterKey keyFile(String path) {
        try {
            return KeyFile.read(Path.of(path));
        } catch (java.io.IOException unreadable) {
            throw new IllegalArgumentException("cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /// For tests only, and so that nobody ends a hub in use by a setting that was left behind, it takes two.
    private static Optional<CrashPoint.Order> crash(SettingsReader read) {
        Optional<CrashPoint.Order> order = read.maybe("PALOMAR_CRASH_AT", CrashPoint.Order::parse);
        boolean meant = read.flag("PALOMAR_CRASH_ON_PURPOSE", false);
        if (order.isPresent() && !meant) {
            read.fault(
                    "PALOMAR_CRASH_AT", "is for tests: with PALOMAR_CRASH_ON_PURPOSE=true the hub ends itself there");
        }
        return order;
    }

    private static GraphSettings graph(SettingsReader read) {
        GraphSettings meta = GraphSettings.META;
        URI base = read.value("PALOMAR_GRAPH_URL", Settings::web, meta.base());
        String version = read.value(
                "PALOMAR_GRAPH_VERSION",
                value -> {
                    if (!value.matches("v\\d+\\.\\d+")) {
                        throw new IllegalArgumentException("expected a version such as " + meta.version());
                    }
                    return value;
                },
                meta.version());
        boolean proof = read.flag("PALOMAR_META_APP_SECRET_PROOF", meta.secretProof());
        return new GraphSettings(base, version, meta.callTimeout(), meta.fileTimeout(), proof);
    }

    /// Embedded Signup is there when the platform has a Meta app. A Graph API at another address, such as the
    /// sandbox's, has its dialog there, too.
    private static Optional<SignupSettings> signup(SettingsReader read, GraphSettings graph, URI publicUrl) {
        URI usual = read.isSet("PALOMAR_GRAPH_URL") ? graph.base() : URI.create("https://www.facebook.com");
        URI dialog = read.value("PALOMAR_META_DIALOG_URL", Settings::web, usual);
        Optional<String> configuration = read.text("PALOMAR_META_CONFIG_ID");
        Optional<String> app = read.text("PALOMAR_META_APP_ID");
        boolean ready = app.isPresent() && read.isSet("PALOMAR_META_APP_SECRET");
        if (configuration.isPresent() && !ready) {
            read.fault("PALOMAR_META_CONFIG_ID", "needs PALOMAR_META_APP_ID and PALOMAR_META_APP_SECRET");
        }
        return app.filter(_ -> ready)
                .map(id -> new SignupSettings(
                        dialog,
                        graph.version(),
                        id,
                        configuration,
                        publicUrl,
                        read.text("PALOMAR_META_VERIFY_TOKEN").map(Secret::new)));
    }

    /// How fast numbers that are linked by QR write.
    private static HumanPace webPace(SettingsReader read) {
        HumanPace standard = HumanPace.STANDARD;
        return new HumanPace(
                Duration.ofMillis(read.number(
                        "PALOMAR_WEB_PAUSE_MS", (int) standard.pause().toMillis(), 0, 3_600_000)),
                standard.jitter(),
                Duration.ofMillis(read.number(
                        "PALOMAR_WEB_TYPING_MS", (int) standard.perCharacter().toMillis(), 0, 10_000)),
                standard.longestTyping(),
                read.value("PALOMAR_WEB_NEW_CHATS", Settings::newChats, standard.newPeople()),
                standard.hold());
    }

    private static List<Integer> newChats(String value) {
        if (value.equals("unlimited")) {
            return List.of();
        }
        try {
            List<Integer> days = Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .map(Integer::valueOf)
                    .toList();
            if (days.stream().allMatch(chats -> chats >= 0)) {
                return days;
            }
        } catch (NumberFormatException notNumbers) {
            // told below
        }
        throw new IllegalArgumentException("expected numbers such as 10,20,40, one for each day, or unlimited");
    }

    private static Optional<BucketStore.Settings> bucket(SettingsReader read) {
        String kind = read.text("PALOMAR_MEDIA").orElse("disk");
        if (kind.equals("disk")) {
            return Optional.empty();
        }
        if (!kind.equals("s3")) {
            read.fault("PALOMAR_MEDIA", "expected disk or s3");
            return Optional.empty();
        }
        for (String needed : List.of("PALOMAR_S3_BUCKET", "PALOMAR_S3_ACCESS_KEY", "PALOMAR_S3_SECRET_KEY")) {
            if (read.text(needed).isEmpty()) {
                read.fault(needed, "is needed when PALOMAR_MEDIA is s3");
            }
        }
        return Optional.of(new BucketStore.Settings(
                read.text("PALOMAR_S3_BUCKET").orElse(""),
                read.text("PALOMAR_S3_REGION").orElse("us-east-1"),
                read.maybe("PALOMAR_S3_ENDPOINT", Settings::web),
                read.flag(
                        "PALOMAR_S3_PATH_STYLE",
                        read.text("PALOMAR_S3_ENDPOINT").isPresent()),
                read.text("PALOMAR_S3_PREFIX").orElse(""),
                read.text("PALOMAR_S3_ACCESS_KEY").orElse(""),
                new Secret(read.text("PALOMAR_S3_SECRET_KEY").orElse(""))));
    }

    private static URI web(String value) {
        String expected = "expected something like https://hub.example.com";
        URI url;
        try {
            url = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(expected, malformed);
        }
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException(expected);
        }
        return url;
    }

    private static List<AddressRange> ranges(String value) {
        return Arrays.stream(value.split(",", -1)).map(AddressRange::parse).toList();
    }

    private static Set<String> words(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean jsonLog(String value) {
        return switch (value) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new IllegalArgumentException("expected json or text");
        };
    }
}
