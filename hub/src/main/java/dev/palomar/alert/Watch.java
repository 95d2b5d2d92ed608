package dev.palomar.alert;

import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.event.AlertFacts;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.AlertId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Compares what is wrong with what is told to be wrong: opens alerts, and closes those whose reason is gone. It looks
/// at what stands in the database and remembers nothing, so it does not matter who looks and what was missed.
public final class Watch {

    /// Closed alerts are kept so long.
    private static final Duration KEPT = Duration.ofDays(90);

    private final Database database;
    private final Journal journal;
    private final AlertSettings settings;
    private final Platform platform;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Watch(
            Database database,
            Journal journal,
            AlertSettings settings,
            Platform platform,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.database = database;
        this.journal = journal;
        this.settings = settings;
        this.platform = platform;
        this.clock = clock;
        this.ids = ids;
    }

    /// One look. One node at a time does it; two at a time do no harm.
    public void look() {
        Instant now = clock.instant();
        Map<TenantId, AlertSettings.Of> all = settings.all();
        Findings findings = new Findings(
                tenant -> all.getOrDefault(tenant, AlertSettings.Of.STANDARD).rules(), now);
        record Seen(List<Condition> conditions, Map<Condition.Key, Alert> open) {}
        Seen seen = database.worker(tx -> {
            List<Condition> conditions = new ArrayList<>(findings.all(tx));
            conditions.addAll(platform.look(tx, now));
            return new Seen(conditions, AlertRows.open(tx));
        });
        Set<Condition.Key> wrong = new HashSet<>();
        for (Condition condition : seen.conditions()) {
            if (wrong.add(condition.key())) {
                opened(condition, Optional.ofNullable(seen.open().get(condition.key())), now);
            }
        }
        seen.open().forEach((key, alert) -> {
            if (!wrong.contains(key)) {
                closed(key.tenant(), alert, now);
            }
        });
    }

    /// Forgets alerts that were closed long ago.
    public void tidy() {
        database.worker(tx -> tx.update("DELETE FROM alert WHERE closed_at < :before")
                .bind("before", Timestamp.from(clock.instant().minus(KEPT)))
                .execute());
    }

    private void opened(Condition condition, Optional<Alert> open, Instant now) {
        if (open.isPresent()) {
            Alert alert = open.get();
            boolean same = alert.facts().equals(condition.facts())
                    && alert.severity() == condition.severity()
                    && alert.subject().name().equals(condition.subject().name());
            if (!same) {
                database.worker(tx -> {
                    AlertRows.follow(tx, condition, alert.id());
                    return true;
                });
            }
            return;
        }
        database.worker(tx -> {
            Optional<Alert> alert = AlertRows.open(tx, condition, new AlertId(ids.get()), now);
            alert.ifPresent(one -> tell(tx, condition.tenant(), one));
            return true;
        });
    }

    private void closed(TenantId tenant, Alert alert, Instant now) {
        database.worker(tx -> {
            AlertRows.close(tx, tenant, alert.id(), now).ifPresent(one -> tell(tx, tenant, one));
            return true;
        });
    }

    /// The platform has no webhooks, and a tenant that was deleted has none any more.
    private void tell(Tx tx, TenantId tenant, Alert alert) {
        Optional<String> locale = alert.kind().isOfThePlatform() ? Optional.empty() : locale(tx, tenant);
        if (locale.isEmpty()) {
            return;
        }
        AlertFacts facts = new AlertFacts(
                alert.id(),
                alert.kind().word(),
                alert.severity().word(),
                alert.subject().json(),
                alert.message(locale.get()),
                alert.facts(),
                alert.openedAt(),
                alert.closedAt());
        Event event = alert.isOpen() ? new Event.AlertOpened(facts) : new Event.AlertClosed(facts);
        journal.append(
                tx,
                List.of(alert.subject()
                        .device()
                        .map(device -> Draft.ofDevice(tenant, device, event, Optional.empty()))
                        .orElseGet(() -> Draft.ofTenant(tenant, event))));
    }

    private static Optional<String> locale(Tx tx, TenantId tenant) {
        return tx.query("SELECT locale FROM tenant WHERE id = :tenant")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne();
    }
}
