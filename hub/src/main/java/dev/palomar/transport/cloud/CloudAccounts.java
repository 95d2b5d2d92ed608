package dev.palomar.transport.cloud;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;

/// Where the credentials of a number are found.
@FunctionalInterface
public interface CloudAccounts {

    /// Throws [dev.palomar.model.Rejection] when there is no such device or it has no Cloud API credentials.
    CloudAccount of(TenantId tenant, DeviceId device);
}
