package dev.palomar.webhook;

import dev.palomar.journal.Entry;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TenantId;
import dev.palomar.webhook.meta.MetaFacts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a tenant receives facts.
///
/// @param eventTypes  exact names, `message.*`, or `*`
/// @param devices     only facts of these; of all when empty
/// @param strict      a dead event stops its lane instead of being passed over
/// @param schedule    the waits between attempts, when they are not the usual ones
public record Endpoint(
        TenantId tenant,
        EndpointId id,
        URI url,
        String description,
        List<String> eventTypes,
        Optional<Set<DeviceId>> devices,
        Format format,
        boolean strict,
        Optional<List<Duration>> schedule,
        Health health,
        Instant createdAt) {

    /// In which words the facts are told.
    public enum Format {
        /// Ours: `normalized` and `raw`.
        PALOMAR,
        /// Meta's, whatever transport it came over: the body that Meta itself would have sent. Facts that Meta has no
        /// shape for are left out.
        CLOUD
    }

    /// How the endpoint fares.
    public record Health(
            boolean enabled,
            Optional<String> disabledWhy,
            Optional<Instant> failingSince,
            Optional<Instant> lastFailureAt,
            Optional<String> lastError,
            Optional<Instant> lastSuccessAt) {}

    /// Whether this fact is owed to this endpoint.
    public boolean wants(Entry entry) {
        if (entry.only().isPresent()) {
            return entry.only().get().equals(id);
        }
        if (format == Format.CLOUD && !MetaFacts.tells(entry)) {
            return false;
        }
        if (devices.isPresent() && !entry.device().map(devices.get()::contains).orElse(false)) {
            return false;
        }
        return wants(entry.type());
    }

    private boolean wants(EventType type) {
        for (String pattern : eventTypes) {
            if (pattern.equals(type.word())) {
                return true;
            }
            if (!type.isMeantByPatterns()) {
                continue;
            }
            if (pattern.equals("*")) {
                return true;
            }
            if (pattern.endsWith(".*") && type.word().startsWith(pattern.substring(0, pattern.length() - 1))) {
                return true;
            }
        }
        return false;
    }
}
