package dev.palomar.template;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.TemplateId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CloudTemplates;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// The `template` table.
final class TemplateRows {

    private TemplateRows() {}

    static Optional<Template> find(Tx tx, TenantId tenant, TemplateId id) {
        return tx.query("SELECT * FROM template WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    static Optional<Template> byWireId(Tx tx, TenantId tenant, String account, String wireId) {
        return tx.query("""
                SELECT * FROM template
                 WHERE tenant_id = :tenant AND business_account_id = :account AND wire_id = :wireId
                 ORDER BY changed_at DESC LIMIT 1
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("wireId", wireId)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Of an account that the tenant still has.
    static Optional<Template> byWireId(Tx tx, TenantId tenant, String wireId) {
        return tx.query("""
                SELECT t.* FROM template t
                 WHERE t.tenant_id = :tenant AND t.wire_id = :wireId
                   AND EXISTS (SELECT FROM cloud_number c
                                WHERE c.tenant_id = t.tenant_id AND c.business_account_id = t.business_account_id)
                 ORDER BY t.changed_at DESC LIMIT 1
                """)
                .bind("tenant", tenant)
                .bind("wireId", wireId)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Those of an account that are named like these.
    static Map<TemplateName, Template> named(Tx tx, TenantId tenant, String account, List<TemplateName> keys) {
        Map<TemplateName, Template> found = new HashMap<>();
        tx.query("""
                SELECT t.* FROM unnest(:names, :languages) AS u (name, language)
                  JOIN template t ON t.tenant_id = :tenant AND t.business_account_id = :account
                                 AND t.name = u.name AND t.language = u.language
                """)
                .bindArray(
                        "names",
                        String.class,
                        keys.stream().map(TemplateName::name).toList())
                .bindArray(
                        "languages",
                        String.class,
                        keys.stream().map(TemplateName::language).toList())
                .bind("tenant", tenant)
                .bind("account", account)
                .map((row, _) -> read(row))
                .forEach(template -> found.put(TemplateName.of(template), template));
        return found;
    }

    /// Only of business accounts that the tenant still has. By name and language from `place` on, which is left out;
    /// backwards when `back`.
    static List<Template> list(
            Tx tx, TenantId tenant, TemplateFilter filter, Optional<List<String>> place, boolean back, int most) {
        return tx.query("""
                SELECT t.* FROM template t
                 WHERE t.tenant_id = :tenant
                   AND (:status::text IS NULL AND t.status <> 'DELETED' OR t.status = :status)
                   AND (:category::text IS NULL OR t.category = :category)
                   AND (:language::text IS NULL OR t.language = :language)
                   AND (:account::text IS NULL OR t.business_account_id = :account)
                   AND (:search::text IS NULL OR position(:search IN t.name) > 0)
                   AND EXISTS (SELECT FROM cloud_number c
                                WHERE c.tenant_id = t.tenant_id AND c.business_account_id = t.business_account_id
                                  AND (:device::uuid IS NULL OR c.device_id = :device::uuid))
                   AND (:name::text IS NULL OR (t.name, t.language, t.id) %1$s (:name, :placeLanguage, :id::uuid))
                 ORDER BY t.name %2$s, t.language %2$s, t.id %2$s
                 LIMIT :most
                """.formatted(back ? "<" : ">", back ? "DESC" : "ASC"))
                .bind("tenant", tenant)
                .bind("status", filter.status().orElse(null))
                .bind("category", filter.category().orElse(null))
                .bind("language", filter.language().orElse(null))
                .bind("account", filter.businessAccountId().orElse(null))
                .bind("search", filter.search().orElse(null))
                .bind("device", filter.device().map(device -> device.value()).orElse(null))
                .bind("name", place.map(List::getFirst).orElse(null))
                .bind("placeLanguage", place.map(parts -> parts.get(1)).orElse(null))
                .bind("id", place.map(parts -> UUID.fromString(parts.get(2))).orElse(null))
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    /// Writes what Meta told at `at`. What was changed here since, by a person or by Meta's own webhook, is
    /// newer and stays.
    static void write(
            Tx tx, TenantId tenant, String account, List<CloudTemplates.Told> told, Instant at, Supplier<UUID> ids) {
        if (told.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO template AS t (tenant_id, id, business_account_id, wire_id, name, language, category,
                                           previous_category, status, reason, quality, named, components, created_at,
                                           changed_at, seen_at)
                SELECT u.tenant_id, u.id, u.account, u.wire_id, u.name, u.language, u.category, u.previous_category,
                       u.status, u.reason, u.quality, u.named, u.components, u.at, u.at, u.at
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::timestamptz[])
                       AS u (tenant_id, id, account, wire_id, name, language, category, previous_category, status,
                             reason, quality, named, components, at)
                ON CONFLICT (tenant_id, business_account_id, name, language) DO UPDATE
                   SET wire_id = excluded.wire_id, category = excluded.category,
                       previous_category = coalesce(excluded.previous_category, t.previous_category),
                       status = excluded.status, reason = excluded.reason, quality = excluded.quality,
                       named = excluded.named, components = excluded.components, seen_at = excluded.seen_at,
                       changed_at = CASE WHEN (t.wire_id, t.category, t.status, t.reason, t.quality, t.components)
                                              IS DISTINCT FROM
                                              (excluded.wire_id, excluded.category, excluded.status, excluded.reason,
                                               excluded.quality, excluded.components)
                                         THEN excluded.changed_at ELSE t.changed_at END
                 WHERE t.changed_at <= excluded.seen_at
                """)) {
            new Columns(statement)
                    .add("uuid", told, _ -> tenant.value())
                    .add("uuid", told, _ -> ids.get())
                    .add("text", told, _ -> account)
                    .add("text", told, CloudTemplates.Told::wireId)
                    .add("text", told, CloudTemplates.Told::name)
                    .add("text", told, CloudTemplates.Told::language)
                    .add("text", told, CloudTemplates.Told::category)
                    .add("text", told, one -> one.previousCategory().orElse(null))
                    .add("text", told, CloudTemplates.Told::status)
                    .add("text", told, one -> one.reason().orElse(null))
                    .add("text", told, CloudTemplates.Told::quality)
                    .add("bool", told, CloudTemplates.Told::named)
                    .add("text", told, one -> Json.text(one.components()))
                    .add("timestamptz", told, _ -> at);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write templates", failure);
        }
    }

    /// Meta says that something about it is other than before.
    static void change(Tx tx, TenantId tenant, Template template, Instant now) {
        tx.update("""
                UPDATE template
                   SET status = :status, reason = :reason, quality = :quality, category = :category,
                       previous_category = :previous, changed_at = :now
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("status", template.status())
                .bind("reason", template.reason().orElse(null))
                .bind("quality", template.quality())
                .bind("category", template.category())
                .bind("previous", template.previousCategory().orElse(null))
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("id", template.id())
                .execute();
    }

    /// What a whole look at the account, begun at `since`, did not see is gone. Answers with it as it was before.
    static List<Template> removeUnseen(Tx tx, TenantId tenant, String account, Instant since, Instant now) {
        List<Template> gone = tx.query("""
                SELECT * FROM template
                 WHERE tenant_id = :tenant AND business_account_id = :account AND status <> 'DELETED'
                   AND greatest(seen_at, changed_at) < :since
                 ORDER BY id FOR UPDATE
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("since", Timestamp.from(since))
                .map((row, _) -> read(row))
                .list();
        tx.update(
                        "UPDATE template SET status = 'DELETED', changed_at = :now WHERE tenant_id = :tenant AND id = ANY (:ids)")
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bindArray("ids", UUID.class, (Object[])
                        Tx.uuids(gone.stream().map(Template::id).toList()))
                .execute();
        return gone;
    }

    static Template read(ResultSet row) throws SQLException {
        return new Template(
                new TemplateId(Rows.uuid(row, "id")),
                row.getString("business_account_id"),
                row.getString("wire_id"),
                row.getString("name"),
                row.getString("language"),
                row.getString("category"),
                Rows.maybeText(row, "previous_category"),
                row.getString("status"),
                Rows.maybeText(row, "reason"),
                row.getString("quality"),
                row.getBoolean("named"),
                (ArrayNode) Json.read(row.getString("components")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "changed_at"),
                Rows.instant(row, "seen_at"));
    }
}
