package dev.palomar.outbound.pace;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// To how many new people a number writes. Somebody is new until they wrote, or were written to.
public final class NewPeople {

    /// A number and its day.
    ///
    /// @param day  today in the tenant's time zone, and `dayEnds` its midnight
    public record Sender(TenantId tenant, DeviceId device, LocalDate day, Instant dayEnds) {}

    /// A number that WhatsApp limits is looked at again after this.
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private record Standing(int used, Optional<Integer> limit) {}

    private record Met(DeviceId device, String name) {}

    /// Whether anything was said in a conversation `v` that WhatsApp knows of.
    private static final String HEARD = """
            (EXISTS (SELECT FROM message m
                      WHERE m.tenant_id = v.tenant_id AND m.conversation_id = v.id
                        AND (m.inbound OR m.wire_id IS NOT NULL))
             OR EXISTS (SELECT FROM message m JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                         WHERE m.tenant_id = v.tenant_id AND m.conversation_id = v.id
                           AND o.status IN ('sent', 'delivered', 'read', 'played')))
            """;

    private final HumanPace pace;
    private final Tx tx;
    private final Instant now;
    private final Map<DeviceId, Standing> standings = new HashMap<>();
    private final Set<Met> met = new HashSet<>();

    private NewPeople(HumanPace pace, Tx tx, Instant now) {
        this.pace = pace;
        this.tx = tx;
        this.now = now;
    }

    /// Counts in one transaction; two who submit at once cannot both have the last one.
    public static NewPeople counting(HumanPace pace, Tx tx, Instant now) {
        return new NewPeople(pace, tx, now);
    }

    /// Whether the number never wrote to the person, and the person never to the number.
    public boolean isNew(Sender number, Identity person) {
        boolean metNow = person.keys().stream().anyMatch(key -> met.contains(new Met(number.device(), key)));
        return !metNow && !isKnown(number, person);
    }

    private boolean isKnown(Sender number, Identity person) {
        return tx.query("""
                SELECT EXISTS (SELECT FROM contact_identity i
                                 JOIN conversation v ON v.tenant_id = i.tenant_id AND v.contact_id = i.contact_id
                                                    AND v.device_id = :device
                                WHERE i.tenant_id = :tenant AND i.key = ANY (:keys)
                                  AND (EXISTS (SELECT FROM first_chat f
                                                WHERE f.tenant_id = v.tenant_id AND f.device_id = v.device_id
                                                  AND f.conversation_id = v.id)
                                       OR
                """ + HEARD + "))")
                .bind("tenant", number.tenant())
                .bind("device", number.device())
                .bindArray("keys", String.class, person.keys())
                .mapTo(Boolean.class)
                .one();
    }

    /// One more new person. When that is more than the day allows it says so, and counts nothing.
    public Optional<Rejection> take(Sender number, Identity person) {
        Standing standing = standings.computeIfAbsent(number.device(), _ -> standing(number));
        if (standing.limit().isPresent() && standing.used() >= standing.limit().get()) {
            return Optional.of(rejection(standing.limit().get(), number));
        }
        standings.put(number.device(), new Standing(standing.used() + 1, standing.limit()));
        person.keys().forEach(key -> met.add(new Met(number.device(), key)));
        return Optional.empty();
    }

    /// Writes down that this is the conversation with somebody new.
    public void met(Sender number, ConversationId conversation) {
        tx.update("""
                INSERT INTO first_chat (tenant_id, device_id, day, conversation_id)
                VALUES (:tenant, :device, :day, :conversation) ON CONFLICT DO NOTHING
                """)
                .bind("tenant", number.tenant())
                .bind("device", number.device())
                .bind("day", number.day())
                .bind("conversation", conversation)
                .execute();
    }

    private Rejection rejection(int limit, Sender number) {
        return new Rejection.TooMany(
                "new-chats-exceeded",
                "The number may write to " + limit + " new people a day for now, and has, up until "
                        + Times.text(number.dayEnds()) + ". Whoever writes to it can be answered at any time.",
                Duration.between(now, number.dayEnds()));
    }

    /// Holds the number's row: whoever counts it waits.
    private Standing standing(Sender number) {
        Optional<LocalDate> linked = tx.query("""
                SELECT (d.linked_at AT TIME ZONE t.time_zone)::date AS linked
                  FROM device d JOIN tenant t ON t.id = d.tenant_id
                 WHERE d.tenant_id = :tenant AND d.id = :device FOR NO KEY UPDATE OF d
                """)
                .bind("tenant", number.tenant())
                .bind("device", number.device())
                .map((row, _) -> Optional.ofNullable(row.getObject("linked", LocalDate.class)))
                .findOne()
                .flatMap(found -> found);
        int used = tx.query("""
                SELECT count(*) FROM first_chat WHERE tenant_id = :tenant AND device_id = :device AND day = :day
                """)
                .bind("tenant", number.tenant())
                .bind("device", number.device())
                .bind("day", number.day())
                .mapTo(Integer.class)
                .one();
        long age = linked.map(day -> ChronoUnit.DAYS.between(day, number.day())).orElse(0L);
        return new Standing(used, pace.newPeopleOn(age));
    }

    /// Until when a first message has to wait because WhatsApp limits the number: until then, or to be asked again.
    /// Empty when it may go.
    public static Optional<Instant> heldUntil(
            Database database, TenantId tenant, DeviceId device, ConversationId conversation, Instant now) {
        return database.worker(tx -> {
            Optional<Instant> limit = limit(tx, tenant, device, now);
            return limit.isPresent() && isUnheard(tx, tenant, conversation) ? limit : Optional.<Instant>empty();
        });
    }

    private static Optional<Instant> limit(Tx tx, TenantId tenant, DeviceId device, Instant now) {
        return tx.query("""
                SELECT state = 'RESTRICTED' AS restricted, no_new_chats_until FROM device
                 WHERE tenant_id = :tenant AND id = :device
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .map((row, _) -> {
                    Optional<Instant> until =
                            Rows.maybeInstant(row, "no_new_chats_until").filter(now::isBefore);
                    return until.isEmpty() && row.getBoolean("restricted") ? Optional.of(now.plus(ASK_AGAIN)) : until;
                })
                .findOne()
                .flatMap(found -> found);
    }

    private static boolean isUnheard(Tx tx, TenantId tenant, ConversationId conversation) {
        return tx.query("SELECT v.contact_id IS NOT NULL AND NOT " + HEARD
                        + " FROM conversation v WHERE v.tenant_id = :tenant AND v.id = :conversation")
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    /// WhatsApp takes no first messages of the number until then.
    public static void hold(Database database, TenantId tenant, DeviceId device, Instant until) {
        database.worker(tx -> tx.update("""
                        UPDATE device SET no_new_chats_until = greatest(no_new_chats_until, :until)
                         WHERE tenant_id = :tenant AND id = :device
                        """)
                .bind("until", Timestamp.from(until))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute());
    }
}
