package dev.palomar.transport.cloud;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.model.Identity;
import dev.palomar.transport.Transport;
import java.time.Duration;

/// How long to leave one person alone after WhatsApp said that they got too much from one number: 4^X seconds, where X
/// counts the refusals in a row. Source: Meta, "Cloud API / Messaging limits / Pair rate limits".
final class PairPauses {

    private record Pair(String phoneNumberId, Identity person) {}

    private static final int HIGHEST = 6;

    private final Cache<Pair, Integer> refusals = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofHours(2))
            .build();

    /// The pause after one more refusal.
    Duration next(String phoneNumberId, Transport.Outgoing message) {
        int before = refusals.asMap().merge(new Pair(phoneNumberId, message.to()), 1, Integer::sum) - 1;
        return Duration.ofSeconds(1L << (2 * Math.min(before, HIGHEST)));
    }

    void went(String phoneNumberId, Transport.Outgoing message) {
        refusals.invalidate(new Pair(phoneNumberId, message.to()));
    }
}
