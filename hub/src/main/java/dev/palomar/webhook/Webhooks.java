package dev.palomar.webhook;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.EventId;
import dev.palomar.model.id.TenantId;
import dev.palomar.webhook.gate.Gates;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What people do with endpoints. Changes hold from the next delivery on.
public final class Webhooks {

    /// A new endpoint with the secret that is shown this once.
    public record Created(Endpoint endpoint, Secret secret) {}

    /// A new secret, and until when the one before signs along.
    public record Rotated(Secret secret, Instant oldValidUntil) {}

    /// Where ids, chances and times come from.
    public record Sources(InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {}

    private final Database database;
    private final Journal journal;
    private final Endpoints endpoints;
    private final Gates gates;
    private final AddressGuard guard;
    private final Sources sources;

    Webhooks(
            Database database, Journal journal, Endpoints endpoints, Gates gates, AddressGuard guard, Sources sources) {
        this.database = database;
        this.journal = journal;
        this.endpoints = endpoints;
        this.gates = gates;
        this.guard = guard;
        this.sources = sources;
    }

    /// Throws [Rejection.InvalidValue] that names what is wrong.
    public Created create(TenantId tenant, EndpointDraft draft) {
        URI url = check(draft);
        EndpointId id = new EndpointId(sources.ids().get());
        Secret secret = SigningKey.fresh(sources.random());
        Instant now = sources.clock().instant();
        Endpoint endpoint = database.tenant(tenant, tx -> {
            checkDevices(tx, tenant, draft.devices());
            write(tx, tenant, id, url, draft, now);
            endpoints.addSecret(tx, tenant, id, secret, now);
            tx.afterCommit(() -> endpoints.changed(tenant));
            return find(tx, tenant, id).orElseThrow();
        });
        return new Created(endpoint, secret);
    }

    /// All of the tenant's, oldest first.
    public List<Endpoint> list(TenantId tenant) {
        return database.tenant(tenant, tx -> Endpoints.select(tx, tenant));
    }

    /// Throws [Rejection.NotFound].
    public Endpoint get(TenantId tenant, EndpointId id) {
        return database.tenant(tenant, tx -> found(tx, tenant, id));
    }

    public Endpoint change(TenantId tenant, EndpointId id, EndpointDraft draft) {
        URI url = check(draft);
        Endpoint changed = database.tenant(tenant, tx -> {
            Endpoint before = found(tx, tenant, id);
            checkDevices(tx, tenant, draft.devices());
            write(tx, tenant, id, url, draft, before.createdAt());
            tx.afterCommit(() -> endpoints.changed(tenant));
            return found(tx, tenant, id);
        });
        gates.forget(id);
        return changed;
    }

    /// What it was owed is owed no more; its deliveries stay readable until they are past their time.
    public void delete(TenantId tenant, EndpointId id) {
        database.tenant(tenant, tx -> {
            int deleted = tx.remove(tx.update("DELETE FROM endpoint WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", id));
            if (deleted == 0) {
                throw new Rejection.NotFound("webhook endpoint");
            }
            tx.afterCommit(() -> endpoints.changed(tenant));
            return deleted;
        });
        gates.forget(id);
    }

    /// Delivers again, beginning with what is parked. What happened meanwhile can be replayed.
    public Endpoint enable(TenantId tenant, EndpointId id) {
        Instant now = sources.clock().instant();
        Endpoint enabled = database.tenant(tenant, tx -> {
            int changed = tx.update("""
                    UPDATE endpoint SET state = 'enabled', disabled_why = NULL, failing_since = NULL,
                                        told_failing = false, version = version + 1
                     WHERE tenant_id = :tenant AND id = :id
                    """).bind("tenant", tenant).bind("id", id).execute();
            if (changed == 0) {
                throw new Rejection.NotFound("webhook endpoint");
            }
            tx.update("UPDATE lane_retry SET next_at = :now WHERE tenant_id = :tenant AND endpoint_id = :id")
                    .bind("now", now)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            tx.afterCommit(() -> endpoints.changed(tenant));
            return found(tx, tenant, id);
        });
        gates.forget(id);
        return enabled;
    }

    /// A person stops it.
    public Endpoint disable(TenantId tenant, EndpointId id) {
        return database.tenant(tenant, tx -> {
            tx.update("""
                    UPDATE endpoint SET state = 'disabled', disabled_why = 'a person stopped it', version = version + 1
                     WHERE tenant_id = :tenant AND id = :id AND state = 'enabled'
                    """).bind("tenant", tenant).bind("id", id).execute();
            tx.afterCommit(() -> endpoints.changed(tenant));
            return found(tx, tenant, id);
        });
    }

    /// From now on a new secret signs; the old one signs along for `keepOld`.
    public Rotated rotateSecret(TenantId tenant, EndpointId id, Duration keepOld) {
        Instant now = sources.clock().instant();
        Instant until = now.plus(keepOld);
        Secret secret = SigningKey.fresh(sources.random());
        database.tenant(tenant, tx -> {
            found(tx, tenant, id);
            tx.update("""
                    UPDATE endpoint_secret SET valid_until = :until
                     WHERE tenant_id = :tenant AND endpoint_id = :id AND (valid_until IS NULL OR valid_until > :until)
                    """)
                    .bind("until", until)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            endpoints.addSecret(tx, tenant, id, secret, now);
            tx.afterCommit(() -> endpoints.changed(tenant));
            return true;
        });
        return new Rotated(secret, until);
    }

    /// Until when an older secret signs along; empty when only one does.
    public Optional<Instant> oldSecretValidUntil(TenantId tenant, EndpointId id) {
        Instant now = sources.clock().instant();
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT max(valid_until) AS until FROM endpoint_secret
                         WHERE tenant_id = :tenant AND endpoint_id = :id AND valid_until > :now
                        """)
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .bind("now", now)
                        .map((row, _) -> Rows.maybeInstant(row, "until"))
                        .one());
    }

    /// What an endpoint is owed: how many of its deliveries wait for another attempt, and how many were given up.
    public record Backlog(long parked, long dead) {}

    public Backlog backlog(TenantId tenant, EndpointId id) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT count(*) FILTER (WHERE state = 'parked') AS parked,
                               count(*) FILTER (WHERE state = 'dead') AS dead
                          FROM parked WHERE tenant_id = :tenant AND endpoint_id = :id
                        """)
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .map((row, _) -> new Backlog(row.getLong("parked"), row.getLong("dead")))
                        .one());
    }

    /// Sends it an `endpoint.test` event, as any other: signed, retried, logged. Answers with the event.
    public EventId test(TenantId tenant, EndpointId id) {
        return database.tenant(tenant, tx -> {
            Endpoint endpoint = found(tx, tenant, id);
            if (!endpoint.health().enabled()) {
                throw new Rejection.Conflict("wrong-state", "The endpoint is disabled. Enable it first.");
            }
            return journal.append(
                            tx,
                            List.of(Draft.ofTest(
                                    tenant,
                                    id,
                                    new Event.EndpointTested(id),
                                    sources.ids().get())))
                    .getFirst()
                    .id();
        });
    }

    private URI check(EndpointDraft draft) {
        List<Rejection.Fault> faults = new ArrayList<>();
        URI url = URI.create("https://invalid.example");
        Optional<Rejection.InvalidValue> refused = Optional.empty();
        try {
            if (draft.url().length() > 2_048) {
                throw new Rejection.InvalidValue("url", "is longer than 2048 characters");
            }
            url = guard.parse("url", draft.url());
        } catch (Rejection.InvalidValue invalid) {
            faults.addAll(invalid.faults());
            refused = Optional.of(invalid);
        }
        if (draft.eventTypes().isEmpty()) {
            faults.add(new Rejection.Fault("eventTypes", "name at least one, or * for all"));
        }
        for (int i = 0; i < draft.eventTypes().size(); i++) {
            if (!isPattern(draft.eventTypes().get(i))) {
                faults.add(new Rejection.Fault(
                        "eventTypes[" + i + "]", "is no event type; GET /v1/event-types lists them"));
            }
        }
        if (draft.description().length() > 300) {
            faults.add(new Rejection.Fault("description", "is longer than 300 characters"));
        }
        if (refused.isPresent() && faults.size() == 1) {
            throw refused.get();
        }
        if (!faults.isEmpty()) {
            throw new Rejection.InvalidValue(faults);
        }
        return url;
    }

    private static boolean isPattern(String pattern) {
        if (pattern.equals("*") || EventType.read(pattern).isPresent()) {
            return true;
        }
        if (!pattern.endsWith(".*")) {
            return false;
        }
        String family = pattern.substring(0, pattern.length() - 1);
        for (EventType type : EventType.values()) {
            if (type.word().startsWith(family)) {
                return true;
            }
        }
        return false;
    }

    private static void checkDevices(Tx tx, TenantId tenant, Optional<Set<DeviceId>> devices) {
        if (devices.isEmpty()) {
            return;
        }
        long known = tx.query("SELECT count(*) FROM device WHERE tenant_id = :tenant AND id = ANY (:ids)")
                .bind("tenant", tenant)
                .bindArray("ids", UUID.class, (Object[]) Tx.uuids(devices.get()))
                .mapTo(Long.class)
                .one();
        if (devices.get().isEmpty() || known < devices.get().size()) {
            throw new Rejection.InvalidValue("deviceIds", "names a device that does not exist");
        }
    }

    private static void write(Tx tx, TenantId tenant, EndpointId id, URI url, EndpointDraft draft, Instant createdAt) {
        tx.update("""
                INSERT INTO endpoint (tenant_id, id, url, description, event_types, device_ids, format, strict, schedule,
                                      state, created_at)
                VALUES (:tenant, :id, :url, :description, :types, :devices, :format, :strict, :schedule, 'enabled',
                        :createdAt)
                ON CONFLICT (tenant_id, id) DO UPDATE
                   SET url = EXCLUDED.url, description = EXCLUDED.description, event_types = EXCLUDED.event_types,
                       device_ids = EXCLUDED.device_ids, format = EXCLUDED.format, strict = EXCLUDED.strict,
                       schedule = EXCLUDED.schedule, version = endpoint.version + 1
                """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("url", url.toString())
                .bind("description", draft.description())
                .bindArray("types", String.class, draft.eventTypes().toArray())
                .bind("devices", draft.devices().map(Tx::uuids).orElse(null))
                .bind("format", draft.format() == Endpoint.Format.CLOUD ? "cloud" : "palomar")
                .bind("strict", draft.strict())
                .bind(
                        "schedule",
                        draft.schedule()
                                .map(waits -> waits.stream()
                                        .map(wait -> (int) wait.toSeconds())
                                        .toArray(Integer[]::new))
                                .orElse(null))
                .bind("createdAt", createdAt)
                .execute();
    }

    private static Optional<Endpoint> find(Tx tx, TenantId tenant, EndpointId id) {
        return tx.query("SELECT * FROM endpoint WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> Endpoints.read(row))
                .findOne();
    }

    private static Endpoint found(Tx tx, TenantId tenant, EndpointId id) {
        return find(tx, tenant, id).orElseThrow(() -> new Rejection.NotFound("webhook endpoint"));
    }
}
