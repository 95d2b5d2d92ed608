package dev.palomar.statistics;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts how often a measure fell into which range, so that its median can be told without keeping each.
///
/// @param name     what the ranges' words begin with
/// @param bounds   the upper end of each range, growing; what is more counts for the last
record Ranges(String name, List<Long> bounds) {

    /// The word of the range that `value` belongs to.
    String word(long value) {
        return name
                + bounds.stream().filter(bound -> value <= bound).findFirst().orElse(bounds.getLast());
    }

    List<String> words() {
        return bounds.stream().map(bound -> name + bound).toList();
    }

    long count(Map<String, Long> counts) {
        return words().stream().mapToLong(word -> counts.getOrDefault(word, 0L)).sum();
    }

    /// The upper end of the range in which `share` of all is reached; empty when nothing was counted.
    Optional<Long> reached(Map<String, Long> counts, double share) {
        long wanted = Math.max(1, (long) Math.ceil(count(counts) * share));
        long seen = 0;
        for (Long bound : bounds) {
            seen += counts.getOrDefault(name + bound, 0L);
            if (seen >= wanted) {
                return Optional.of(bound);
            }
        }
        return Optional.empty();
    }
}
