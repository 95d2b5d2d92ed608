package dev.palomar.api.http;

import dev.palomar.model.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a JSON object strictly: each field is asked for by name and kind, and [#done()] then tells all that is wrong
/// at once, fields that nobody asked for included. What is returned before `done()` may stand for something faulty; do
/// nothing with it until then. A field that is null counts as left out, except where `nullable…` asks.
public final class Fields {

    private static final int LONGEST = 10_000;

    private final ObjectNode object;
    private final String path;
    private final Faults faults;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> children;

    private Fields(ObjectNode object, String path, Faults faults, List<Fields> family) {
        this.object = object;
        this.path = path;
        this.faults = faults;
        this.children = family;
        family.add(this);
    }

    public static Fields of(ObjectNode object) {
        return new Fields(object, "", new Faults(), new ArrayList<>());
    }

    /// Throws everything that is wrong with the whole body, inner objects included.
    public void done() {
        for (Fields one : List.copyOf(children)) {
            for (String name : one.object.propertyNames()) {
                if (!one.asked.contains(name)) {
                    faults.unknown(one.path + name);
                }
            }
        }
        faults.throwIfAny();
    }

    /// Adds a fault that only the caller can see.
    public void fault(String name, String detail) {
        asked.add(name);
        faults.wrong(path + name, detail);
    }

    /// Whether the field was sent, null included.
    public boolean has(String name) {
        asked.add(name);
        return object.has(name);
    }

    /// A text that is there and not blank, of at most `longest` characters.
    public String text(String name, int longest) {
        return optionalText(name, longest).orElseGet(() -> missing(name));
    }

    public Optional<String> optionalText(String name, int longest) {
        return string(name).filter(text -> {
            if (text.isBlank()) {
                fault(name, "must not be empty");
            } else if (text.codePointCount(0, text.length()) > longest) {
                fault(name, "must have at most " + longest + " characters");
            } else if (!PlainText.clean(text).equals(text)) {
                fault(name, "holds a character that cannot be kept (NUL or half a surrogate pair)");
            } else {
                return true;
            }
            return false;
        });
    }

    /// A password or token: any characters, blanks included; only its length is looked at.
    public String secret(String name, int longest) {
        return optionalSecret(name, longest).orElseGet(() -> missing(name));
    }

    public Optional<String> optionalSecret(String name, int longest) {
        return string(name).filter(text -> {
            if (text.isEmpty() || text.length() > longest) {
                fault(name, "must have 1 to " + longest + " characters");
                return false;
            }
            return true;
        });
    }

    /// A text that means something: `read` is empty when it does not, and `expected` then says what would. The value
    /// can be got after [#done()].
    public <T> Supplier<T> value(String name, Function<String, Optional<T>> read, String expected) {
        Optional<T> value = optionalValue(name, read, expected);
        if (value.isEmpty()) {
            missing(name);
        }
        return value::orElseThrow;
    }

    public <T> Optional<T> optionalValue(String name, Function<String, Optional<T>> read, String expected) {
        return string(name).flatMap(text -> {
            Optional<T> value = text.length() > LONGEST ? Optional.empty() : read.apply(text);
            if (value.isEmpty()) {
                fault(name, "expected " + expected);
            }
            return value;
        });
    }

    public Optional<Integer> optionalInt(String name, int least, int most) {
        return node(name).flatMap(node -> {
            if (!node.isIntegralNumber()) {
                fault(name, "must be a whole number");
                return Optional.empty();
            }
            if (!node.canConvertToInt() || node.asInt() < least || node.asInt() > most) {
                fault(name, "must be from " + least + " to " + most);
                return Optional.empty();
            }
            return Optional.of(node.asInt());
        });
    }

    /// Outer empty: not sent. Inner empty: null was sent.
    public Optional<Optional<Integer>> nullableInt(String name, int least, int most) {
        return has(name) ? Optional.of(optionalInt(name, least, most)) : Optional.empty();
    }

    public Optional<Boolean> optionalFlag(String name) {
        return node(name).flatMap(node -> {
            if (!node.isBoolean()) {
                fault(name, "must be true or false");
                return Optional.empty();
            }
            return Optional.of(node.asBoolean());
        });
    }

    /// A time as RFC 3339 writes it, with `Z` or an offset.
    public Optional<Instant> optionalTime(String name) {
        return optionalValue(name, Fields::time, "a time like 2026-11-20T12:00:00.000Z");
    }

    /// An object inside; ask it for its own fields. `done()` of the whole covers it.
    public Fields object(String name) {
        return optionalObject(name).orElseGet(() -> {
            missing(name);
            return new Fields(dev.palomar.model.Json.object(), path + name + ".", faults, new ArrayList<>());
        });
    }

    public Optional<Fields> optionalObject(String name) {
        return node(name).flatMap(node -> {
            if (node instanceof ObjectNode inner) {
                return Optional.of(new Fields(inner, path + name + ".", faults, children));
            }
            fault(name, "must be an object");
            return Optional.empty();
        });
    }

    /// The field as it was sent, unchecked inside, for what is parsed elsewhere.
    public Optional<JsonNode> raw(String name) {
        return node(name);
    }

    /// A list of texts that each mean something, none twice.
    public <T> Optional<List<T>> optionalValues(
            String name, int most, Function<String, Optional<T>> read, String expected) {
        return node(name).flatMap(node -> {
            if (!(node instanceof ArrayNode array)) {
                fault(name, "must be a list");
                return Optional.empty();
            }
            if (array.isEmpty() || array.size() > most) {
                fault(name, "must have 1 to " + most + " entries");
            }
            List<T> values = new ArrayList<>();
            for (int at = 0; at < Math.min(array.size(), most); at++) {
                JsonNode element = array.get(at);
                Optional<T> value = element.isString() ? read.apply(element.asString()) : Optional.empty();
                if (value.isEmpty()) {
                    fault(name, at, "expected " + expected);
                } else if (values.contains(value.get())) {
                    fault(name, at, "is there twice");
                } else {
                    values.add(value.get());
                }
            }
            return Optional.of(List.copyOf(values));
        });
    }

    public <T> List<T> values(String name, int most, Function<String, Optional<T>> read, String expected) {
        return optionalValues(name, most, read, expected).orElseGet(() -> {
            missing(name);
            return List.of();
        });
    }

    /// For changes: something must change.
    public void mustNotBeEmpty() {
        if (object.isEmpty()) {
            faults.wrong(
                    path.isEmpty() ? "body" : path.substring(0, path.length() - 1), "must name something to change");
        }
    }

    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private void fault(String name, int at, String detail) {
        faults.wrong(path + name + "[" + at + "]", detail);
    }

    /// Only told where the field is not there; a field of the wrong kind has its own fault already.
    private String missing(String name) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            faults.wrong(path + name, "is required");
        }
        return "";
    }

    private Optional<String> string(String name) {
        return node(name).flatMap(node -> {
            if (!node.isString()) {
                fault(name, "must be a text");
                return Optional.empty();
            }
            return Optional.of(node.asString());
        });
    }

    private Optional<JsonNode> node(String name) {
        asked.add(name);
        @Nullable JsonNode node = object.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }
}
