package dev.palomar.conversation.search;

import dev.palomar.database.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the index knows a word as. PostgreSQL says it and those that were met last are remembered: finding the stems is
/// what an entry costs, and most words that people write were written before. For one thread.
final class Stems {

    private static final int MOST = 20_000;
    /// What is longer is an address or a number, and not met again.
    private static final int LONGEST = 32;

    private final Map<String, String> known = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /// Of each of `words`, which have no blanks in them, its stems with blanks between. There are none of what says
    /// nothing by itself.
    Map<String, String> of(Tx tx, Collection<String> words) {
        Map<String, String> stems = HashMap.newHashMap(words.size());
        List<String> strange = new ArrayList<>();
        for (String word : words) {
            String remembered = known.get(word);
            if (remembered == null) {
                strange.add(word);
            } else {
                stems.put(word, remembered);
            }
        }
        if (!strange.isEmpty()) {
            tx.query("""
                    SELECT word, array_to_string(tsvector_to_array(search_words(word)), ' ') AS stems
                      FROM unnest(:words) AS word
                    """)
                    .bindArray("words", String.class, strange.toArray())
                    .map((row, _) -> {
                        stems.put(row.getString("word"), row.getString("stems"));
                        return true;
                    })
                    .list();
        }
        strange.stream().filter(word -> word.length() <= LONGEST).forEach(word -> known.put(word, stems.get(word)));
        return stems;
    }
}
