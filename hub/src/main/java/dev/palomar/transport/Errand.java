package dev.palomar.transport;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;
import java.util.function.Supplier;

/// On whose behalf something is done, for the log of calls to WhatsApp: known to whatever is called within, and to
/// nothing that it starts beside itself.
public record Errand(
        Optional<TenantId> tenant, Optional<DeviceId> device, Optional<MessageId> message, Optional<String> requestId) {

    private static final ScopedValue<Errand> NOW = ScopedValue.newInstance();
    private static final Errand NOBODY =
            new Errand(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// A request to the hub.
    public static Errand request(Optional<TenantId> tenant, String requestId) {
        return new Errand(tenant, Optional.empty(), Optional.empty(), Optional.of(requestId));
    }

    /// Work of the hub's own for a tenant.
    public static Errand of(TenantId tenant) {
        return new Errand(Optional.of(tenant), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// A message on its way out.
    public static Errand message(TenantId tenant, DeviceId device, MessageId message) {
        return new Errand(Optional.of(tenant), Optional.of(device), Optional.of(message), Optional.empty());
    }

    /// The one under way; an empty one when nobody said.
    public static Errand now() {
        return NOW.isBound() ? NOW.get() : NOBODY;
    }

    /// Does `work` as part of this.
    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(NOW, this).call(work::get);
    }
}
