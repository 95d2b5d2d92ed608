package dev.palomar.connection;

import dev.palomar.database.Database;
import dev.palomar.device.CloudNumbers;
import dev.palomar.device.CloudStanding;
import dev.palomar.device.Devices;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CloudSignup;
import dev.palomar.transport.cloud.PlatformApp;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A company's connection to the Cloud API as a whole: where it stands, what is wrong with it, and mending that.
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Database database;
    private final Devices devices;
    private final Signups signups;
    private final Mending mending;
    private final InstantSource clock;

    /// How Meta is spoken to about numbers that are here.
    ///
    /// @param hub  where this hub is reached from outside
    public record Means(CloudNumbers numbers, CloudSignup meta, PlatformApp platform, URI hub) {}

    public Connections(Database database, Devices devices, Signups signups, Means means, InstantSource clock) {
        this.database = database;
        this.devices = devices;
        this.signups = signups;
        this.mending = new Mending(means.numbers(), means.meta(), means.platform(), means.hub());
        this.clock = clock;
    }

    /// As it is known; Meta is not asked.
    public Connection get(TenantId tenant) {
        return Connection.of(
                CloudStanding.all(database, tenant), signups.latest(tenant), signups.available(), clock.instant());
    }

    /// Asks Meta about each number now, side by side.
    public Connection check(TenantId tenant) {
        List<DeviceId> all = CloudStanding.all(database, tenant).stream()
                .map(CloudStanding::device)
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(device -> threads.execute(() -> check(tenant, device)));
        }
        return get(tenant);
    }

    private void check(TenantId tenant, DeviceId device) {
        try {
            devices.check(tenant, device);
        } catch (Rejection gone) {
            LOG.atDebug().addKeyValue("device", device).log("a number to be checked is gone");
        }
    }

    /// What was mended, and where the connection stands after another look.
    public record Result(List<Mended> mended, Connection connection) {}

    /// Mends what can be mended: of one number, or of all. Meta is asked before and afterwards. Throws
    /// [Rejection.NotFound] when the tenant has no such number.
    public Result mend(TenantId tenant, Optional<DeviceId> only, Optional<Secret> pin) {
        List<CloudStanding> meant = check(tenant).numbers().stream()
                .filter(number -> only.isEmpty() || only.get().equals(number.device()))
                .toList();
        if (only.isPresent() && meant.isEmpty()) {
            throw new Rejection.NotFound("device with Cloud API credentials");
        }
        List<Mended> mended = new ArrayList<>();
        for (CloudStanding number : meant) {
            mended.addAll(mending.mend(tenant, number, pin));
        }
        return new Result(mended, mended.isEmpty() ? get(tenant) : check(tenant));
    }

    /// Whether the hub can mend what a finding with this code says.
    public static boolean mendable(String code) {
        return Mending.MENDABLE.contains(code);
    }
}
