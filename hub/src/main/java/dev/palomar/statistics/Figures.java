package dev.palomar.statistics;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the overview shows.
///
/// @param sums  of the whole span, by word
public record Figures(
        Span span,
        List<Statistics.Point> series,
        Map<String, Long> sums,
        List<Statistics.OfDevice> byDevice,
        List<Statistics.Template> templates,
        Standing standing) {

    /// How long people waited for an answer; a share of them as the upper end of a range, in seconds.
    public record FirstResponse(long count, Optional<Long> average, Optional<Long> median, Optional<Long> ninthTenth) {}

    /// How webhooks were called. Durations are upper ends of ranges, in milliseconds.
    public record Deliveries(long attempts, long delivered, Optional<Long> median, Optional<Long> p95) {}

    public static long inbound(Map<String, Long> counts) {
        return counts.getOrDefault(Words.RECEIVED, 0L);
    }

    /// What was handed in, and what was written on the tenant's own phones.
    public static long outbound(Map<String, Long> counts) {
        return counts.getOrDefault(Words.QUEUED, 0L) + counts.getOrDefault(Words.WRITTEN, 0L);
    }

    static long messages(Map<String, Long> counts) {
        return inbound(counts) + outbound(counts);
    }

    public static long sent(Map<String, Long> counts) {
        return counts.getOrDefault(Words.SENT, 0L);
    }

    public static long delivered(Map<String, Long> counts) {
        return counts.getOrDefault(Words.DELIVERED, 0L);
    }

    public static long read(Map<String, Long> counts) {
        return counts.getOrDefault(Words.READ, 0L);
    }

    public static long failed(Map<String, Long> counts) {
        return counts.getOrDefault(Words.FAILED, 0L);
    }

    /// How many ended in the way that `status` names: failed, expired, canceled or unknown.
    public long outcome(String status) {
        return sums.getOrDefault(Words.OUTCOME + status, 0L);
    }

    /// How many of ours were written by this kind of sender: person, apiKey, agent or phone.
    public long sender(String kind) {
        return sums.getOrDefault(Words.SENDER + kind, 0L);
    }

    /// The reply agent's part of what went out; empty when nothing did.
    public Optional<Double> agentShare() {
        long all = outbound(sums);
        return all == 0 ? Optional.empty() : Optional.of(Math.round(10_000.0 * sender("agent") / all) / 10_000.0);
    }

    public long free() {
        return sums.getOrDefault(Words.FREE, 0L);
    }

    public long templatesInside() {
        return sums.getOrDefault(Words.INSIDE, 0L);
    }

    public long templatesOutside() {
        return sums.getOrDefault(Words.OUTSIDE, 0L);
    }

    public FirstResponse firstResponse() {
        long count = Words.ANSWERED.count(sums);
        long seconds = sums.getOrDefault(Words.ANSWERED_SECONDS, 0L);
        return new FirstResponse(
                count,
                count == 0 ? Optional.empty() : Optional.of(seconds / count),
                Words.ANSWERED.reached(sums, 0.5),
                Words.ANSWERED.reached(sums, 0.9));
    }

    public Deliveries deliveries() {
        long delivered = sums.getOrDefault(Words.ATTEMPT_DELIVERED, 0L);
        return new Deliveries(
                delivered + sums.getOrDefault(Words.ATTEMPT_FAILED, 0L),
                delivered,
                Words.ATTEMPTS.reached(sums, 0.5),
                Words.ATTEMPTS.reached(sums, 0.95));
    }
}
