package dev.palomar.tenant;

import java.time.ZoneId;
import java.util.Optional;

/// What is to change; empty stays as it is. The inner `Optional` of a limit is its new value, which may be none.
public record TenantChange(
        Optional<String> name,
        Optional<Slug> slug,
        Optional<String> locale,
        Optional<ZoneId> timeZone,
        Limits limits,
        Optional<Boolean> suspended,
        Optional<Boolean> secondFactorRequired) {

    /// Changes of the limits.
    public record Limits(
            Optional<Optional<Integer>> requestsPerMinute,
            Optional<Optional<Integer>> messagesPerDay,
            Optional<Optional<Integer>> devices) {

        public static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), Optional.empty());

        public TenantLimits appliedTo(TenantLimits before) {
            return new TenantLimits(
                    requestsPerMinute.orElse(before.requestsPerMinute()),
                    messagesPerDay.orElse(before.messagesPerDay()),
                    devices.orElse(before.devices()));
        }
    }
}
