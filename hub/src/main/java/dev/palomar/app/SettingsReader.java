package dev.palomar.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads settings and collects what is wrong with them, so that all of it is told together.
final class SettingsReader {

    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// Whether one of these is set, to whatever.
    boolean isSet(String... names) {
        return Arrays.stream(names).anyMatch(name -> text(name).isPresent());
    }

    /// What `read` makes of the setting, or `otherwise` when it is not set. `read` throws for what it does
    /// not understand; its message is told, the setting's value never is.
    <T> T value(String name, Function<String, T> read, T otherwise) {
        return maybe(name, read).orElse(otherwise);
    }

    <T> Optional<T> maybe(String name, Function<String, T> read) {
        return text(name).flatMap(value -> {
            try {
                return Optional.of(read.apply(value));
            } catch (RuntimeException unusable) {
                fault(
                        name,
                        unusable instanceof NumberFormatException
                                ? "expected a number"
                                : String.valueOf(unusable.getMessage()));
                return Optional.empty();
            }
        });
    }

    int number(String name, int otherwise, int least, int most) {
        return value(
                name,
                value -> {
                    int number = Integer.parseInt(value);
                    if (number < least || number > most) {
                        throw new IllegalArgumentException("expected a number from " + least + " to " + most);
                    }
                    return number;
                },
                otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return value(
                name,
                value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("expected true or false");
                },
                otherwise);
    }

    void fault(String name, String detail) {
        faults.add(name + ": " + detail);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
