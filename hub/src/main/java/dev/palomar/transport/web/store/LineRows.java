package dev.palomar.transport.web.store;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.LineId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `web_line` table.
public final class LineRows {

    private final Database database;

    public LineRows(Database database) {
        this.database = database;
    }

    /// For a device that this transaction inserts: its line is to be opened.
    public static void insert(Tx tx, LineId line) {
        tx.update("INSERT INTO web_line (tenant_id, device_id, slot, wanted) VALUES (:tenant, :device, :slot, true)")
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .bind("slot", line.slot())
                .execute();
    }

    /// Whether the line is to be kept open from now on.
    public static void want(Tx tx, LineId line, boolean wanted) {
        tx.update("UPDATE web_line SET wanted = :wanted WHERE tenant_id = :tenant AND device_id = :device")
                .bind("wanted", wanted)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .execute();
    }

    /// Lines to be kept open, of those in `slots`.
    public List<LineId> wanted(Collection<Integer> slots) {
        return database.worker(tx -> tx.query(
                        "SELECT tenant_id, device_id FROM web_line WHERE wanted AND slot = ANY (:slots)")
                .bindArray("slots", Integer.class, List.copyOf(slots))
                .map((row, _) -> new LineId(
                        new TenantId(Rows.uuid(row, "tenant_id")), new DeviceId(Rows.uuid(row, "device_id"))))
                .list());
    }

    /// A line that we may open now.
    ///
    /// @param phone  whose phone it is linked to; empty when it has to be linked first
    public record Held(long epoch, Optional<PhoneNumber> phone, Optional<Instant> restrictedUntil) {}

    /// Takes the line for `node`, which owns its slot by `lease`: from here on everything of an older epoch is refused.
    /// Empty when the slot is another node's, or the line is not to be open.
    public Optional<Held> take(LineId line, UUID node, long lease) {
        return database.worker(tx -> {
            boolean ours = tx.query("""
                SELECT slot FROM slot_lease
                 WHERE slot = :slot AND owner = :node AND epoch = :lease FOR SHARE
                """)
                    .bind("slot", line.slot())
                    .bind("node", node)
                    .bind("lease", lease)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            return ours ? raise(tx, line) : Optional.<Held>empty();
        });
    }

    private static Optional<Held> raise(Tx tx, LineId line) {
        return tx.query("""
            UPDATE web_line SET epoch = epoch + 1
             WHERE tenant_id = :tenant AND device_id = :device AND wanted
            RETURNING epoch, phone, restricted_until
            """)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .map((row, _) -> new Held(
                        row.getLong("epoch"),
                        Rows.maybeText(row, "phone").flatMap(PhoneNumber::read),
                        Rows.maybeInstant(row, "restricted_until")))
                .findOne();
    }

    /// Holds the line at this epoch until the transaction ends. Throws [StaleLine] when it has moved on.
    public static void mustBe(Tx tx, LineId line, long epoch) {
        boolean current = tx.query("""
            SELECT slot FROM web_line
             WHERE tenant_id = :tenant AND device_id = :device AND epoch = :epoch FOR SHARE
            """)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .bind("epoch", epoch)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!current) {
            throw new StaleLine(line, epoch);
        }
    }

    /// Whose program is linked to this phone already, if not this line's.
    public static Optional<LineId> linkedTo(Tx tx, PhoneNumber phone, LineId butNot) {
        return tx.query("SELECT tenant_id, device_id FROM web_line WHERE phone = :phone AND device_id <> :device")
                .bind("phone", phone.e164())
                .bind("device", butNot.device())
                .map((row, _) -> new LineId(
                        new TenantId(Rows.uuid(row, "tenant_id")), new DeviceId(Rows.uuid(row, "device_id"))))
                .findOne();
    }

    /// The program is linked to this phone now. `program` is its number among those linked to the phone.
    public static void linked(Tx tx, LineId line, PhoneNumber phone, Optional<String> lid, Optional<Integer> program) {
        tx.update("""
            UPDATE web_line SET phone = :phone, lid = :lid, program = :program,
                   restricted_until = NULL
             WHERE tenant_id = :tenant AND device_id = :device
            """)
                .bind("phone", phone.e164())
                .bind("lid", lid.orElse(null))
                .bind("program", program.orElse(null))
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .execute();
    }

    /// The program is linked to nobody: what it knew is worthless, and the line is not to be opened by itself.
    public static void unlinked(Tx tx, LineId line) {
        for (String table : List.of("web_key", "web_sent", "web_history")) {
            tx.update("DELETE FROM " + table + " WHERE tenant_id = :tenant AND device_id = :device")
                    .bind("tenant", line.tenant())
                    .bind("device", line.device())
                    .execute();
        }
        tx.update("""
            UPDATE web_line SET wanted = false, phone = NULL, lid = NULL, program = NULL,
                   restricted_until = NULL
             WHERE tenant_id = :tenant AND device_id = :device
            """)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .execute();
    }

    /// WhatsApp limits the number until then; not any more when empty.
    public static void restricted(Tx tx, LineId line, Optional<Instant> until) {
        tx.update("UPDATE web_line SET restricted_until = :until WHERE tenant_id = :tenant AND device_id = :device")
                .bind("until", until.map(Timestamp::from).orElse(null))
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .execute();
    }
}
