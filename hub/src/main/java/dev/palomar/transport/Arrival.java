package dev.palomar.transport;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;

/// A signal and whose it is.
public record Arrival(TenantId tenant, DeviceId device, Signal signal) {}
