package dev.palomar.outbound;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Submission;
import java.util.Optional;

/// A submission on its way to the disk, with the id that its message will have.
record Wanted(TenantId tenant, DeviceId device, Submission submission, MessageId id, Optional<MessageId> retryOf) {

    Wanted with(Submission now) {
        return new Wanted(tenant, device, now, id, retryOf);
    }
}
