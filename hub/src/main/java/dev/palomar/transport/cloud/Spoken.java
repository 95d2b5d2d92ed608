package dev.palomar.transport.cloud;

import dev.palomar.model.Payload;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// One call to Meta, as it was: secrets are in it.
///
/// @param tenant   whose number it was about, if it was about one
/// @param what     the last word of the path; `object` when it ends with an id
/// @param url      path and query
/// @param status   Meta's; 0 when there was no answer
/// @param broken   why there was none
/// @param request  what was sent, if it was JSON
/// @param answer   what came back, if it was kept
public record Spoken(
        Optional<TenantId> tenant,
        Optional<DeviceId> device,
        String what,
        String method,
        String url,
        int status,
        Optional<String> broken,
        Duration took,
        Optional<ObjectNode> request,
        Optional<Payload> answer) {

    /// Hears of every call. Must be quick.
    @FunctionalInterface
    public interface Listener {
        void spoken(Spoken call);
    }
}
