package dev.palomar.api.http;

import dev.palomar.model.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of the API that speaks somebody else's language: it has paths of its own, looked at before all others, and
/// its own words for what went wrong.
public interface Dialect extends Resource {

    /// Where a path leads among the dialect's [#routes()]; empty for a path that is not the dialect's.
    Optional<String> within(String rawPath);

    /// Why a request with this query is refused whoever sends it, if it is.
    Optional<Rejection> objection(Map<String, List<String>> query);

    /// Says in the dialect's words what went wrong.
    Answer tell(Problem problem, String requestId);
}
