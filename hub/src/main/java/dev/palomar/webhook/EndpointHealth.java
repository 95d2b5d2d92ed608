package dev.palomar.webhook;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// How endpoints fare over hours and days: told when one has been failing for a day, disabled after five, disabled at
/// once when the receiver says that it is gone. Notes what it hears and writes it down every second.
final class EndpointHealth {

    private static final Duration TOLD_AFTER = Duration.ofDays(1);
    private static final Duration DISABLED_AFTER = Duration.ofDays(5);

    /// A single bad hour at both ends of five quiet days is no reason.
    private static final Duration AT_LEAST_BETWEEN = Duration.ofHours(12);

    private record Name(TenantId tenant, EndpointId endpoint) {}

    private record Heard(Optional<Instant> success, Optional<Instant> failure, Optional<String> error) {

        Heard then(Heard later) {
            return new Heard(
                    later.success().or(this::success),
                    later.failure().or(this::failure),
                    later.error().or(this::error));
        }
    }

    private final Database database;
    private final Journal journal;
    private final Endpoints endpoints;
    private final InstantSource clock;
    private final ConcurrentHashMap<Name, Heard> heard = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Runnable> errands = new LinkedBlockingQueue<>();

    EndpointHealth(Database database, Journal journal, Endpoints endpoints, InstantSource clock) {
        this.database = database;
        this.journal = journal;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    void succeeded(Endpoint endpoint, Instant at) {
        note(endpoint, new Heard(Optional.of(at), Optional.empty(), Optional.empty()));
    }

    void failed(Endpoint endpoint, Attempt attempt) {
        String error = switch (attempt.answer()) {
            case Answer.Response response -> "HTTP " + response.status();
            case Answer.Failure failure -> failure.word();
        };
        note(endpoint, new Heard(Optional.empty(), Optional.of(attempt.startedAt()), Optional.of(error)));
    }

    private void note(Endpoint endpoint, Heard news) {
        heard.merge(new Name(endpoint.tenant(), endpoint.id()), news, Heard::then);
    }

    /// The breaker opened: its lanes wait for the probe instead of being looked at again and again.
    void rests(Endpoint endpoint, Instant until) {
        errands.add(() -> database.worker(tx -> tx.update("""
                        UPDATE lane_retry SET next_at = :until
                         WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND next_at < :until
                        """)
                .bind("tenant", endpoint.tenant())
                .bind("endpoint", endpoint.id())
                .bind("until", until)
                .execute()));
    }

    /// The breaker closed: whoever waits goes now.
    void back(Endpoint endpoint) {
        Instant now = clock.instant();
        errands.add(() -> database.worker(tx -> tx.update("""
                        UPDATE lane_retry SET next_at = :now
                         WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND next_at > :now
                        """)
                .bind("tenant", endpoint.tenant())
                .bind("endpoint", endpoint.id())
                .bind("now", now)
                .execute()));
    }

    /// The receiver answered 410.
    void gone(Endpoint endpoint, Attempt attempt) {
        failed(endpoint, attempt);
        errands.add(() -> database.worker(tx -> {
            disable(tx, endpoint.tenant(), endpoint.id(), "the receiver answered 410 Gone");
            return true;
        }));
    }

    /// Writes down what was heard since the last time.
    void flush() {
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
        for (Name name : List.copyOf(heard.keySet())) {
            Heard news = heard.remove(name);
            if (news != null) {
                database.worker(tx -> {
                    write(tx, name, news);
                    return true;
                });
            }
        }
    }

    private void write(Tx tx, Name name, Heard news) {
        // A failure after the last success begins a bad time; a success ends it.
        boolean well = news.failure().isEmpty()
                || news.success().filter(at -> at.isAfter(news.failure().get())).isPresent();
        record Standing(Instant since, Instant last, boolean told, boolean enabled, String url, String error) {}
        Optional<Standing> failing = tx.query("""
                UPDATE endpoint
                   SET last_success_at = coalesce(:success, last_success_at),
                       last_failure_at = coalesce(:failure, last_failure_at),
                       last_error = coalesce(:error, last_error),
                       failing_since = CASE WHEN :well THEN NULL ELSE coalesce(failing_since, :failure) END,
                       told_failing = told_failing AND NOT :well
                 WHERE tenant_id = :tenant AND id = :endpoint
                RETURNING failing_since, last_failure_at, told_failing, state, url, last_error
                """)
                .bind("tenant", name.tenant())
                .bind("endpoint", name.endpoint())
                .bind("success", news.success().orElse(null))
                .bind("failure", news.failure().orElse(null))
                .bind("error", news.error().orElse(null))
                .bind("well", well)
                .map((row, _) -> Rows.maybeInstant(row, "failing_since").map(since -> {
                    try {
                        return new Standing(
                                since,
                                Rows.instant(row, "last_failure_at"),
                                row.getBoolean("told_failing"),
                                row.getString("state").equals("enabled"),
                                row.getString("url"),
                                String.valueOf(row.getString("last_error")));
                    } catch (java.sql.SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                }))
                .findOne()
                .flatMap(standing -> standing);
        if (failing.isEmpty() || !failing.get().enabled()) {
            return;
        }
        Standing standing = failing.get();
        Duration bad = Duration.between(standing.since(), clock.instant());
        if (bad.compareTo(DISABLED_AFTER) >= 0
                && Duration.between(standing.since(), standing.last()).compareTo(AT_LEAST_BETWEEN) >= 0) {
            disable(tx, name.tenant(), name.endpoint(), "it has been failing for five days: " + standing.error());
        } else if (bad.compareTo(TOLD_AFTER) >= 0 && !standing.told()) {
            tx.update("UPDATE endpoint SET told_failing = true WHERE tenant_id = :tenant AND id = :endpoint")
                    .bind("tenant", name.tenant())
                    .bind("endpoint", name.endpoint())
                    .execute();
            journal.append(
                    tx,
                    List.of(Draft.ofEndpoint(
                            name.tenant(),
                            name.endpoint(),
                            new Event.EndpointFailing(
                                    name.endpoint(), standing.url(), standing.since(), standing.error()),
                            false)));
        }
    }

    private void disable(Tx tx, TenantId tenant, EndpointId endpoint, String why) {
        Optional<String> url = tx.query("""
                UPDATE endpoint SET state = 'disabled', disabled_why = :why, version = version + 1
                 WHERE tenant_id = :tenant AND id = :endpoint AND state = 'enabled'
                RETURNING url
                """)
                .bind("tenant", tenant)
                .bind("endpoint", endpoint)
                .bind("why", why)
                .mapTo(String.class)
                .findOne();
        url.ifPresent(address -> journal.append(
                tx,
                List.of(Draft.ofEndpoint(
                        tenant, endpoint, new Event.EndpointDisabled(endpoint, address, why), false))));
        tx.afterCommit(() -> endpoints.changed(tenant));
    }
}
