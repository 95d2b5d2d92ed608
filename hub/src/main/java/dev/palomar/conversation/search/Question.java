package dev.palomar.conversation.search;

import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// The words somebody looks for.
record Question(List<String> words) {

    private static final int MOST = 10;

    Question {
        words = List.copyOf(words);
    }

    /// Throws [Rejection.InvalidValue] when there is no word in it, or too many.
    static Question read(String text) {
        List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("[\\s\\p{Z}]+")));
        words.removeIf(word -> word.codePoints().noneMatch(Character::isLetterOrDigit));
        if (words.isEmpty() || words.size() > MOST) {
            throw new Rejection.InvalidValue("q", "expected 1 to " + MOST + " words");
        }
        return new Question(words);
    }

    /// What finds each of the words, as texts of `tsquery`: one that says nothing, like "the", finds nothing and is
    /// left out.
    List<String> terms(Tx tx) {
        return bind(tx.query(
                        "SELECT term::text FROM unnest(ARRAY[" + joined(", ") + "]) AS term WHERE numnode(term) > 0"))
                .mapTo(String.class)
                .list();
    }

    /// As a `tsquery` that any word fits.
    String any() {
        return "(" + joined(" || ") + ")";
    }

    private String joined(String by) {
        return IntStream.range(0, words.size())
                .mapToObj(at -> "search_term(:word" + at + ")")
                .collect(Collectors.joining(by));
    }

    Query bind(Query query) {
        for (int at = 0; at < words.size(); at++) {
            query.bind("word" + at, words.get(at));
        }
        return query;
    }
}
