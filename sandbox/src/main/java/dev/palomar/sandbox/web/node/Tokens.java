package dev.palomar.sandbox.web.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words that stanzas write as one or two bytes (dictionary version 3): one list of single bytes, four
/// lists of pairs.
final class Tokens {

    /// @param list -1 for the single bytes
    record Place(int list, int index) {}

    private static final List<List<String>> WORDS = read();
    private static final Map<String, Place> PLACES = places();

    private Tokens() {}

    static Optional<Place> place(String word) {
        return Optional.ofNullable(PLACES.get(word));
    }

    static Optional<String> single(int index) {
        return at(WORDS.getFirst(), index);
    }

    static Optional<String> pair(int list, int index) {
        return at(WORDS.get(list + 1), index);
    }

    private static Optional<String> at(List<String> words, int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    private static List<List<String>> read() {
        try (InputStream file = Tokens.class.getResourceAsStream("/web/tokens.txt")) {
            if (file == null) {
                throw new IllegalStateException("the dictionary is not in the program");
            }
            List<List<String>> lists = new ArrayList<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> lists.add(List.of(line.split("\t", -1))));
            return lists;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Place> places() {
        Map<String, Place> places = new HashMap<>();
        for (int list = 0; list < WORDS.size(); list++) {
            List<String> words = WORDS.get(list);
            for (int index = 0; index < words.size(); index++) {
                if (!words.get(index).isEmpty()) {
                    places.putIfAbsent(words.get(index), new Place(list - 1, index));
                }
            }
        }
        return places;
    }
}
