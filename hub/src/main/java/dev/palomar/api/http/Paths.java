package dev.palomar.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where every path leads, and in whose words what happens there is told.
final class Paths {

    /// What a path leads to.
    ///
    /// @param dialect  whose path it is, if not the hub's own
    record Led(Router.Found found, Optional<Dialect> dialect) {}

    private record Spoken(Dialect dialect, Router router) {}

    private final Router own;
    private final List<Spoken> dialects = new ArrayList<>();

    Paths(List<Route> routes, List<Dialect> dialects) {
        this.own = new Router(routes);
        dialects.forEach(dialect -> this.dialects.add(new Spoken(dialect, new Router(dialect.routes()))));
    }

    /// Throws the dialect's objection to the query, if it has one.
    Led find(Method method, String rawPath, Map<String, List<String>> query) {
        for (Spoken spoken : dialects) {
            Optional<String> within = spoken.dialect().within(rawPath);
            if (within.isPresent()) {
                spoken.dialect().objection(query).ifPresent(rejection -> {
                    throw rejection;
                });
                return new Led(spoken.router().find(method, within.get()), Optional.of(spoken.dialect()));
            }
        }
        return new Led(own.find(method, rawPath), Optional.empty());
    }

    /// Says what went wrong at a path.
    Answer tell(Problem problem, String rawPath, String requestId) {
        return dialects.stream()
                .map(Spoken::dialect)
                .filter(dialect -> dialect.within(rawPath).isPresent())
                .findFirst()
                .map(dialect -> dialect.tell(problem, requestId))
                .orElseGet(() -> problem.answer(requestId));
    }
}
