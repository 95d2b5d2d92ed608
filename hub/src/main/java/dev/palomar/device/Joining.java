package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.model.DeviceState;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Numbers that come by Embedded Signup. Doing it twice does no harm.
public final class Joining {

    /// A number that somebody gave this hub's app access to.
    ///
    /// @param pin        that was set when it was registered; empty when it was registered already
    /// @param tokenEnds  empty when the token never ends
    public record Arriving(
            String phoneNumberId,
            String businessAccountId,
            String name,
            Secret token,
            Optional<Instant> tokenEnds,
            Optional<Secret> pin) {}

    /// What became of it.
    public sealed interface Joined {

        record Added(DeviceId device) implements Joined {}

        /// The tenant had it already; it has the new token now.
        record Renewed(DeviceId device) implements Joined {}

        /// It is another tenant's.
        record Taken() implements Joined {}

        /// The tenant may have no more devices.
        record NoRoom(String why) implements Joined {}
    }

    private final Database database;
    private final CloudNumbers numbers;
    private final Devices devices;

    public Joining(Database database, CloudNumbers numbers, Devices devices) {
        this.database = database;
        this.numbers = numbers;
        this.devices = devices;
    }

    /// Whether another tenant has the number.
    public boolean isTaken(TenantId tenant, String phoneNumberId) {
        return numbers.owner(phoneNumberId)
                .filter(owner -> !owner.tenant().equals(tenant))
                .isPresent();
    }

    public Joined join(TenantId tenant, Arriving number) {
        Optional<CloudNumbers.Due> owner = numbers.owner(number.phoneNumberId());
        if (owner.isPresent() && !owner.get().tenant().equals(tenant)) {
            return new Joined.Taken();
        }
        return owner.isPresent() ? renew(tenant, owner.get().device(), number) : add(tenant, number);
    }

    private Joined renew(TenantId tenant, DeviceId device, Arriving number) {
        devices.setCloud(tenant, device, credentials(number));
        note(tenant, device, number);
        if (devices.get(tenant, device).state() instanceof DeviceState.Offline) {
            devices.connect(tenant, device);
        }
        return new Joined.Renewed(device);
    }

    private Joined add(TenantId tenant, Arriving number) {
        try {
            Device added = devices.create(
                    tenant,
                    new NewDevice(name(number), TransportKind.CLOUD, List.of(), Optional.of(credentials(number))));
            note(tenant, added.id(), number);
            return new Joined.Added(added.id());
        } catch (Rejection.Conflict refused) {
            return refused.code().equals("limit-reached")
                    ? new Joined.NoRoom(String.valueOf(refused.getMessage()))
                    : new Joined.Taken();
        }
    }

    private void note(TenantId tenant, DeviceId device, Arriving number) {
        database.tenant(tenant, tx -> {
            numbers.signedUp(tx, tenant, device, number.pin(), number.tokenEnds());
            return device;
        });
    }

    /// The token is of this hub's own app, whatever the number used before.
    private static CloudCredentials credentials(Arriving number) {
        return new CloudCredentials(
                number.phoneNumberId(),
                Optional.of(number.businessAccountId()),
                Optional.of(number.token()),
                new SecretChange.Keep(),
                new SecretChange.Remove());
    }

    private static String name(Arriving number) {
        String name = PlainText.line(number.name(), 120);
        return name.isBlank() ? "WhatsApp" : name;
    }
}
