package dev.palomar.outbound;

import dev.palomar.model.event.SendError;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;

/// Hears that a number turned out unable to send, so that its state can say so.
@FunctionalInterface
public interface Trouble {

    /// `error` is what WhatsApp answered, `why` what a person must know or do.
    void report(TenantId tenant, DeviceId device, SendError error, String why);
}
