package dev.palomar.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `{{1}}` and `{{order_id}}` in a template's texts.
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

    private Placeholders() {}

    /// Their names in order, each once.
    static List<String> in(String text) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return List.copyOf(names);
    }

    /// The text with what `value` has for each name in its place.
    static String fill(String text, Function<String, String> value) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }

    /// Whether the text begins or ends with one, which Meta refuses (2388299).
    static boolean atAnEdge(String text) {
        String bare = text.strip();
        return bare.startsWith("{{") || bare.endsWith("}}");
    }
}
