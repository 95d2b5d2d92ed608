package dev.palomar.alert;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.Json;
import dev.palomar.model.id.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Who is told of what, by tenant.
public final class AlertSettings {

    /// A tenant's. Nobody gets mail while `emails` is empty.
    public record Of(List<String> emails, AlertRules rules) {

        static final Of STANDARD = new Of(List.of(), AlertRules.STANDARD);

        public Of {
            emails = List.copyOf(emails);
        }
    }

    private final Database database;

    public AlertSettings(Database database) {
        this.database = database;
    }

    public Of get(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT emails, rules FROM alert_settings WHERE tenant_id = :tenant")
                        .bind("tenant", tenant)
                        .map((row, _) -> new Of(Rows.texts(row, "emails"), AlertRules.read(row.getString("rules"))))
                        .findOne()
                        .orElse(Of.STANDARD));
    }

    /// `rules` holds only what differs from the start.
    public Of set(TenantId tenant, List<String> emails, ObjectNode rules) {
        database.tenant(
                tenant,
                tx -> tx.update("""
                        INSERT INTO alert_settings (tenant_id, emails, rules) VALUES (:tenant, :emails, :rules)
                        ON CONFLICT (tenant_id) DO UPDATE SET emails = EXCLUDED.emails, rules = EXCLUDED.rules
                        """)
                        .bind("tenant", tenant)
                        .bind("emails", emails.toArray(String[]::new))
                        .bind("rules", Json.text(rules))
                        .execute());
        return get(tenant);
    }

    /// Of all tenants that have set something.
    Map<TenantId, Of> all() {
        Map<TenantId, Of> all = new HashMap<>();
        database.worker(tx -> tx.query("SELECT tenant_id, emails, rules FROM alert_settings")
                .map((row, _) -> all.put(
                        new TenantId(Rows.uuid(row, "tenant_id")),
                        new Of(Rows.texts(row, "emails"), AlertRules.read(row.getString("rules")))))
                .list());
        return all;
    }
}
