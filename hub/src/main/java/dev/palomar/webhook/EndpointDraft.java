package dev.palomar.webhook;

import dev.palomar.model.id.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What people say of an endpoint. Everything is as they typed it: [Webhooks] checks it.
public record EndpointDraft(
        String url,
        List<String> eventTypes,
        Optional<Set<DeviceId>> devices,
        Endpoint.Format format,
        String description,
        boolean strict,
        Optional<List<Duration>> schedule) {

    /// The draft that leaves `endpoint` as it is.
    public static EndpointDraft of(Endpoint endpoint) {
        return new EndpointDraft(
                endpoint.url().toString(),
                endpoint.eventTypes(),
                endpoint.devices(),
                endpoint.format(),
                endpoint.description(),
                endpoint.strict(),
                endpoint.schedule());
    }
}
