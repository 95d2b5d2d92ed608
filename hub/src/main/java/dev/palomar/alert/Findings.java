package dev.palomar.alert;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TemplateId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Looks for what is wrong now with companies that are not suspended, each by its own rules.
final class Findings {

    private static final Duration A_WEEK = Duration.ofDays(7);

    /// Source: Meta, "Error codes": the token has expired or was taken back; 0 is what it says of a malformed one.
    private static final Set<String> TOKEN_CODES = Set.of("190", "0");

    private static final Set<String> ON_ITS_WAY = Set.of("RECONNECTING", "CONNECTING", "SYNCING");

    private final Function<TenantId, AlertRules> rules;
    private final Instant now;

    Findings(Function<TenantId, AlertRules> rules, Instant now) {
        this.rules = rules;
        this.now = now;
    }

    List<Condition> all(Tx tx) {
        List<Condition> all = new ArrayList<>();
        all.addAll(devices(tx));
        all.addAll(tokens(tx));
        all.addAll(endpoints(tx));
        all.addAll(quotas(tx));
        all.addAll(templates(tx));
        return all;
    }

    /// A line that breaks again and again before it is online has been down all the time: what counts is when it was
    /// online last.
    private List<Condition> devices(Tx tx) {
        return wanted(tx.query("""
                SELECT d.tenant_id, d.id, d.name, d.state, d.state_detail,
                       coalesce((SELECT min(s.at) FROM device_state s
                                  WHERE s.tenant_id = d.tenant_id AND s.device_id = d.id
                                    AND s.at > coalesce((SELECT max(o.at) FROM device_state o
                                                          WHERE o.tenant_id = d.tenant_id AND o.device_id = d.id
                                                            AND o.state IN ('ONLINE', 'PAUSED', 'OFFLINE')),
                                                        '-infinity')),
                                d.state_since) AS since
                  FROM device d
                  JOIN tenant t ON t.id = d.tenant_id AND t.state = 'active'
                 WHERE d.connected AND NOT d.paused
                   AND d.state IN ('RECONNECTING', 'CONNECTING', 'SYNCING', 'LOGGED_OUT', 'RESTRICTED', 'ERROR',
                                   'PASSKEY')
                """).map((row, _) -> device(row)).list());
    }

    private static Condition device(ResultSet row) throws SQLException {
        Subject subject = Subject.device(new DeviceId(Rows.uuid(row, "id")), row.getString("name"));
        TenantId tenant = tenant(row);
        String state = row.getString("state");
        Instant since = Rows.instant(row, "since");
        ObjectNode detail =
                Rows.maybeText(row, "state_detail").map(Json::readObject).orElseGet(Json::object);
        ObjectNode facts = Json.object().put("state", state).put("since", Times.text(since));
        String code = Json.string(detail, "code").orElse("");
        if (ON_ITS_WAY.contains(state)) {
            return new Condition(tenant, AlertKind.DEVICE_OFFLINE, subject, Severity.WARNING, since, facts);
        }
        if (state.equals("ERROR") && TOKEN_CODES.contains(code)) {
            return new Condition(
                    tenant, AlertKind.TOKEN_DYING, subject, Severity.CRITICAL, since, facts.put("code", code));
        }
        facts.put("detail", Json.string(detail, "message").orElse(""));
        return new Condition(tenant, AlertKind.DEVICE_NEEDS_PERSON, subject, Severity.CRITICAL, since, facts);
    }

    private List<Condition> tokens(Tx tx) {
        return wanted(tx.query("""
                SELECT d.tenant_id, d.id, d.name, c.token_expires_at
                  FROM cloud_number c
                  JOIN device d ON d.tenant_id = c.tenant_id AND d.id = c.device_id AND d.connected
                  JOIN tenant t ON t.id = d.tenant_id AND t.state = 'active'
                 WHERE c.token_expires_at < :horizon
                   AND NOT (d.state = 'ERROR' AND d.state_detail LIKE '%"190"%')
                """)
                .bind("horizon", Timestamp.from(now.plus(Duration.ofDays(60))))
                .map((row, _) -> {
                    TenantId tenant = tenant(row);
                    Instant ends = Rows.instant(row, "token_expires_at");
                    Duration ahead = Duration.ofDays(rules.apply(tenant).days());
                    return new Condition(
                            tenant,
                            AlertKind.TOKEN_DYING,
                            Subject.device(new DeviceId(Rows.uuid(row, "id")), row.getString("name")),
                            ends.isBefore(now) ? Severity.CRITICAL : Severity.WARNING,
                            ends.minus(ahead),
                            Json.object().put("expires", Times.text(ends)));
                })
                .list());
    }

    /// One that a person stopped is no news.
    private List<Condition> endpoints(Tx tx) {
        return wanted(tx.query("""
                SELECT e.tenant_id, e.id, e.url, e.state, e.failing_since, e.last_error, e.disabled_why
                  FROM endpoint e
                  JOIN tenant t ON t.id = e.tenant_id AND t.state = 'active'
                 WHERE (e.state = 'enabled' AND e.failing_since IS NOT NULL)
                    OR (e.state = 'disabled' AND e.disabled_why <> 'a person stopped it')
                """).map((row, _) -> endpoint(row)).list());
    }

    private Condition endpoint(ResultSet row) throws SQLException {
        Subject subject = Subject.endpoint(new EndpointId(Rows.uuid(row, "id")), row.getString("url"));
        Optional<Instant> since = Rows.maybeInstant(row, "failing_since");
        if (row.getString("state").equals("disabled")) {
            return new Condition(
                    tenant(row),
                    AlertKind.ENDPOINT_DISABLED,
                    subject,
                    Severity.CRITICAL,
                    since.orElse(now),
                    Json.object().put("why", row.getString("disabled_why")));
        }
        return new Condition(
                tenant(row),
                AlertKind.ENDPOINT_FAILING,
                subject,
                Severity.WARNING,
                since.orElse(now),
                Json.object()
                        .put("since", since.map(Times::text).orElse(null))
                        .put("error", Rows.maybeText(row, "last_error").orElse("")));
    }

    private List<Condition> quotas(Tx tx) {
        return wanted(tx.query("""
                SELECT q.tenant_id, q.device_id, q.messages, d.name AS device, t.name AS tenant,
                       coalesce(d.messages_per_day, t.messages_per_day) AS most
                  FROM (SELECT tenant_id, device_id, day, sum(messages) AS messages FROM quota_use
                         WHERE day >= (:now::timestamptz)::date - 1 GROUP BY tenant_id, device_id, day) q
                  JOIN tenant t ON t.id = q.tenant_id AND t.state = 'active'
                  LEFT JOIN device d ON d.tenant_id = q.tenant_id AND d.id = q.device_id
                 WHERE q.day = (:now::timestamptz AT TIME ZONE t.time_zone)::date
                   AND CASE WHEN q.device_id = '00000000-0000-0000-0000-000000000000'
                            THEN t.messages_per_day IS NOT NULL ELSE d.messages_per_day IS NOT NULL END
                """).bind("now", Timestamp.from(now)).map((row, _) -> quota(row)).list().stream()
                .flatMap(Optional::stream)
                .toList());
    }

    private Optional<Condition> quota(ResultSet row) throws SQLException {
        TenantId tenant = tenant(row);
        long messages = row.getLong("messages");
        long most = row.getLong("most");
        if (messages * 100 < most * rules.apply(tenant).percent()) {
            return Optional.empty();
        }
        Optional<String> device = Rows.maybeText(row, "device");
        Subject subject = device.isPresent()
                ? Subject.device(new DeviceId(Rows.uuid(row, "device_id")), device.get())
                : Subject.tenant(tenant, row.getString("tenant"));
        // The number moves with every message; what is told is the tenth part of the limit that it has reached.
        long told = messages >= most ? most : messages * 10 / most * most / 10;
        return Optional.of(new Condition(
                tenant,
                AlertKind.QUOTA_NEAR,
                subject,
                messages >= most ? Severity.CRITICAL : Severity.WARNING,
                now,
                Json.object().put("messages", Math.max(told, 1)).put("limit", most)));
    }

    private List<Condition> templates(Tx tx) {
        return wanted(tx.query("""
                SELECT p.tenant_id, p.id, p.name, p.language, p.status, p.reason, p.changed_at
                  FROM template p
                  JOIN tenant t ON t.id = p.tenant_id AND t.state = 'active'
                 WHERE p.status IN ('REJECTED', 'PAUSED', 'DISABLED') AND p.changed_at > :since
                """)
                .bind("since", Timestamp.from(now.minus(A_WEEK)))
                .map((row, _) -> new Condition(
                        tenant(row),
                        AlertKind.TEMPLATE_REJECTED,
                        Subject.template(new TemplateId(Rows.uuid(row, "id")), row.getString("name")),
                        Severity.WARNING,
                        Rows.instant(row, "changed_at"),
                        Json.object()
                                .put("language", row.getString("language"))
                                .put("status", row.getString("status"))
                                .put("reason", Rows.maybeText(row, "reason").orElse(null))))
                .list());
    }

    /// Those the tenant wants to hear of, and that have been so for as long as it says.
    private List<Condition> wanted(List<Condition> found) {
        return found.stream()
                .filter(condition -> {
                    AlertRules of = rules.apply(condition.tenant());
                    Duration patience = Duration.ofMinutes(of.minutes(condition.kind()));
                    return of.wants(condition.kind())
                            && !condition.since().plus(patience).isAfter(now);
                })
                .toList();
    }

    private static TenantId tenant(ResultSet row) throws SQLException {
        return new TenantId(Rows.uuid(row, "tenant_id"));
    }
}
