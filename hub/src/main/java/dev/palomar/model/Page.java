package dev.palomar.model;

import dev.palomar.model.id.Id;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Some items of a longer list, and where the next ones begin: `next` is handed back to get them, empty on the last
/// page.
public record Page<T>(List<T> items, Optional<UUID> next) {

    public Page {
        items = List.copyOf(items);
    }

    /// `fetched` was asked for with one row more than `limit`, so that it is known whether there are more.
    public static <T> Page<T> of(List<T> fetched, int limit, Function<T, ? extends Id> id) {
        if (fetched.size() <= limit) {
            return new Page<>(fetched, Optional.empty());
        }
        List<T> items = fetched.subList(0, limit);
        return new Page<>(items, Optional.of(id.apply(items.getLast()).value()));
    }
}
