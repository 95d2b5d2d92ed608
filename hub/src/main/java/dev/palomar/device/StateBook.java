package dev.palomar.device;

import dev.palomar.cluster.Slots;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.DeviceState;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where devices stand. A change is written down, and told as a fact, in one transaction.
final class StateBook {

    private final Journal journal;

    StateBook(Journal journal) {
        this.journal = journal;
    }

    /// Holds the device until the transaction ends. Empty when the tenant has no such device. The slot is locked before
    /// the row, in the order of everybody who records facts.
    Optional<Held> hold(Tx tx, TenantId tenant, DeviceId device) {
        Journal.Page page = journal.open(tx, List.of(Slots.of(device.value())));
        return DeviceRows.lock(tx, tenant, device)
                .map(row -> new Held(tx, tenant, device, page, row.state(), row.connected(), row.paused()));
    }

    /// For a device that this transaction is about to insert.
    Held fresh(Tx tx, TenantId tenant, DeviceId device) {
        Journal.Page page = journal.open(tx, List.of(Slots.of(device.value())));
        return new Held(tx, tenant, device, page, new DeviceState.Created(), true, false);
    }

    /// One device, held.
    static final class Held {

        private final Tx tx;
        private final TenantId tenant;
        private final DeviceId device;
        private final Journal.Page page;
        private DeviceState state;
        private boolean connected;
        private boolean paused;

        private Held(
                Tx tx,
                TenantId tenant,
                DeviceId device,
                Journal.Page page,
                DeviceState state,
                boolean connected,
                boolean paused) {
            this.tx = tx;
            this.tenant = tenant;
            this.device = device;
            this.page = page;
            this.state = state;
            this.connected = connected;
            this.paused = paused;
        }

        Tx tx() {
            return tx;
        }

        DeviceState state() {
            return state;
        }

        boolean connected() {
            return connected;
        }

        boolean paused() {
            return paused;
        }

        Held connected(boolean now) {
            connected = now;
            DeviceRows.mark(tx, tenant, device, connected, paused);
            return this;
        }

        Held paused(boolean now) {
            paused = now;
            DeviceRows.mark(tx, tenant, device, connected, paused);
            return this;
        }

        /// Nothing is written or told when it stands there already. What only counts on in the same state is written
        /// and not told.
        void move(DeviceState now) {
            if (now.equals(state)) {
                return;
            }
            if (!now.isNewsAfter(state)) {
                DeviceRows.detail(tx, tenant, device, now);
                state = now;
                return;
            }
            Instant at = page.now();
            DeviceRows.move(tx, tenant, device, now, at);
            page.write(Draft.ofDevice(tenant, device, new Event.DeviceStateChanged(state, now, at), Optional.empty()));
            page.flush();
            state = now;
        }

        /// Tells those who asked for it by name what is to be scanned.
        void shows(String qr, Instant expiresAt) {
            page.write(Draft.ofDevice(tenant, device, new Event.DeviceQrShown(qr, expiresAt), Optional.empty()));
            page.flush();
        }
    }
}
