package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a Cloud number stands, and what the last look at Meta found.
///
/// @param connected    false when a person stopped it
/// @param tokenEnds    as far as it is known
/// @param ownApp       it brings a Meta app of its own
/// @param ownWord      it has a verify token of its own
public record CloudStanding(
        DeviceId device,
        String name,
        Optional<PhoneNumber> phone,
        String phoneNumberId,
        Optional<String> businessAccountId,
        DeviceState state,
        boolean connected,
        boolean ownApp,
        boolean ownWord,
        Optional<Instant> tokenEnds,
        Optional<Instant> checkedAt,
        List<Finding> findings) {

    /// The tenant's, oldest first.
    public static List<CloudStanding> all(Database database, TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT d.id, d.name, d.phone, d.state, d.state_detail, d.connected, c.phone_number_id,
                               c.business_account_id, c.app_secret IS NOT NULL AS own_app,
                               c.verify_token IS NOT NULL AS own_word, c.token_expires_at, c.checked_at, c.findings
                          FROM device d
                          JOIN cloud_number c ON c.tenant_id = d.tenant_id AND c.device_id = d.id
                         WHERE d.tenant_id = :tenant
                         ORDER BY d.id
                        """)
                        .bind("tenant", tenant)
                        .map((row, _) -> read(row))
                        .list());
    }

    private static CloudStanding read(ResultSet row) throws SQLException {
        return new CloudStanding(
                new DeviceId(Rows.uuid(row, "id")),
                row.getString("name"),
                Rows.maybeText(row, "phone").flatMap(PhoneNumber::read),
                row.getString("phone_number_id"),
                Rows.maybeText(row, "business_account_id"),
                DeviceState.read(row.getString("state"), row.getString("state_detail")),
                row.getBoolean("connected"),
                row.getBoolean("own_app"),
                row.getBoolean("own_word"),
                Rows.maybeInstant(row, "token_expires_at"),
                Rows.maybeInstant(row, "checked_at"),
                Rows.maybeText(row, "findings").map(CloudStanding::findings).orElse(List.of()));
    }

    static String write(List<Finding> findings) {
        ArrayNode array = Json.array();
        findings.forEach(finding -> array.add(json(finding)));
        return Json.text(array);
    }

    private static ObjectNode json(Finding finding) {
        return Json.object()
                .put("field", finding.field())
                .put("code", finding.code())
                .put("ok", finding.ok().orElse(null))
                .put("detail", finding.detail());
    }

    private static List<Finding> findings(String text) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode one : Json.read(text)) {
            findings.add(new Finding(
                    one.path("field").asString(""),
                    one.path("code").asString(""),
                    one.path("ok").isBoolean() ? Optional.of(one.path("ok").asBoolean()) : Optional.empty(),
                    one.path("detail").asString("")));
        }
        return List.copyOf(findings);
    }
}
