package dev.palomar.transport.web;

import dev.palomar.cluster.Slots;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;

/// The line of one device.
public record LineId(TenantId tenant, DeviceId device) {

    /// Its name between hub and engine.
    public String session() {
        return device.text();
    }

    /// Whoever owns the slot holds the line.
    public int slot() {
        return Slots.of(device.value());
    }
}
