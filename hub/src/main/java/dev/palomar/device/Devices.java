package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.DeviceState;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CheckReport;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.store.LineRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A tenant's numbers, as people and programs see and change them. Whatever is asked for must be the tenant's own;
/// another's device is [Rejection.NotFound].
public final class Devices {

    /// Which devices a list shows.
    ///
    /// @param state   the word of a state, such as `ONLINE`
    /// @param search  a part of the name or number, or a label
    public record Filter(Optional<String> state, Optional<String> search) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty());
    }

    /// Part of a list, oldest first, and where it goes on.
    public record Page(List<Device> devices, Optional<DeviceId> next) {}

    private static final int HISTORY = 200;

    private final Database database;
    private final CloudNumbers numbers;
    private final StateBook book;
    private final CloudChecks checks;
    private final CloudRoutes routes;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final List<BiConsumer<TenantId, DeviceId>> listeners = new CopyOnWriteArrayList<>();

    public Devices(
            Database database,
            CloudNumbers numbers,
            Journal journal,
            CloudChecks checks,
            CloudRoutes routes,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.database = database;
        this.numbers = numbers;
        this.book = new StateBook(journal);
        this.checks = checks;
        this.routes = routes;
        this.clock = clock;
        this.ids = ids;
    }

    /// `listener` hears which device a person changed something about, after the commit.
    public void listen(BiConsumer<TenantId, DeviceId> listener) {
        listeners.add(listener);
    }

    /// Adds a number and begins to connect it. Throws [Rejection.Conflict] when the number is connected
    /// already, whoever's it is, or when the tenant has as many devices as it may.
    public Device create(TenantId tenant, NewDevice wanted) {
        DeviceId device = new DeviceId(ids.get());
        Instant now = clock.instant();
        return database.tenant(tenant, tx -> {
            StateBook.Held held = book.fresh(tx, tenant, device);
            makeRoom(tx, tenant);
            DeviceRows.insert(tx, tenant, device, wanted, now);
            switch (wanted.transport()) {
                case CLOUD -> numbers.write(tx, tenant, device, wanted.cloud().orElseThrow(), now);
                case WEB -> LineRows.insert(tx, new LineId(tenant, device));
            }
            held.move(new DeviceState.Connecting());
            tx.afterCommit(() -> changed(tenant, device));
            return require(tx, tenant, device);
        });
    }

    public Device get(TenantId tenant, DeviceId device) {
        return database.tenant(tenant, tx -> require(tx, tenant, device));
    }

    /// The device that programs speaking Meta's language know by this `phone_number_id`.
    public Optional<Device> numbered(TenantId tenant, String phoneNumberId) {
        return database.tenant(
                tenant,
                tx -> NumberNames.device(tx, tenant, phoneNumberId)
                        .flatMap(device -> DeviceRows.find(tx, tenant, device, clock.instant())));
    }

    /// The devices of a business account, oldest first: one of Meta's, or the one that the hub keeps for all numbers
    /// of the tenant that Meta has in none. Empty when the tenant has no such account.
    public Optional<List<Device>> ofAccount(TenantId tenant, String account) {
        return database.tenant(
                tenant,
                tx -> NumberNames.devices(tx, tenant, account)
                        .map(found -> found.stream()
                                .map(device -> require(tx, tenant, device))
                                .toList()));
    }

    public Page list(TenantId tenant, Filter filter, Optional<DeviceId> after, int limit) {
        List<Device> found =
                database.tenant(tenant, tx -> DeviceRows.list(tx, tenant, filter, after, limit + 1, clock.instant()));
        return found.size() <= limit
                ? new Page(found, Optional.empty())
                : new Page(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).id()));
    }

    /// Where the device stood, newest first.
    public List<StateChange> history(TenantId tenant, DeviceId device) {
        return database.tenant(tenant, tx -> {
            require(tx, tenant, device);
            return DeviceRows.history(tx, tenant, device, HISTORY);
        });
    }

    public Device change(TenantId tenant, DeviceId device, DeviceChange change) {
        return database.tenant(tenant, tx -> {
            require(tx, tenant, device);
            DeviceRows.change(tx, tenant, device, change);
            return require(tx, tenant, device);
        });
    }

    /// Removes the device with its conversations and messages. `name` must be the device's own, so that nobody removes
    /// the wrong one.
    public void delete(TenantId tenant, DeviceId device, String name) {
        database.tenant(tenant, tx -> {
            if (!require(tx, tenant, device).name().equals(name)) {
                throw new Rejection.InvalidValue("name", "expected the name of the device");
            }
            DeviceRows.delete(tx, tenant, device);
            tx.afterCommit(() -> changed(tenant, device));
            return device;
        });
    }

    /// Lets messages in and out again, after Meta has been asked or the line is open; a number that is linked to no
    /// phone shows what has to be scanned.
    public Device connect(TenantId tenant, DeviceId device) {
        return act(tenant, device, held -> {
            LineRows.want(held.tx(), new LineId(tenant, device), true);
            boolean underWay = switch (held.state()) {
                case DeviceState.Online _,
                        DeviceState.Paused _,
                        DeviceState.AwaitingScan _,
                        DeviceState.AwaitingCode _,
                        DeviceState.Syncing _,
                        DeviceState.Reconnecting _ -> held.connected();
                case DeviceState.Created _,
                        DeviceState.Connecting _,
                        DeviceState.NeedsPasskey _,
                        DeviceState.Offline _,
                        DeviceState.LoggedOut _,
                        DeviceState.Restricted _,
                        DeviceState.Broken _ -> false;
            };
            if (!underWay) {
                held.connected(true).move(new DeviceState.Connecting());
            }
        });
    }

    /// Nothing comes in or goes out any more. A linked number stays linked: its phone still lists it.
    public Device disconnect(TenantId tenant, DeviceId device) {
        return act(tenant, device, held -> {
            LineRows.want(held.tx(), new LineId(tenant, device), false);
            held.connected(false).move(new DeviceState.Offline());
        });
    }

    /// Nothing goes out any more; what comes in is still received.
    public Device pause(TenantId tenant, DeviceId device) {
        return act(tenant, device, held -> {
            held.paused(true);
            if (held.state() instanceof DeviceState.Online) {
                held.move(new DeviceState.Paused());
            }
        });
    }

    /// Takes [#pause] back.
    public Device activate(TenantId tenant, DeviceId device) {
        return act(tenant, device, held -> {
            held.paused(false);
            if (held.state() instanceof DeviceState.Paused) {
                held.move(new DeviceState.Online());
            }
        });
    }

    /// Replaces the number's credentials and asks Meta anew, so that a new token takes the device out of `ERROR`.
    /// Throws [Rejection.Conflict] when the number is connected already, whoever's it is.
    public Device setCloud(TenantId tenant, DeviceId device, CloudCredentials credentials) {
        return act(tenant, device, held -> {
            boolean otherNumber = numbers.write(held.tx(), tenant, device, credentials, clock.instant());
            if (otherNumber) {
                DeviceRows.forgetPhone(held.tx(), tenant, device);
            }
            boolean working = held.state() instanceof DeviceState.Online || held.state() instanceof DeviceState.Paused;
            if (held.connected() && (otherNumber || !working)) {
                held.move(new DeviceState.Connecting());
            }
        });
    }

    /// Asks Meta now what is right with the number and what is not; the state follows the answer.
    public CheckReport check(TenantId tenant, DeviceId device) {
        Device.Cloud cloud = get(tenant, device)
                .cloud()
                .orElseThrow(() -> new Rejection.NotPossible(
                        "not-supported", "cloud", "The device has no Cloud API credentials."));
        CheckReport report = checks.check(tenant, device);
        return report.with(checks.verifyToken(cloud.verifyTokenSet()));
    }

    /// WhatsApp said something about the number or its account: Meta is asked again shortly, and state and quality
    /// follow.
    public void checkSoon(TenantId tenant, DeviceId device) {
        database.tenant(tenant, tx -> {
            numbers.dueNow(tx, tenant, device, clock.instant());
            tx.afterCommit(checks::ring);
            return device;
        });
    }

    /// Sending showed that nothing goes until somebody mends the number's credentials or account.
    ///
    /// @param code  Meta's
    /// @param what  what is wrong and how to mend it, in plain words
    public void trouble(TenantId tenant, DeviceId device, String code, boolean byWhatsApp, String what) {
        database.tenant(tenant, tx -> {
            Optional<StateBook.Held> held = book.hold(tx, tenant, device);
            if (held.isPresent() && held.get().connected()) {
                held.get().move(byWhatsApp ? new DeviceState.Restricted(what) : new DeviceState.Broken(code, what));
            }
            return device;
        });
    }

    private Device act(TenantId tenant, DeviceId device, Consumer<StateBook.Held> deed) {
        return database.tenant(tenant, tx -> {
            StateBook.Held held = book.hold(tx, tenant, device).orElseThrow(() -> new Rejection.NotFound("device"));
            deed.accept(held);
            if (held.state() instanceof DeviceState.Connecting) {
                numbers.nextCheck(tx, tenant, device, Optional.of(clock.instant()), 0);
            }
            tx.afterCommit(() -> changed(tenant, device));
            return require(tx, tenant, device);
        });
    }

    private void changed(TenantId tenant, DeviceId device) {
        routes.forget();
        checks.ring();
        listeners.forEach(listener -> listener.accept(tenant, device));
    }

    private Device require(Tx tx, TenantId tenant, DeviceId device) {
        return DeviceRows.find(tx, tenant, device, clock.instant()).orElseThrow(() -> new Rejection.NotFound("device"));
    }

    private static void makeRoom(Tx tx, TenantId tenant) {
        DeviceRows.Room room = DeviceRows.room(tx, tenant).orElseThrow(() -> new Rejection.NotFound("tenant"));
        if (room.limit().isPresent() && room.used() >= room.limit().get()) {
            throw new Rejection.Conflict(
                    "limit-reached", "This tenant may have " + room.limit().get() + " devices and has them already.");
        }
    }
}
