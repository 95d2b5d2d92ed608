package dev.palomar.outbound;

import dev.palomar.model.event.Actor;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Submission;
import java.util.Optional;

/// A submission on its way to the disk, with the id that its message will have.
///
/// @param author  who sends it, as far as that is known
record Wanted(
        TenantId tenant,
        DeviceId device,
        Submission submission,
        MessageId id,
        Optional<MessageId> retryOf,
        Optional<Actor> author) {

    Wanted with(Submission now) {
        return new Wanted(tenant, device, now, id, retryOf, author);
    }

    Wanted by(Optional<Actor> somebody) {
        return new Wanted(tenant, device, submission, id, retryOf, somebody);
    }
}
