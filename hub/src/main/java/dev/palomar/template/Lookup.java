package dev.palomar.template;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;

/// Asks Meta about one template that a message names, in case it is otherwise than it is known here.
@FunctionalInterface
public interface Lookup {

    /// Nobody is asked.
    Lookup NONE = (_, _, _) -> false;

    /// Whether Meta has one of that name. What Meta says of it is written down, so it is worth looking again.
    boolean found(TenantId tenant, DeviceId device, String name);
}
