package dev.palomar.api.http;

import dev.palomar.api.auth.Admission;
import dev.palomar.api.auth.Caller;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.limit.Limits;
import java.util.Optional;

/// What becomes known about one request on its way, for the answer's headers and the log line at its end.
final class Exchange {

    final Incoming incoming;
    final String requestId;
    final long startedNanos;
    String template = "-";
    Caller caller = new Caller.Anybody();
    Optional<TenantId> tenant = Optional.empty();
    Optional<Limits.Count> count = Optional.empty();
    boolean bodyLeft;

    Exchange(Incoming incoming, String requestId, long startedNanos) {
        this.incoming = incoming;
        this.requestId = requestId;
        this.startedNanos = startedNanos;
        this.bodyLeft = incoming.hasBody();
    }

    void admitted(Admission admission) {
        tenant = admission.tenant();
    }
}
