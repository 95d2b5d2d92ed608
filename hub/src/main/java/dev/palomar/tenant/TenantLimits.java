package dev.palomar.tenant;

import java.util.Optional;

/// What a tenant may use. Requests: per minute and key, empty means the platform's default. Messages a day and
/// devices: empty means no limit.
public record TenantLimits(
        Optional<Integer> requestsPerMinute, Optional<Integer> messagesPerDay, Optional<Integer> devices) {

    /// The platform's default for requests per minute of each key.
    public static final int REQUESTS_PER_MINUTE = 600;

    public static final TenantLimits NONE = new TenantLimits(Optional.empty(), Optional.empty(), Optional.empty());
}
