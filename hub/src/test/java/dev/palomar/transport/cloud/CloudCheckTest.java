package dev.palomar.transport.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.transport.cloud.CheckReport.Verdict;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudCheckTest {

    private final SandboxWorld world = new SandboxWorld();
    private final GraphClient graph = new GraphClient(world.settings());
    private final CloudAccount own = world.account();

    @AfterEach
    void close() {
        graph.close();
        world.close();
    }

    private static CloudAccount with(
            CloudAccount account, String number, Optional<String> waba, Secret token, Optional<Secret> appSecret) {
        return new CloudAccount(account.tenant(), account.device(), number, waba, token, appSecret);
    }

    private CloudAccount ofThePlatform() {
        return with(own, own.phoneNumberId(), own.businessAccountId(), own.token(), Optional.empty());
    }

    private CheckReport check(PlatformApp platform, CloudAccount account) {
        return new CloudCheck(graph, platform).check(account);
    }

    private static Optional<Boolean> ok(CheckReport report, String field) {
        return finding(report, field).ok();
    }

    private static Finding finding(CheckReport report, String field) {
        return report.findings().stream()
                .filter(finding -> finding.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_number_in_order_is_usable_in_every_field() {
        CheckReport report = check(world.platform(), ofThePlatform());

        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(report.verdict())
                .isEqualTo(new Verdict.Usable(PhoneNumber.read(SandboxWorld.BUSINESS), "GREEN", true));
        assertThat(report.findings())
                .extracting(Finding::field)
                .containsExactly("phoneNumberId", "accessToken", "businessAccountId", "subscription", "appSecret");
    }

    @Test
    void a_number_with_an_app_of_its_own_is_usable_and_its_secret_is_proven() {
        CheckReport report = check(PlatformApp.NONE, own);

        assertThat(report.ok()).as(report.toString()).isTrue();
        assertThat(ok(report, "appSecret")).contains(true);
    }

    @Test
    void a_wrong_token_a_wrong_number_and_a_wrong_secret_are_told_apart() {
        CheckReport token = check(
                PlatformApp.NONE,
                with(own, own.phoneNumberId(), Optional.empty(), new Secret("EAAwrong"), Optional.empty()));
        CheckReport number =
                check(PlatformApp.NONE, with(own, "123456", Optional.empty(), own.token(), own.appSecret()));
        CheckReport secret = check(
                PlatformApp.NONE,
                with(own, own.phoneNumberId(), Optional.empty(), own.token(), Optional.of(new Secret("wrong"))));

        assertThat(ok(token, "accessToken")).contains(false);
        assertThat(token.verdict()).isInstanceOf(Verdict.Broken.class);
        assertThat(ok(number, "phoneNumberId")).contains(false);
        assertThat(finding(number, "phoneNumberId").detail()).contains("not the number");
        assertThat(ok(secret, "appSecret")).contains(false);
    }

    @Test
    void a_token_that_has_run_out_says_that_a_new_one_is_needed() {
        world.control("PUT", "businesses/" + own.phoneNumberId(), "{\"token\":\"expired\"}");

        CheckReport report = check(world.platform(), ofThePlatform());

        assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo("190");
            assertThat(broken.what()).contains("new access token");
        });
    }

    @Test
    void a_business_account_that_does_not_have_the_number_is_not_believed() {
        world.control("POST", "businesses", """
                {"name":"Otra","phone":"+5491155550888","webhookUrl":"%s","verifyToken":"v"}
                """.formatted(world.webhookUrl()));
        CheckReport report = check(
                PlatformApp.NONE,
                with(own, own.phoneNumberId(), Optional.of("102290129340398"), own.token(), own.appSecret()));

        assertThat(ok(report, "businessAccountId")).contains(false);
        assertThat(report.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Usable.class,
                        usable -> assertThat(usable.accountProven()).isFalse());
    }

    @Test
    void a_number_that_is_not_registered_is_not_usable() {
        world.control("PUT", "businesses/" + own.phoneNumberId(), "{\"registered\":false}");

        assertThat(check(PlatformApp.NONE, own).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Broken.class,
                        broken -> assertThat(broken.code()).isEqualTo("not-registered"));
    }

    @Test
    void without_any_app_secret_it_is_said_that_nothing_can_come_in() {
        assertThat(finding(check(PlatformApp.NONE, ofThePlatform()), "appSecret"))
                .satisfies(finding -> assertThat(finding.ok()).contains(false))
                .satisfies(finding -> assertThat(finding.detail()).contains("nothing comes in"));
    }

    @Test
    void a_token_of_another_app_than_the_platforms_is_found_out() {
        PlatformApp other = new PlatformApp(Optional.of("999"), Optional.of(new Secret("another")), Optional.empty());

        assertThat(finding(check(other, ofThePlatform()), "appSecret").detail()).contains("another Meta app");
    }

    @Test
    void when_nobody_listens_to_the_account_it_is_said_how_to_mend_it() {
        world.unsubscribe();

        assertThat(finding(check(world.platform(), ofThePlatform()), "subscription"))
                .satisfies(finding -> assertThat(finding.ok()).contains(false))
                .satisfies(finding -> assertThat(finding.detail()).contains("subscribed_apps"));
    }

    @Test
    void while_meta_cannot_be_reached_nothing_is_said_to_be_wrong() {
        try (GraphClient nowhere = new GraphClient(GraphSettings.META.at(URI.create("http://127.0.0.1:9")))) {
            CheckReport report = new CloudCheck(nowhere, PlatformApp.NONE).check(own);

            assertThat(report.verdict()).isInstanceOf(Verdict.Unreachable.class);
            assertThat(report.findings()).allMatch(finding -> finding.ok().isEmpty());
        }
    }

    @Test
    void every_code_has_a_cause_and_a_cure() {
        assertThat(MetaCodes.get().all()).hasSizeGreaterThan(90);
        assertThat(MetaCodes.get().all().values()).allSatisfy(code -> {
            assertThat(code.cause()).endsWith(".");
            assertThat(code.cure()).endsWith(".");
            boolean waits = code.then() == MetaCodes.Then.AGAIN || code.then() == MetaCodes.Then.LIMIT;
            assertThat(code.waitSeconds() > 0).isEqualTo(waits || code.then() == MetaCodes.Then.PAIR);
        });
    }
}
