package dev.palomar.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.palomar.conversation.Located;
import dev.palomar.conversation.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where people were found lately. It saves asking before writing, and is never believed: the same transaction asks the
/// database as well, and is done again when that knows better.
final class Whereabouts {

    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Cache<Place, Located> lately = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT)
            .scheduler(Scheduler.systemScheduler())
            .build();

    /// One for each place, in their order; empty when there is any among them that was not found lately, and where
    /// nobody has to be found.
    Optional<List<Located>> guess(List<Place> places) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        List<Located> guesses = new ArrayList<>(places.size());
        for (Place place : places) {
            Located guess = lately.getIfPresent(place);
            if (guess == null) {
                return Optional.empty();
            }
            guesses.add(guess);
        }
        return Optional.of(guesses);
    }

    /// What the database said of `places`.
    void found(List<Place> places, List<Located> located) {
        for (int i = 0; i < places.size(); i++) {
            lately.put(places.get(i), timeless(located.get(i)));
        }
    }

    void forget(List<Place> places) {
        lately.invalidateAll(places);
    }

    /// Whether `guess` is what the database says now.
    static boolean holds(List<Located> guess, Optional<List<Located>> said) {
        return said.filter(located ->
                        located.stream().map(Whereabouts::timeless).toList().equals(guess))
                .isPresent();
    }

    /// Without what messages change and what nothing is written by.
    private static Located timeless(Located located) {
        return new Located(
                located.conversation(),
                located.contact(),
                located.slot(),
                located.fresh(),
                located.renamed(),
                located.party(),
                located.business(),
                Optional.empty(),
                located.chat(),
                false);
    }
}
