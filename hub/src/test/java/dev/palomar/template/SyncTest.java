package dev.palomar.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.TenantId;
import dev.palomar.testing.SettableClock;
import dev.palomar.transport.cloud.CloudTemplates;
import dev.palomar.transport.cloud.GraphClient;
import dev.palomar.transport.cloud.PlatformApp;
import dev.palomar.transport.cloud.SandboxWorld;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looking all templates of an account up, page by page, against the sandbox's Meta.
class SyncTest {

    private static final TenantId ACME = new TenantId(new UUID(0x0190_0000_0000_7000L, 1));
    private static final DeviceId SALES = new DeviceId(new UUID(0x0190_0000_0000_7000L, 2));

    private static TestDatabase test;
    private static SandboxWorld meta;
    private static GraphClient graph;
    private static String account;
    private static final SettableClock CLOCK = new SettableClock();
    private static final IdSource IDS = new IdSource(CLOCK, new Random(1));

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        meta = new SandboxWorld();
        graph = new GraphClient(meta.settings());
        account = meta.of("wabaId");
        new Partitions(test.database(), CLOCK, Duration.ofDays(7), Duration.ofDays(30)).maintain();
        test.database().worker(tx -> {
            tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'acme', 'Acme', now())")
                    .bind("id", ACME)
                    .execute();
            tx.update("""
                    INSERT INTO device (tenant_id, id, name, transport, state, state_since, created_at)
                    VALUES (:tenant, :id, 'x', 'CLOUD', 'ONLINE', now(), now())
                    """).bind("tenant", ACME).bind("id", SALES).execute();
            return tx.update("""
                    INSERT INTO cloud_number (tenant_id, device_id, phone_number_id, business_account_id, access_token,
                                              account_proven, updated_at)
                    VALUES (:tenant, :id, '1', :account, '', true, now())
                    """)
                    .bind("tenant", ACME)
                    .bind("id", SALES)
                    .bind("account", account)
                    .execute();
        });
        meta.control("POST", "businesses/" + meta.of("phoneNumberId") + "/templates", "{\"fill\":450}");
    }

    @AfterAll
    static void close() {
        graph.close();
        meta.close();
        test.close();
    }

    @BeforeEach
    void begin() {
        test.database().worker(tx -> {
            tx.update("DELETE FROM template").execute();
            tx.update("DELETE FROM template_sync").execute();
            tx.update("DELETE FROM event").execute();
            SyncRows.begin(tx, ACME, account, CLOCK.instant(), false);
            return true;
        });
    }

    /// As a process that knows nothing of those before it.
    private static SyncStep process() {
        return new SyncStep(
                test.database(),
                meta::account,
                new CloudTemplates(graph, PlatformApp.NONE),
                new Journal(CLOCK, IDS),
                CLOCK,
                IDS);
    }

    private static Sync sync() {
        return test.database().worker(tx -> SyncRows.find(tx, ACME, account).orElseThrow());
    }

    private static void finish() {
        SyncStep step = process();
        while (step.take(ACME, account)) {
            CLOCK.advance(Duration.ofMillis(1));
        }
    }

    private static long templates(String where) {
        return test.count("SELECT count(*) FROM template WHERE " + where);
    }

    @Test
    void a_process_that_ends_in_the_middle_is_followed_by_one_that_goes_on_there() {
        assertThat(process().take(ACME, account)).isTrue();
        assertThat(process().take(ACME, account)).isTrue();
        assertThat(sync().pages()).isEqualTo(2);
        assertThat(sync().state()).isEqualTo(Sync.State.RUNNING);
        assertThat(templates("true")).isEqualTo(200);

        finish();

        assertThat(sync().state()).isEqualTo(Sync.State.DONE);
        assertThat(sync().pages()).isEqualTo(5);
        assertThat(sync().found()).isEqualTo(450);
        assertThat(sync().added()).isEqualTo(450);
        assertThat(templates("status = 'APPROVED'")).isEqualTo(450);
    }

    @Test
    void two_that_work_on_the_same_page_write_it_once() throws InterruptedException {
        List<Thread> both = List.of(
                Thread.startVirtualThread(() -> process().take(ACME, account)),
                Thread.startVirtualThread(() -> process().take(ACME, account)));
        for (Thread one : both) {
            one.join();
        }

        assertThat(sync().pages()).isBetween(1, 2);
        assertThat(templates("true")).isEqualTo(sync().pages() * 100L);
        assertThat(sync().added()).isEqualTo(sync().pages() * 100);
    }

    @Test
    void while_meta_is_away_or_has_had_enough_it_waits_and_goes_on_where_it_was() {
        assertThat(process().take(ACME, account)).isTrue();
        meta.fault("graph-429", ",\"count\":1");

        assertThat(process().take(ACME, account)).isFalse();

        assertThat(sync().state()).isEqualTo(Sync.State.RUNNING);
        assertThat(sync().problem()).isPresent();
        assertThat(sync().nextAt().orElseThrow()).isAfter(CLOCK.instant());
        finish();
        assertThat(sync().pages()).isEqualTo(5);
        assertThat(sync().problem()).isEmpty();
    }

    @Test
    void a_place_that_meta_does_not_know_any_more_begins_anew() {
        assertThat(process().take(ACME, account)).isTrue();
        test.database()
                .worker(tx -> tx.update("UPDATE template_sync SET cursor = 'nonsense'")
                        .execute());

        assertThat(process().take(ACME, account)).isFalse();
        finish();

        assertThat(sync().state()).isEqualTo(Sync.State.DONE);
        assertThat(sync().pages()).isEqualTo(5);
        assertThat(templates("true")).isEqualTo(450);
    }

    @Test
    void what_is_otherwise_or_gone_is_told_and_what_is_new_here_is_not() {
        finish();
        assertThat(test.count("SELECT count(*) FROM event")).isZero();
        CLOCK.advance(Duration.ofMinutes(1));
        test.database().worker(tx -> {
            tx.update("UPDATE template SET status = 'PENDING' WHERE name = 'aviso_7'")
                    .execute();
            tx.update("""
                    INSERT INTO template SELECT tenant_id, gen_random_uuid(), business_account_id, '1', 'not_at_meta',
                           language, category, previous_category, status, reason, quality, named, components,
                           created_at, changed_at, seen_at
                      FROM template WHERE name = 'aviso_1'
                    """).execute();
            SyncRows.begin(tx, ACME, account, CLOCK.instant(), false);
            return true;
        });

        finish();

        assertThat(sync().changed()).isEqualTo(1);
        assertThat(sync().removed()).isEqualTo(1);
        assertThat(templates("status = 'DELETED' AND name = 'not_at_meta'")).isEqualTo(1);
        assertThat(test.count("SELECT count(*) FROM event WHERE type = 'template.status'"))
                .isEqualTo(2);
    }

    @Test
    void what_a_person_changed_while_meta_was_being_asked_is_newer_than_the_answer() {
        finish();
        test.database().worker(tx -> {
            tx.update("UPDATE template SET status = 'DELETED', changed_at = :later WHERE name = 'aviso_3'")
                    .bind("later", CLOCK.instant().plusSeconds(60))
                    .execute();
            SyncRows.begin(tx, ACME, account, CLOCK.instant(), false);
            return true;
        });

        finish();

        assertThat(templates("status = 'DELETED'")).isEqualTo(1);
    }
}
