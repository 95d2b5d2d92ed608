package dev.palomar.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import dev.palomar.device.CloudChecks;
import dev.palomar.device.CloudNumbers;
import dev.palomar.device.CloudRoutes;
import dev.palomar.device.Devices;
import dev.palomar.device.Joining;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.Secret;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.TenantId;
import dev.palomar.testing.SettableClock;
import dev.palomar.transport.cloud.CloudCheck;
import dev.palomar.transport.cloud.CloudSignup;
import dev.palomar.transport.cloud.GraphClient;
import dev.palomar.transport.cloud.SandboxWorld;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The state's rules, and what happens when the process ends in the middle.
class SignupsTest {

    private static final SettableClock CLOCK = new SettableClock();
    private static final Random CHANCE = new Random(1);
    private static final IdSource IDS = new IdSource(CLOCK, CHANCE);

    private static TestDatabase test;
    private static SandboxWorld meta;
    private static GraphClient graph;
    private static Vault vault;
    private TenantId tenant;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        meta = new SandboxWorld();
        graph = new GraphClient(meta.settings());
        vault = new Vault(test.database(), MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])), CLOCK);
        new Partitions(test.database(), CLOCK, Duration.ofDays(7), Duration.ofDays(30)).maintain();
    }

    @AfterAll
    static void close() {
        graph.close();
        meta.close();
        test.close();
    }

    @BeforeEach
    void company() {
        tenant = new TenantId(IDS.get());
        test.database().worker(tx -> {
            tx.update("DELETE FROM tenant").execute();
            return tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'acme', 'Acme', now())")
                    .bind("id", tenant)
                    .execute();
        });
    }

    /// As a process that knows nothing of those before it.
    private static Signups process() {
        CloudNumbers numbers = new CloudNumbers(test.database(), vault);
        CloudRoutes routes = new CloudRoutes(test.database(), numbers);
        Journal journal = new Journal(CLOCK, IDS);
        CloudChecks checks = new CloudChecks(
                test.database(),
                numbers,
                journal,
                new CloudCheck(graph, meta.platform())::check,
                routes,
                meta.platform(),
                CLOCK);
        Devices devices = new Devices(test.database(), numbers, journal, checks, routes, CLOCK, IDS);
        return new Signups(
                test.database(),
                vault,
                Optional.of(new SignupSettings(
                        meta.address(),
                        "v25.0",
                        meta.of("appId"),
                        Optional.of("9"),
                        URI.create("http://hub.test"),
                        Optional.of(new Secret("v")))),
                new CloudSignup(graph, meta.platform()),
                new Joining(test.database(), numbers, devices),
                new Signups.Sources(CLOCK, CHANCE, IDS));
    }

    private static Signups.Back with(Signups.Begun begun, String code) {
        return new Signups.Back(Optional.of(begun.state()), Optional.of(code), Optional.empty(), Optional.empty());
    }

    private String stage() {
        return process().latest(tenant).map(signup -> signup.stage().word()).orElse("");
    }

    @Test
    void after_ten_minutes_a_state_is_good_for_nothing() {
        Signups.Begun begun = process().begin(tenant, false, Optional.empty());
        CLOCK.advance(Duration.ofMinutes(11));

        assertThat(process().complete(with(begun, "x"), begun.browser())).isInstanceOf(Landing.BadLink.class);
        assertThat(stage()).isEqualTo("canceled");
        assertThat(process().open(begun.state(), Optional.empty())).isEmpty();
    }

    @Test
    void a_browser_without_the_cookie_and_one_with_another_are_refused() {
        Signups.Begun first = process().begin(tenant, false, Optional.empty());
        Signups.Begun second = process().begin(tenant, false, Optional.empty());

        assertThat(process().complete(with(first, "x"), Optional.empty())).isInstanceOf(Landing.OtherBrowser.class);
        assertThat(process().complete(with(second, "x"), Optional.of(new Secret("a".repeat(43)))))
                .isInstanceOf(Landing.OtherBrowser.class);
        assertThat(process().complete(with(second, "x"), second.browser())).isInstanceOf(Landing.BadLink.class);
    }

    @Test
    void one_browser_may_have_two_on_the_way() {
        Signups.Begun first = process().begin(tenant, false, Optional.empty());
        Signups.Begun second = process().begin(tenant, false, first.browser());

        assertThat(second.browser()).isEqualTo(first.browser());
        assertThat(process().complete(with(first, "made-up"), first.browser()))
                .isInstanceOfSatisfying(
                        Landing.Failed.class,
                        failed -> assertThat(failed.problem()).isEqualTo("code-refused"));
        assertThat(process().complete(with(second, "made-up"), second.browser()))
                .isInstanceOf(Landing.Failed.class);
    }

    @Test
    void a_link_that_nobody_opened_first_cannot_be_finished() {
        Signups.Begun begun = process().begin(tenant, true, Optional.empty());

        assertThat(process().complete(with(begun, "x"), Optional.of(new Secret("a".repeat(43)))))
                .isInstanceOf(Landing.OtherBrowser.class);
    }

    @Test
    void what_a_process_left_behind_after_the_code_was_exchanged_is_gone_on_with() {
        Signups.Begun begun = process().begin(tenant, false, Optional.empty());
        // the process ends after it has written the token, as a crash leaves it
        SignupRows rows = new SignupRows(vault);
        test.database().worker(tx -> {
            Signup signup = rows.consume(tx, dev.palomar.tenant.people.Tokens.hash(new Secret(begun.state())))
                    .orElseThrow()
                    .signup();
            rows.connecting(
                    tx,
                    signup,
                    new Secret(meta.of("accessToken")),
                    new Secret("123456"),
                    CLOCK.instant().plus(Duration.ofMinutes(2)));
            return signup;
        });
        process().work();
        assertThat(stage()).isEqualTo("connecting");
        CLOCK.advance(Duration.ofMinutes(3));

        process().work();

        assertThat(stage()).isEqualTo("done");
        assertThat(test.count(
                        "SELECT count(*) FROM cloud_number WHERE phone_number_id = '" + meta.of("phoneNumberId") + "'"))
                .isEqualTo(1);
        assertThat(test.count("SELECT count(*) FROM signup WHERE token IS NOT NULL OR pin IS NOT NULL"))
                .isZero();
    }

    @Test
    void the_dialogs_address_says_what_meta_asks_for() {
        String link = process().begin(tenant, false, Optional.empty()).link().toString();

        assertThat(link)
                .contains("/v25.0/dialog/oauth?")
                .contains("redirect_uri=http%3A%2F%2Fhub.test%2Foauth%2Fmeta%2Fcallback")
                .contains("config_id=9")
                .contains("override_default_response_type=true")
                .doesNotContain(tenant.text());
    }
}
