package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.id.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TenantSeparationTest {

    private static final TenantId ANA = new TenantId(new UUID(1, 1));
    private static final TenantId BRUNO = new TenantId(new UUID(1, 2));

    /// What belongs to the platform and not to a company. Nothing is added here without thinking twice.
    private static final List<String> OF_THE_PLATFORM = List.of(
            "flyway_schema_history",
            "login_attempt",
            "node",
            "one_time_link",
            "person",
            "recovery_code",
            "refresh_token",
            "second_factor",
            "slot_cursor",
            "slot_head",
            "slot_lease",
            "unknown_number");

    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        for (TenantId tenant : List.of(ANA, BRUNO)) {
            test.database()
                    .worker(tx -> tx.update(
                                    "INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, :slug, 'x', now())")
                            .bind("id", tenant)
                            .bind("slug", tenant.text())
                            .execute());
        }
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void every_table_of_a_tenant_has_a_policy_that_even_its_owner_cannot_pass() {
        List<String> open = names("""
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                        AND EXISTS (SELECT FROM pg_policy p
                                     WHERE p.polrelid = c.oid AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.tenant%'))
             ORDER BY 1
            """);

        assertThat(open).isEqualTo(OF_THE_PLATFORM);
    }

    @Test
    void the_application_cannot_reach_the_platforms_tables_and_no_partition_directly() {
        List<String> reachable = names("""
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
               AND (c.relispartition OR NOT c.relrowsecurity)
               AND has_table_privilege('palomar_app', c.oid, 'SELECT')
             ORDER BY 1
            """);

        assertThat(reachable).containsExactly("slot_cursor", "slot_head");
    }

    @Test
    void tenant_id_leads_every_primary_key_of_a_tenants_table() {
        List<String> wrong = names("""
            SELECT c.relname FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id'
              JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND i.indkey[0] <> t.attnum
            """);

        assertThat(wrong).isEmpty();
    }

    @Test
    void one_tenant_does_not_see_the_other() {
        List<String> seen = test.database()
                .tenant(
                        ANA,
                        tx -> tx.query("SELECT slug FROM tenant")
                                .mapTo(String.class)
                                .list());

        assertThat(seen).containsExactly(ANA.text());
    }

    @Test
    void one_tenant_cannot_write_for_the_other() {
        assertThatThrownBy(() -> test.database()
                        .tenant(
                                ANA,
                                tx -> tx.update("""
                        INSERT INTO contact (tenant_id, id, created_at, updated_at) VALUES (:other, :id, now(), now())
                        """)
                                        .bind("other", BRUNO)
                                        .bind("id", UUID.randomUUID())
                                        .execute()))
                .hasMessageContaining("row-level security");
    }

    @Test
    void without_a_tenant_nothing_is_seen() throws SQLException {
        try (Connection connection = test.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE palomar_app");
            try (var rows = statement.executeQuery("SELECT count(*) FROM tenant")) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    /// What no reference leads to is deleted by name (`TenantRows.WITHOUT_REFERENCE`), or with its message
    /// (`message_gone`); the audit log outlives it all.
    @Test
    void whatever_belongs_to_a_tenant_goes_with_it() {
        assertThat(names("""
                WITH RECURSIVE reached (oid) AS (
                    SELECT name::regclass::oid
                      FROM unnest(ARRAY['tenant', 'alert', 'attempt', 'event', 'idempotency', 'integration_log', 'keyset', 'message',
                                        'message_words', 'outbox', 'send_attempt']) AS n (name)
                     UNION
                    SELECT c.conrelid FROM pg_constraint c JOIN reached r ON c.confrelid = r.oid
                     WHERE c.contype = 'f' AND c.confdeltype = 'c'
                )
                SELECT t.relname FROM pg_class t
                  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id'
                 WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relnamespace = 'public'::regnamespace
                   AND t.oid NOT IN (SELECT oid FROM reached)
                 ORDER BY t.relname
                """)).containsExactly("audit");
    }

    @Test
    void the_audit_log_only_grows() {
        assertThatThrownBy(() -> test.database()
                        .worker(tx -> tx.update("DELETE FROM audit").execute()))
                .hasMessageContaining("permission denied");
    }

    private static List<String> names(String sql) {
        List<String> names = new ArrayList<>();
        try (Connection connection = test.owner();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return names;
    }
}
