package dev.palomar.webhook.gate;

import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TenantId;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/// What a call has to pass: its endpoint's gate, then the tenants' common one.
public final class Gates {

    private final ConcurrentHashMap<EndpointId, EndpointGate> byEndpoint = new ConcurrentHashMap<>();
    private final FairGate common;
    private final InstantSource clock;

    public Gates(int places, InstantSource clock) {
        this.common = new FairGate(places);
        this.clock = clock;
    }

    public EndpointGate of(EndpointId endpoint) {
        return byEndpoint.computeIfAbsent(endpoint, _ -> new EndpointGate(clock));
    }

    /// The endpoint was changed by a person: what was known of it does not count any more.
    public void forget(EndpointId endpoint) {
        byEndpoint.remove(endpoint);
    }

    public FairGate common() {
        return common;
    }

    /// Waits for both. `false` when the endpoint's breaker is open; then nothing has to be left.
    public boolean enter(TenantId tenant, EndpointGate gate, boolean retry) throws InterruptedException {
        if (!gate.enter()) {
            return false;
        }
        common.enter(tenant, retry);
        return true;
    }
}
