package dev.palomar.conversation;

import dev.palomar.model.Identity;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// Where something is said: by or to a person over a device, perhaps in a group.
public record Place(TenantId tenant, DeviceId device, Identity person, Optional<String> name, Optional<String> group) {}
