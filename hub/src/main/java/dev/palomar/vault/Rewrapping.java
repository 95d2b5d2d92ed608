package dev.palomar.vault;

import com.google.crypto.tink.KeysetHandle;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Payload;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Wraps every keyset with the present master key, so that the one before can be given up. A batch is a transaction of
/// its own, and each row says what it is wrapped with: killed in the middle, the work goes on where it was. Several
/// nodes may do it at once.
public final class Rewrapping {

    /// How many keysets each master key wraps; the present one is there even with none.
    public record Progress(String present, Map<String, Long> keysets) {

        public Progress {
            keysets = Map.copyOf(keysets);
        }

        public long done() {
            return keysets.getOrDefault(present, 0L);
        }

        public long left() {
            return keysets.values().stream().mapToLong(Long::longValue).sum() - done();
        }
    }

    /// The name of whatever wrapped a keyset before keys had names.
    public static final String UNNAMED = "unnamed";

    private static final int BATCH = 50;

    private record Wrapped(TenantId tenant, Payload keyset, Optional<String> by) {}

    private final Database database;
    private final MasterKey master;

    public Rewrapping(Database database, MasterKey master) {
        this.database = database;
        this.master = master;
    }

    /// Throws [IllegalStateException] with words for the operator when `master` is not the key of this database.
    public static void mustOpen(Database database, MasterKey master) {
        database.worker(tx -> {
            tx.query("SELECT tenant_id, wrapped, master_key FROM keyset ORDER BY tenant_id LIMIT 1")
                    .map((row, _) -> wrapped(row))
                    .findOne()
                    .ifPresent(one -> Keysets.open(
                            master, one.by(), one.tenant(), one.keyset().bytes()));
            return true;
        });
    }

    public Progress progress() {
        return database.worker(tx -> {
            Map<String, Long> counted = new LinkedHashMap<>(Map.of(master.id(), 0L));
            tx.query("SELECT coalesce(master_key, :unnamed) AS name, count(*) AS keysets FROM keyset GROUP BY 1")
                    .bind("unnamed", UNNAMED)
                    .map((row, _) -> counted.put(row.getString("name"), row.getLong("keysets")))
                    .list();
            return new Progress(master.id(), counted);
        });
    }

    /// Rewraps a batch; false when there was nothing to do. Throws [IllegalStateException] when one of them opens with
    /// no key that is here.
    public boolean step() {
        return database.worker(tx -> {
            List<Wrapped> batch = tx.query("""
                    SELECT tenant_id, wrapped, master_key FROM keyset
                     WHERE master_key IS DISTINCT FROM :present
                     ORDER BY tenant_id
                     LIMIT :batch
                       FOR UPDATE SKIP LOCKED
                    """)
                    .bind("present", master.id())
                    .bind("batch", BATCH)
                    .map((row, _) -> wrapped(row))
                    .list();
            batch.forEach(one -> rewrap(tx, one));
            if (!batch.isEmpty()) {
                CrashPoint.REWRAP_BEFORE_COMMIT.pass();
            }
            return !batch.isEmpty();
        });
    }

    private static Wrapped wrapped(ResultSet row) throws SQLException {
        return new Wrapped(
                new TenantId(Rows.uuid(row, "tenant_id")),
                Payload.of(row.getBytes("wrapped")),
                Rows.maybeText(row, "master_key"));
    }

    private void rewrap(Tx tx, Wrapped one) {
        KeysetHandle keyset =
                Keysets.open(master, one.by(), one.tenant(), one.keyset().bytes());
        tx.update("UPDATE keyset SET wrapped = :wrapped, master_key = :present WHERE tenant_id = :tenant")
                .bind("wrapped", Keysets.wrap(master, one.tenant(), keyset))
                .bind("present", master.id())
                .bind("tenant", one.tenant())
                .execute();
    }
}
