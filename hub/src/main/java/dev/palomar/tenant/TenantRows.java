package dev.palomar.tenant;

import dev.palomar.database.Rows;
import dev.palomar.database.SqlState;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;

/// Rows of `tenant` as what they mean.
final class TenantRows {

    /// Tables of a tenant that are too busy, or partitioned, for a foreign key; deleting a tenant names them.
    static final List<String> WITHOUT_REFERENCE =
            List.of("alert", "attempt", "event", "idempotency", "integration_log", "keyset", "message");

    static final String DELETE_PEOPLE_OF_THIS_TENANT_ALONE = """
            DELETE FROM person p
             WHERE NOT p.superadmin
               AND EXISTS (SELECT FROM membership m WHERE m.tenant_id = :tenant AND m.person_id = p.id)
               AND NOT EXISTS (SELECT FROM membership m WHERE m.tenant_id <> :tenant AND m.person_id = p.id)
            """;

    private TenantRows() {}

    static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                new TenantId(Rows.uuid(row, "id")),
                row.getString("name"),
                row.getString("slug"),
                row.getString("locale"),
                ZoneId.of(row.getString("time_zone")),
                new TenantLimits(
                        Rows.maybeInt(row, "requests_per_minute"),
                        Rows.maybeInt(row, "messages_per_day"),
                        Rows.maybeInt(row, "devices")),
                row.getString("state").equals("suspended"),
                row.getBoolean("second_factor_required"),
                Rows.instant(row, "created_at"));
    }

    /// A broken unique key in the caller's words.
    static RuntimeException explained(RuntimeException failure) {
        return SqlState.isTaken(failure)
                ? new Rejection.Conflict("Another tenant has this slug. Choose another one.")
                : failure;
    }
}
