package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.DeviceState;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.line.LineBook;
import dev.palomar.transport.web.line.Myself;
import dev.palomar.transport.web.store.LineRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes down how the lines of linked numbers stand, and tells it as facts.
public final class WebBook implements LineBook {

    private final Database database;
    private final StateBook book;
    private final InstantSource clock;

    public WebBook(Database database, Journal journal, InstantSource clock) {
        this.database = database;
        this.book = new StateBook(journal);
        this.clock = clock;
    }

    @Override
    public void stands(LineId line, long epoch, DeviceState state) {
        write(line, epoch, held -> held.move(standing(held, state)));
    }

    @Override
    public void stopped(LineId line, long epoch, DeviceState state) {
        write(line, epoch, held -> {
            LineRows.want(held.tx(), line, false);
            held.move(state);
        });
    }

    @Override
    public void unlinked(LineId line, long epoch, DeviceState state) {
        write(line, epoch, held -> {
            LineRows.unlinked(held.tx(), line);
            DeviceRows.unlinked(held.tx(), line.tenant(), line.device());
            held.move(state);
        });
    }

    @Override
    public void restricted(LineId line, long epoch, Optional<Instant> until) {
        write(line, epoch, held -> {
            LineRows.restricted(held.tx(), line, until);
            if (until.isEmpty()) {
                DeviceRows.letFirstMessagesGo(held.tx(), line.tenant(), line.device());
            }
        });
    }

    @Override
    public void shows(LineId line, long epoch, String qr, Instant expiresAt) {
        write(line, epoch, held -> held.shows(qr, expiresAt));
    }

    /// Across tenants, because a phone is somebody's alone. The other's name is told only to its own tenant.
    @Override
    public Linking linked(LineId line, long epoch, Myself me) {
        return database.worker(tx -> {
            tx.query("SELECT pg_advisory_xact_lock(hashtextextended(:phone, 0))")
                    .bind("phone", "web_line/" + me.phone().e164())
                    .map((_, _) -> true)
                    .one();
            LineRows.mustBe(tx, line, epoch);
            Optional<LineId> other = LineRows.linkedTo(tx, me.phone(), line);
            if (other.isPresent()) {
                return new Linking.Elsewhere(elsewhere(tx, line.tenant(), other.get()));
            }
            LineRows.linked(tx, line, me.phone(), me.lid(), me.program());
            DeviceRows.linked(tx, line.tenant(), line.device(), me.phone(), clock.instant());
            return new Linking.Done();
        });
    }

    private static String elsewhere(Tx tx, TenantId ours, LineId other) {
        String what = "This phone is linked to %s already, and stays with it. Unlink it there first, or link another"
                + " phone here.";
        if (!other.tenant().equals(ours)) {
            return what.formatted("another device of this hub");
        }
        return tx.query("SELECT name FROM device WHERE tenant_id = :tenant AND id = :device")
                .bind("tenant", ours)
                .bind("device", other.device())
                .map((row, _) -> Rows.maybeText(row, "name").orElse(""))
                .findOne()
                .map(name -> what.formatted("the device “" + name + "”"))
                .orElse(what.formatted("another device"));
    }

    /// The slot is locked before the rows, in the order of everybody who records facts.
    private void write(LineId line, long epoch, Consumer<StateBook.Held> deed) {
        database.tenant(line.tenant(), tx -> {
            Optional<StateBook.Held> held = book.hold(tx, line.tenant(), line.device());
            LineRows.mustBe(tx, line, epoch);
            held.filter(StateBook.Held::connected).ifPresent(deed);
            return line;
        });
    }

    private static DeviceState standing(StateBook.Held held, DeviceState state) {
        return state instanceof DeviceState.Online && held.paused() ? new DeviceState.Paused() : state;
    }
}
