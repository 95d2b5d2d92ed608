package dev.palomar.webhook;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Entry;
import dev.palomar.journal.EntryRows;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeliveryId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.EventId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.TenantId;
import dev.palomar.webhook.meta.MetaFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What became of events at endpoints. There is no row for a delivery while all is well: its state is read from what
/// was parked and from the attempts, and what has neither is pending.
public final class Deliveries {

    /// Which deliveries; empty parts do not restrict.
    public record Filter(
            Optional<EndpointId> endpoint,
            Optional<EventId> event,
            Optional<Delivery.State> state,
            Optional<String> eventType,
            Optional<Instant> since,
            Optional<Instant> until) {}

    /// One try, with everything that was said. The request's body is put together again from the event.
    public record AttemptView(
            DeliveryId delivery,
            int number,
            Instant startedAt,
            int durationMs,
            String url,
            String requestHeaders,
            Optional<Payload> requestBody,
            Optional<Integer> status,
            Optional<String> responseHeaders,
            Payload responseBody,
            Optional<String> error,
            String outcome) {}

    private final Database database;
    private final Envelope envelope;

    Deliveries(Database database, Envelope envelope) {
        this.database = database;
        this.envelope = envelope;
    }

    /// The newest events first, at most `limit`, older than `before` if that is given.
    public List<Delivery> list(TenantId tenant, Filter filter, Optional<DeliveryId> before, int limit) {
        return database.tenant(tenant, tx -> select(tx, tenant, filter, before, limit));
    }

    /// Throws [Rejection.NotFound].
    public Delivery get(TenantId tenant, DeliveryId id) {
        Filter only = new Filter(
                Optional.of(id.endpoint()),
                Optional.of(id.event()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return database.tenant(tenant, tx -> select(tx, tenant, only, Optional.empty(), 1)).stream()
                .findFirst()
                .orElseThrow(() -> new Rejection.NotFound("delivery"));
    }

    /// All tries of a delivery, the first first.
    public List<AttemptView> attempts(TenantId tenant, DeliveryId id) {
        return database.tenant(tenant, tx -> {
            Optional<Entry> entry = tx.query(
                            "SELECT " + EntryRows.COLUMNS + " FROM event e WHERE e.tenant_id = :tenant AND e.id = :id")
                    .bind("tenant", tenant)
                    .bind("id", id.event())
                    .map((row, _) -> EntryRows.read(row))
                    .findOne();
            Endpoint.Format format = tx.query("SELECT format FROM endpoint WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", id.endpoint())
                    .mapTo(String.class)
                    .findOne()
                    .filter("cloud"::equals)
                    .map(_ -> Endpoint.Format.CLOUD)
                    .orElse(Endpoint.Format.PALOMAR);
            Optional<Payload> body = entry.map(event -> Payload.of(envelope.body(event, format)));
            return tx.query("""
                SELECT * FROM attempt
                 WHERE tenant_id = :tenant AND event_id = :event AND endpoint_id = :endpoint
                 ORDER BY started_at, number
                """)
                    .bind("tenant", tenant)
                    .bind("event", id.event())
                    .bind("endpoint", id.endpoint())
                    .map((row, _) -> attempt(id, row, body))
                    .list();
        });
    }

    private static AttemptView attempt(DeliveryId id, ResultSet row, Optional<Payload> body) throws SQLException {
        byte[] answer = row.getBytes("response_body");
        return new AttemptView(
                id,
                row.getInt("number"),
                Rows.instant(row, "started_at"),
                row.getInt("duration_ms"),
                row.getString("url"),
                row.getString("request_headers"),
                body,
                Rows.maybeInt(row, "status"),
                Rows.maybeText(row, "response_headers"),
                answer == null ? Payload.EMPTY : Payload.of(answer),
                Rows.maybeText(row, "error"),
                row.getString("outcome"));
    }

    /// Events by endpoints that want them, newest first; each with what is parked and its last attempt. The page is
    /// found by the events' ids, so its cost does not grow with what lies behind it. Where a state is asked for
    /// that few have, its own table leads.
    private static List<Delivery> select(
            Tx tx, TenantId tenant, Filter filter, Optional<DeliveryId> before, int limit) {
        String candidates = filter.state().map(Deliveries::candidates).orElseGet(() -> inAnyState(filter));
        UUID top = new UUID(-1L, -1L);
        Span span = Span.of(filter);
        return tx.query("""
            WITH candidate AS (
                %s
            )
            SELECT c.event_id, c.endpoint_id, e.type, e.device_id, e.conversation_id, e.recorded_at,
                   p.state AS parked, p.attempts AS parked_attempts, r.next_at,
                   a.number, a.started_at, a.status, a.error, a.outcome, a.delivered_at
              FROM candidate c
              JOIN event e ON e.tenant_id = :tenant AND e.id = c.event_id
              LEFT JOIN parked p ON p.tenant_id = :tenant AND p.event_id = c.event_id
                                AND p.endpoint_id = c.endpoint_id
              LEFT JOIN lane_retry r ON r.tenant_id = :tenant AND r.endpoint_id = p.endpoint_id AND r.lane = p.lane
                                    AND p.state = 'parked'
              LEFT JOIN LATERAL (SELECT number, started_at, status, error, outcome,
                                        min(started_at) FILTER (WHERE outcome = 'delivered') OVER () AS delivered_at
                                   FROM attempt a
                                  WHERE a.tenant_id = :tenant AND a.event_id = c.event_id
                                    AND a.endpoint_id = c.endpoint_id %s
                                  ORDER BY a.started_at DESC LIMIT 1) a ON true
             ORDER BY c.event_id DESC, c.endpoint_id DESC
            """.formatted(candidates, NOT_BEFORE))
                .bind("tenant", tenant)
                .bind("endpoint", filter.endpoint().map(EndpointId::value).orElse(null))
                .bind("event", filter.event().map(EventId::value).orElse(null))
                .bind("type", filter.eventType().orElse(null))
                .bind("from", span.from())
                .bind("to", span.to())
                .bind("beforeEvent", before.map(id -> id.event().value()).orElse(top))
                .bind("beforeEndpoint", before.map(id -> id.endpoint().value()).orElse(top))
                .bind("limit", limit)
                .map((row, _) -> delivery(row))
                .list();
    }

    /// Which ids are looked at, `to` not among them: those of one event, whose place the index knows however the
    /// statement is planned, or those of a time.
    private record Span(UUID from, UUID to) {

        static Span of(Filter filter) {
            UUID from =
                    filter.since().map(at -> IdSource.floor(at.toEpochMilli())).orElse(new UUID(0, 0));
            UUID to =
                    filter.until().map(at -> IdSource.floor(at.toEpochMilli())).orElse(new UUID(-1L, -1L));
            return filter.event()
                    .map(EventId::value)
                    .map(one -> new Span(
                            IdSource.IN_ORDER.compare(from, one) > 0 ? from : one,
                            IdSource.IN_ORDER.compare(to, one) > 0 ? after(one) : to))
                    .orElseGet(() -> new Span(from, to));
        }

        private static UUID after(UUID one) {
            return new UUID(one.getMostSignificantBits(), one.getLeastSignificantBits() + 1);
        }
    }

    /// An event is not tried before it happened, so the days before it need not be looked into; one of them is, as
    /// the clock may be set.
    private static final String NOT_BEFORE = "AND a.started_at >= e.recorded_at - interval '1 day'";

    private static final String PAGE = """
        AND (CAST(:endpoint AS uuid) IS NULL OR %1$s.endpoint_id = CAST(:endpoint AS uuid))
        AND (CAST(:event AS uuid) IS NULL OR %1$s.event_id = CAST(:event AS uuid))
        AND %1$s.event_id >= :from AND %1$s.event_id < :to
        AND (%1$s.event_id, %1$s.endpoint_id) < (:beforeEvent, :beforeEndpoint)
        """;

    /// Which types the index `event_type` leaves out.
    private static final List<String> EVERYDAY =
            List.of("message.received", "message.queued", "message.sent", "message.delivered", "message.read");

    private static String all(Optional<String> type) {
        return """
            SELECT e.id AS event_id, t.id AS endpoint_id
              FROM event e
              JOIN endpoint t ON t.tenant_id = e.tenant_id
             WHERE e.tenant_id = :tenant
               AND (CAST(:endpoint AS uuid) IS NULL OR t.id = CAST(:endpoint AS uuid))
               AND (CAST(:event AS uuid) IS NULL OR e.id = CAST(:event AS uuid))
               %1$s
               AND e.id >= :from AND e.id < :to AND e.id <= :beforeEvent
               AND (e.id, t.id) < (:beforeEvent, :beforeEndpoint)
               AND (EXISTS (SELECT FROM attempt a WHERE a.tenant_id = e.tenant_id AND a.event_id = e.id
                                                    AND a.endpoint_id = t.id %3$s)
                    OR EXISTS (SELECT FROM parked p WHERE p.tenant_id = e.tenant_id AND p.event_id = e.id
                                                      AND p.endpoint_id = t.id)
                    OR (%2$s))
             ORDER BY e.id DESC, t.id DESC
             LIMIT :limit
            """.formatted(ofType(type), pending(), NOT_BEFORE);
    }

    /// Said so that an index of rare types is found.
    private static String ofType(Optional<String> type) {
        if (type.isEmpty()) {
            return "AND CAST(:type AS text) IS NULL";
        }
        boolean usual = EVERYDAY.contains(type.get());
        String rare = EVERYDAY.stream().collect(Collectors.joining("', '", " AND e.type NOT IN ('", "')"));
        return "AND e.type = CAST(:type AS text)" + (usual ? "" : rare);
    }

    /// Past the cursor, wanted, and neither tried nor parked.
    private static String pending() {
        return """
            t.state = 'enabled'
            AND e.seq > (SELECT c.seq FROM slot_cursor c WHERE c.follower = 'webhooks' AND c.slot = e.slot)
            AND (e.endpoint_id IS NULL OR e.endpoint_id = t.id)
            AND (t.device_ids IS NULL OR e.device_id = ANY (t.device_ids))
            AND EXISTS (SELECT FROM unnest(t.event_types) AS p (pattern)
                         WHERE e.type LIKE replace(replace(p.pattern, '_', '\\_'), '*', '%')
                           AND (e.type <> 'device.qr' OR p.pattern = e.type))
            AND (t.format = 'palomar' OR
            """ + MetaFacts.SQL + ")\n";
    }

    /// An endpoint may get little of much: its own tables lead then, and not the events. Of a rare type, or of one
    /// event, there are so few that these lead.
    private static String inAnyState(Filter filter) {
        boolean few = filter.event().isPresent()
                || filter.eventType().filter(type -> !EVERYDAY.contains(type)).isPresent();
        return filter.endpoint().isPresent() && !few ? ofEndpoint() : all(filter.eventType());
    }

    /// What was tried, what is parked, and what is pending: the newest of each, and of these the newest.
    private static String ofEndpoint() {
        String ofIt = "AND %1$s.endpoint_id = CAST(:endpoint AS uuid) " + PAGE;
        return """
            SELECT part.event_id, part.endpoint_id FROM (
                (SELECT DISTINCT a.event_id, a.endpoint_id FROM attempt a
                  WHERE a.tenant_id = :tenant
                    AND (CAST(:type AS text) IS NULL OR a.event_type = CAST(:type AS text)) %s
                  ORDER BY a.event_id DESC, a.endpoint_id DESC
                  LIMIT :limit)
                UNION
                (SELECT p.event_id, p.endpoint_id FROM parked p
                   JOIN event e ON e.tenant_id = p.tenant_id AND e.id = p.event_id
                  WHERE p.tenant_id = :tenant
                    AND (CAST(:type AS text) IS NULL OR e.type = CAST(:type AS text)) %s
                  ORDER BY p.event_id DESC, p.endpoint_id DESC
                  LIMIT :limit)
                UNION
                (%s)) AS part
              JOIN endpoint t ON t.tenant_id = :tenant AND t.id = part.endpoint_id
             ORDER BY part.event_id DESC, part.endpoint_id DESC
             LIMIT :limit
            """.formatted(ofIt.formatted("a"), ofIt.formatted("p"), candidates(Delivery.State.PENDING));
    }

    private static String candidates(Delivery.State state) {
        return switch (state) {
            case PARKED, DEAD, CANCELED -> """
                SELECT p.event_id, p.endpoint_id FROM parked p
                  JOIN event e ON e.tenant_id = p.tenant_id AND e.id = p.event_id
                 WHERE p.tenant_id = :tenant AND p.state = '%s'
                   AND (CAST(:type AS text) IS NULL OR e.type = CAST(:type AS text)) %s
                 ORDER BY p.event_id DESC, p.endpoint_id DESC
                 LIMIT :limit
                """.formatted(state.word(), PAGE.formatted("p"));
            case DELIVERED -> """
                SELECT DISTINCT a.event_id, a.endpoint_id FROM attempt a
                 WHERE a.tenant_id = :tenant AND a.outcome = 'delivered'
                   AND (CAST(:type AS text) IS NULL OR a.event_type = CAST(:type AS text)) %s
                   AND NOT EXISTS (SELECT FROM parked p WHERE p.tenant_id = a.tenant_id AND p.event_id = a.event_id
                                                          AND p.endpoint_id = a.endpoint_id)
                 ORDER BY a.event_id DESC, a.endpoint_id DESC
                 LIMIT :limit
                """.formatted(PAGE.formatted("a"));
            // What lies behind a cursor is little, and behind most of them nothing. PostgreSQL cannot know that, and
            // would read all events.
            case PENDING -> """
                SELECT e.id AS event_id, t.id AS endpoint_id
                  FROM slot_cursor c
                  JOIN slot_head h ON h.slot = c.slot AND h.next_seq > c.seq + 1
                 CROSS JOIN LATERAL (SELECT * FROM event l
                                      WHERE l.slot = c.slot AND l.seq > c.seq AND l.tenant_id = :tenant OFFSET 0) e
                  JOIN endpoint t ON t.tenant_id = e.tenant_id
                 WHERE c.follower = 'webhooks'
                   AND (CAST(:endpoint AS uuid) IS NULL OR t.id = CAST(:endpoint AS uuid))
                   AND (CAST(:event AS uuid) IS NULL OR e.id = CAST(:event AS uuid))
                   AND (CAST(:type AS text) IS NULL OR e.type = CAST(:type AS text))
                   AND e.id >= :from AND e.id < :to
                   AND (e.id, t.id) < (:beforeEvent, :beforeEndpoint)
                   AND %s
                   AND NOT EXISTS (SELECT FROM attempt a WHERE a.tenant_id = e.tenant_id AND a.event_id = e.id
                                                           AND a.endpoint_id = t.id %s)
                   AND NOT EXISTS (SELECT FROM parked p WHERE p.tenant_id = e.tenant_id AND p.event_id = e.id
                                                          AND p.endpoint_id = t.id)
                 ORDER BY e.id DESC, t.id DESC
                 LIMIT :limit
                """.formatted(pending(), NOT_BEFORE);
        };
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Optional<String> parked = Rows.maybeText(row, "parked");
        Optional<Integer> tried = Rows.maybeInt(row, "number");
        Optional<Instant> deliveredAt = Rows.maybeInstant(row, "delivered_at");
        Delivery.State state = parked.flatMap(Delivery.State::read).orElseGet(() -> {
            if (deliveredAt.isPresent()) {
                return Delivery.State.DELIVERED;
            }
            return tried.isPresent() ? Delivery.State.DEAD : Delivery.State.PENDING;
        });
        return new Delivery(
                new DeliveryId(new EventId(Rows.uuid(row, "event_id")), new EndpointId(Rows.uuid(row, "endpoint_id"))),
                row.getString("type"),
                Rows.id(row, "device_id", DeviceId::new),
                Rows.id(row, "conversation_id", ConversationId::new),
                state,
                tried.orElse(0),
                Rows.maybeInstant(row, "next_at"),
                Rows.maybeInstant(row, "started_at"),
                Rows.maybeInt(row, "status"),
                Rows.maybeText(row, "error"),
                deliveredAt,
                Rows.instant(row, "recorded_at"));
    }
}
