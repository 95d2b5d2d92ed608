package dev.palomar.outbound.pace;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How far a person's own number is in getting used to writing: to how many new people it may write today, and to how
/// many it did. To look at; [NewPeople] counts and refuses.
public final class Warmup {

    /// @param day     since the number was linked, that day being 0
    /// @param limit   new people it may write to today; empty means any number
    /// @param used    new people it wrote to today
    /// @param ends    the midnight of the tenant's time zone, when it begins anew
    /// @param heldTo  until then WhatsApp takes no first message of it
    public record Today(long day, Optional<Integer> limit, int used, Instant ends, Optional<Instant> heldTo) {}

    private final Database database;
    private final HumanPace pace;
    private final InstantSource clock;

    public Warmup(Database database, HumanPace pace, InstantSource clock) {
        this.database = database;
        this.pace = pace;
        this.clock = clock;
    }

    public HumanPace pace() {
        return pace;
    }

    /// Empty when the tenant has no such number.
    public Optional<Today> today(TenantId tenant, DeviceId device) {
        Instant now = clock.instant();
        return database.tenant(
                tenant,
                tx -> tx.query("""
            WITH here AS (SELECT t.time_zone AS zone, (:now AT TIME ZONE t.time_zone)::date AS today
                            FROM tenant t WHERE t.id = :tenant)
            SELECT coalesce(here.today - (d.linked_at AT TIME ZONE here.zone)::date, 0) AS day,
                   (here.today + 1)::timestamp AT TIME ZONE here.zone AS ends,
                   d.no_new_chats_until,
                   (SELECT count(*) FROM first_chat f
                     WHERE f.tenant_id = d.tenant_id AND f.device_id = d.id AND f.day = here.today) AS used
              FROM device d, here
             WHERE d.tenant_id = :tenant AND d.id = :device
            """)
                        .bind("now", Timestamp.from(now))
                        .bind("tenant", tenant)
                        .bind("device", device)
                        .map((row, _) -> {
                            long day = row.getLong("day");
                            return new Today(
                                    day,
                                    pace.newPeopleOn(day),
                                    row.getInt("used"),
                                    Rows.instant(row, "ends"),
                                    Rows.maybeInstant(row, "no_new_chats_until").filter(now::isBefore));
                        })
                        .findOne());
    }
}
