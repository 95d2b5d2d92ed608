package dev.palomar.api.http;

import dev.palomar.model.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Reads the query strictly, like [Fields] a body: [#done()] tells all that is wrong, parameters that nobody asked for
/// included. A filter that is misspelt would otherwise find everything.
public final class Parameters {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    private final Map<String, List<String>> values;
    private final Faults faults = new Faults();
    private final Set<String> asked = new HashSet<>();

    Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    public void done() {
        values.keySet().stream().filter(name -> !asked.contains(name)).sorted().forEach(faults::unknown);
        faults.throwIfAny();
    }

    public int limit() {
        return integer("limit", 1, MOST).orElse(DEFAULT_LIMIT);
    }

    /// The cursor of a list whose cursors are ids.
    public Optional<UUID> cursor() {
        return optional("cursor", 500, "nextCursor of the page before", text -> {
            try {
                return Optional.of(
                        UUID.fromString(Cursor.parts("cursor", text, 1).getFirst()));
            } catch (IllegalArgumentException | dev.palomar.model.Rejection.InvalidValue notOurs) {
                return Optional.empty();
            }
        });
    }

    /// The cursor of a list whose cursors have several parts.
    public Optional<List<String>> cursor(int parts) {
        return optional("cursor", 500, "nextCursor of the page before", text -> {
            try {
                return Optional.of(Cursor.parts("cursor", text, parts));
            } catch (dev.palomar.model.Rejection.InvalidValue notOurs) {
                return Optional.empty();
            }
        });
    }

    public Optional<String> text(String name, int longest) {
        return optional(
                name,
                longest,
                "a text",
                text -> PlainText.clean(text).equals(text) ? Optional.of(text) : Optional.empty());
    }

    public Optional<Integer> integer(String name, int least, int most) {
        return optional(name, 12, "a whole number from " + least + " to " + most, text -> {
            try {
                int value = Integer.parseInt(text);
                return value < least || value > most ? Optional.empty() : Optional.of(value);
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        });
    }

    public Optional<Instant> time(String name) {
        return optional(name, 40, "a time like 2026-11-20T12:00:00.000Z", Fields::time);
    }

    /// `read` is empty when the text means nothing, and `expected` then says what would.
    public <T> Optional<T> value(String name, Function<String, Optional<T>> read, String expected) {
        return value(name, 1_000, read, expected);
    }

    /// As above, for what may be longer than a thousand letters.
    public <T> Optional<T> value(String name, int longest, Function<String, Optional<T>> read, String expected) {
        return optional(name, longest, expected, read);
    }

    /// Several, separated by commas.
    public <T> List<T> values(String name, Function<String, Optional<T>> read, String expected) {
        return optional(name, 4_000, expected, text -> {
                    List<T> all = new ArrayList<>();
                    for (String part : text.split(",", -1)) {
                        Optional<T> value = read.apply(part.strip());
                        if (value.isEmpty()) {
                            return Optional.<List<T>>empty();
                        }
                        all.add(value.get());
                    }
                    return Optional.of(List.copyOf(all));
                })
                .orElse(List.of());
    }

    private <T> Optional<T> optional(String name, int longest, String expected, Function<String, Optional<T>> read) {
        asked.add(name);
        List<String> sent = values.getOrDefault(name, List.of());
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1) {
            faults.wrong(name, "must be given once");
            return Optional.empty();
        }
        String text = sent.getFirst();
        Optional<T> value = text.isEmpty() || text.length() > longest ? Optional.empty() : read.apply(text);
        if (value.isEmpty()) {
            faults.wrong(name, "expected " + expected);
        }
        return value;
    }
}
