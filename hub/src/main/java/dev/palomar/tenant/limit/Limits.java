package dev.palomar.tenant.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.model.id.TenantId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// How often somebody may call. A caller has the tenant's requests a minute to itself; all callers of a tenant
/// together have ten times as many, so that a tenant gains nothing by making keys. Counted per node, in memory.
public final class Limits {

    private static final int CALLERS = 10;
    private static final int MOST_REMEMBERED = 50_000;
    private static final int SECONDS = 60;

    /// What became of one call. `policy` names the limit that is nearest.
    public record Count(boolean allowed, String policy, int quota, long remaining, Duration resetIn) {

        /// The `RateLimit-Policy` of the IETF's draft.
        public String policyField() {
            return "\"%s\";q=%d;w=%d".formatted(policy, quota, SECONDS);
        }

        /// The `RateLimit` of the IETF's draft.
        public String stateField() {
            return "\"%s\";r=%d;t=%d".formatted(policy, remaining, seconds());
        }

        /// Whole seconds until the next call may succeed, at least one.
        public long seconds() {
            return Math.max(1, (resetIn.toMillis() + 999) / 1000);
        }
    }

    private record Place(String whose, int quota) {}

    private final Cache<Place, Bucket> buckets;
    private final TimeMeter time;

    public Limits(InstantSource clock) {
        this.time = new Clock(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(Duration.ofSeconds(2 * SECONDS))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /// Counts a call of `caller` for a tenant.
    public Count count(TenantId tenant, String caller, int perMinute) {
        Count own = take("default", tenant.text() + "/" + caller, perMinute);
        if (!own.allowed()) {
            return own;
        }
        Count shared = take("tenant", tenant.text(), Math.multiplyExact(CALLERS, Math.min(perMinute, 100_000_000)));
        return shared.allowed() ? own : shared;
    }

    /// Counts a call of somebody who acts for no tenant: a person before choosing one, an address before logging in.
    public Count count(String caller, int perMinute) {
        return take("default", caller, perMinute);
    }

    private Count take(String policy, String whose, int quota) {
        Bucket bucket = buckets.get(
                new Place(whose, quota),
                place -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(place.quota()).refillGreedy(place.quota(), Duration.ofSeconds(SECONDS)))
                        .withCustomTimePrecision(time)
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        Duration reset =
                Duration.ofNanos(probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill());
        return new Count(probe.isConsumed(), policy, quota, probe.getRemainingTokens(), reset);
    }

    private record Clock(InstantSource source) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(source.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
