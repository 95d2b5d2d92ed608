package dev.palomar.conversation.reading;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/// Where the reply agent is on. Asked for every conversation that is shown: it must be quick.
@FunctionalInterface
public interface Answering {

    /// There is no reply agent.
    Answering NOWHERE = (_, _) -> Optional.empty();

    /// Since when it answers over this number; empty where it does not. Whoever took over before that took over from
    /// nobody.
    Optional<Instant> since(TenantId tenant, DeviceId device);
}
