package dev.palomar.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the route for a path. Literal segments win over variables; a slash at the end does not matter.
final class Router {

    /// What a path leads to.
    sealed interface Found {
        record Match(Route route, Map<String, String> variables) implements Found {}

        /// The path exists, the method does not.
        record OtherMethods(Set<Method> allowed) implements Found {}

        record Nothing() implements Found {}
    }

    private record Compiled(Route route, List<String> segments) {

        long variables() {
            return segments.stream().filter(Router::isVariable).count();
        }
    }

    private final Map<Integer, List<Compiled>> byLength = new HashMap<>();

    Router(List<Route> routes) {
        for (Route route : routes) {
            List<String> segments = segments(route.path());
            byLength.computeIfAbsent(segments.size(), _ -> new ArrayList<>()).add(new Compiled(route, segments));
        }
        byLength.values().forEach(list -> list.sort(Comparator.comparingLong(Compiled::variables)));
    }

    Found find(Method method, String rawPath) {
        List<String> segments;
        try {
            segments = segments(rawPath).stream().map(Router::decoded).toList();
        } catch (IllegalArgumentException badEscape) {
            return new Found.Nothing();
        }
        Set<Method> allowed = EnumSet.noneOf(Method.class);
        for (Compiled candidate : byLength.getOrDefault(segments.size(), List.of())) {
            if (!fits(candidate.segments(), segments)) {
                continue;
            }
            if (candidate.route().method() == method) {
                return new Found.Match(candidate.route(), variables(candidate.segments(), segments));
            }
            allowed.add(candidate.route().method());
        }
        return allowed.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(allowed);
    }

    private static boolean fits(List<String> pattern, List<String> path) {
        for (int at = 0; at < pattern.size(); at++) {
            if (!isVariable(pattern.get(at)) && !pattern.get(at).equals(path.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> variables(List<String> pattern, List<String> path) {
        Map<String, String> variables = new HashMap<>();
        for (int at = 0; at < pattern.size(); at++) {
            String segment = pattern.get(at);
            if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), path.get(at));
            }
        }
        return variables;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        if (inner.endsWith("/")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }

    /// A plus is a plus in a path.
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
