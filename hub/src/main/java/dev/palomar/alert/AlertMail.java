package dev.palomar.alert;

import dev.palomar.alert.mail.Postman;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.TenantId;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells people of alerts by mail: what is due for a tenant goes into one. What is due is a row's `mail_at`, so a mail
/// that a server did not take, or a hub that was killed, is made up for later; for three days, then it is given up.
public final class AlertMail {

    private static final Logger LOG = LoggerFactory.getLogger(AlertMail.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /// After a process that died while sending, so that nobody gets two within an hour.
    private static final Duration LEASE = Duration.ofHours(1);

    private static final int MOST_TRIES = 80;

    /// Who gets the operator's.
    ///
    /// @param panel  where alerts are looked at
    public record Operator(List<String> emails, String locale, URI panel) {

        public Operator {
            emails = List.copyOf(emails);
        }
    }

    private record Due(Alert alert, Optional<Instant> mailedBefore, int failures) {}

    private final Database database;
    private final Postman postman;
    private final AlertSettings settings;
    private final Operator operator;
    private final InstantSource clock;

    public AlertMail(
            Database database, Postman postman, AlertSettings settings, Operator operator, InstantSource clock) {
        this.database = database;
        this.postman = postman;
        this.settings = settings;
        this.operator = operator;
        this.clock = clock;
    }

    /// Sends what is due.
    public void send() {
        Instant now = clock.instant();
        take(now).forEach((tenant, due) -> mail(tenant, due, now));
    }

    /// Takes what is due, by tenant, so that nobody else sends it for a while.
    private Map<TenantId, List<Due>> take(Instant now) {
        Map<TenantId, List<Due>> taken = new LinkedHashMap<>();
        database.worker(tx -> tx.query("""
                UPDATE alert a SET mail_at = :lease::timestamptz, mailed_at = :now
                  FROM (SELECT tenant_id, id, mailed_at FROM alert
                         WHERE mail_at <= :now ORDER BY tenant_id, id LIMIT 500 FOR UPDATE SKIP LOCKED) due
                 WHERE a.tenant_id = due.tenant_id AND a.id = due.id
                RETURNING a.*, due.mailed_at AS mailed_before
                """)
                .bind("lease", Timestamp.from(now.plus(LEASE)))
                .bind("now", Timestamp.from(now))
                .map((row, _) -> taken.computeIfAbsent(
                                new TenantId(Rows.uuid(row, "tenant_id")), _ -> new ArrayList<>())
                        .add(new Due(
                                AlertRows.read(row),
                                Rows.maybeInstant(row, "mailed_before"),
                                row.getInt("mail_failures"))))
                .list());
        return taken;
    }

    private void mail(TenantId tenant, List<Due> due, Instant now) {
        boolean platform = tenant.equals(Platform.NOBODY);
        List<String> to = platform ? operator.emails() : settings.get(tenant).emails();
        if (to.isEmpty()) {
            settle(tx -> due.forEach(one -> put(tx, tenant, one, Optional.empty(), one.mailedBefore(), 0)));
            return;
        }
        Letter letter = Letter.of(
                due.stream().map(Due::alert).toList(),
                platform ? operator.locale() : locale(tenant),
                platform ? Optional.empty() : name(tenant),
                operator.panel());
        try {
            postman.send(to, letter.subject(), letter.text(), now);
            settle(tx -> due.forEach(one -> told(tx, tenant, one)));
        } catch (Postman.NotTaken failure) {
            LOG.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("why", failure.getMessage())
                    .log("the mail server did not take a mail about alerts; it is tried again");
            settle(tx -> due.forEach(one -> again(tx, tenant, one, now)));
        }
    }

    private static void again(Tx tx, TenantId tenant, Due due, Instant now) {
        int failures = due.failures() + 1;
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(failures - 1, 10));
        Optional<Instant> next = failures >= MOST_TRIES
                ? Optional.empty()
                : Optional.of(now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
        put(tx, tenant, due, next, due.mailedBefore(), failures);
    }

    private static void told(Tx tx, TenantId tenant, Due due) {
        // What became of the alert meanwhile decides whether there is more to tell.
        tx.update("""
                UPDATE alert SET told = :told, mail_failures = 0,
                       mail_at = CASE WHEN (closed_at IS NULL) <> :open THEN mailed_at + interval '1 hour' END
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("tenant", tenant)
                .bind("id", due.alert().id())
                .bind("told", due.alert().isOpen() ? "opened" : "closed")
                .bind("open", due.alert().isOpen())
                .execute();
    }

    private static void put(
            Tx tx, TenantId tenant, Due due, Optional<Instant> next, Optional<Instant> mailed, int failures) {
        tx.update("""
                UPDATE alert SET mail_at = CASE WHEN closed_at IS NULL OR told IS NOT NULL THEN :next::timestamptz END,
                                 mailed_at = :mailed::timestamptz, mail_failures = :failures
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("tenant", tenant)
                .bind("id", due.alert().id())
                .bind("next", next.map(Timestamp::from).orElse(null))
                .bind("mailed", mailed.map(Timestamp::from).orElse(null))
                .bind("failures", failures)
                .execute();
    }

    private void settle(java.util.function.Consumer<Tx> work) {
        database.worker(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private String locale(TenantId tenant) {
        return text(tenant, "SELECT locale FROM tenant WHERE id = :tenant").orElse(operator.locale());
    }

    private Optional<String> name(TenantId tenant) {
        return text(tenant, "SELECT name FROM tenant WHERE id = :tenant");
    }

    private Optional<String> text(TenantId tenant, String sql) {
        return database.tenant(
                tenant,
                tx -> tx.query(sql).bind("tenant", tenant).mapTo(String.class).findOne());
    }
}
