package dev.palomar.conversation.search;

import dev.palomar.database.Tx;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Marks in texts what was looked for.
final class Highlighter {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern LETTERS_OR_DIGITS = Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+");
    private static final int LONGEST = 200;
    private static final int BEFORE = 60;

    private final Set<String> hits;

    private Highlighter(Set<String> hits) {
        this.hits = hits;
    }

    /// Asks the database, which knows the stems, about the words of the texts that begin as one that was looked for
    /// does: a stem keeps the beginning of its word.
    static Highlighter of(Tx tx, Question question, Collection<String> texts) {
        Set<Integer> beginnings = question.words().stream()
                .flatMap(asked -> LETTERS_OR_DIGITS.matcher(asked).results())
                .map(part -> beginning(part.group()))
                .collect(Collectors.toSet());
        Set<String> words = new HashSet<>();
        for (String text : texts) {
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                if (beginnings.contains(beginning(word.group()))) {
                    words.add(word.group());
                }
            }
        }
        return new Highlighter(Set.copyOf(question.bind(tx.query(
                        "SELECT word FROM unnest(:words) AS word WHERE search_words(word) @@ " + question.any()))
                .bindArray("words", String.class, words.toArray())
                .mapTo(String.class)
                .list()));
    }

    /// The first letter, small and without its accent.
    private static int beginning(String word) {
        return Normalizer.normalize(word.substring(0, word.offsetByCodePoints(0, 1)), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePointAt(0);
    }

    /// The part of the text around what was found, in pieces that follow one another.
    List<Search.Part> parts(String text) {
        Matcher word = WORD.matcher(text);
        int first = 0;
        while (word.find()) {
            if (hits.contains(word.group())) {
                first = word.start();
                break;
            }
        }
        int from = text.length() <= LONGEST ? 0 : whole(text, Math.max(0, first - BEFORE));
        int to = whole(text, Math.min(text.length(), from + LONGEST));
        List<Search.Part> parts = new ArrayList<>();
        StringBuilder between = new StringBuilder(from > 0 ? "…" : "");
        int at = from;
        word = WORD.matcher(text).region(from, to);
        while (word.find()) {
            if (hits.contains(word.group())) {
                between.append(text, at, word.start());
                add(parts, between.toString(), false);
                add(parts, word.group(), true);
                between.setLength(0);
                at = word.end();
            }
        }
        between.append(text, at, to).append(to < text.length() ? "…" : "");
        add(parts, between.toString(), false);
        return parts;
    }

    private static void add(List<Search.Part> parts, String text, boolean hit) {
        if (!text.isEmpty()) {
            parts.add(new Search.Part(text, hit));
        }
    }

    /// Not in the middle of a word, if there is a blank near, nor of a character.
    private static int whole(String text, int at) {
        for (int back = at; back > Math.max(0, at - 20); back--) {
            if (back == text.length() || Character.isWhitespace(text.charAt(back - 1))) {
                return back;
            }
        }
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
