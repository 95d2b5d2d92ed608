package dev.palomar.sandbox.llm;

import dev.palomar.sandbox.wire.Json;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The wits of the model that is played: it finds the sentence of its system prompt that has most in common with what
/// the customer asks, and says that. The same question always gets the same answer. When nothing fits, or the customer
/// wants a person, it calls the tool `hand_over` if it was offered.
final class Wits {

    /// Words that mean the same thing, by their beginnings, in Spanish and English.
    private static final List<Set<String>> TOPICS = List.of(
            Set.of("abr", "abier", "horar", "hora", "cierr", "cerr", "atien", "open", "hour", "clos"),
            Set.of("preci", "cuest", "vale", "cuant", "cost", "pric", "much"),
            Set.of("donde", "direc", "ubic", "where", "addres", "locat", "queda"),
            Set.of("envi", "entreg", "reparto", "mand", "deliver", "ship"),
            Set.of("pag", "tarjet", "transfer", "efectiv", "pay", "card", "cash"));

    private static final Set<String> EMPTY_WORDS = Set.of(
            "para", "como", "este", "esta", "tienen", "tiene", "quiero", "puedo", "sobre", "desde", "hasta", "with",
            "have", "what", "your", "that", "this", "from", "about", "would", "could", "please", "favor", "cual");

    private static final Pattern PERSON =
            Pattern.compile("\\b(una? persona|humano|asesor\\w*|operador\\w*|encargad\\w*|"
                    + "supervisor\\w*|human|real person|somebody|someone)\\b");
    private static final Pattern GREETING =
            Pattern.compile("(hola|buenas|buen dia|buenos dias|buenas tardes|buenas noches|hi|hello|hey)( \\w+){0,2}");
    private static final Pattern THANKS = Pattern.compile(".*\\b(gracias|thanks|thank you)\\b.*");
    private static final Pattern ENGLISH =
            Pattern.compile(".*\\b(the|is|are|you|what|when|where|how|hello|hi|thanks|please|do|does|open|price)\\b.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^# ");
    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?])\\s+|\\n+");

    private Wits() {}

    /// @param system  what it was told; what stands under the last heading is taken for manners and not for facts
    /// @param said    the customer's last words
    static Utterance answer(String system, String said, boolean mayHandOver) {
        String plain = plain(said);
        boolean english = ENGLISH.matcher(plain).matches() && !said.contains("¿");
        if (PERSON.matcher(plain).find() && mayHandOver) {
            return handOver("asked", said, english);
        }
        if (GREETING.matcher(plain).matches()) {
            return Utterance.text(english ? "Hello! How can I help you?" : "¡Hola! ¿En qué te puedo ayudar?");
        }
        Optional<String> fact = fact(system, plain);
        if (fact.isPresent()) {
            return Utterance.text(fact.get());
        }
        if (THANKS.matcher(plain).matches()) {
            return Utterance.text(english ? "You are welcome!" : "¡De nada! Cualquier cosa, acá estamos.");
        }
        if (mayHandOver) {
            return handOver("unsure", said, english);
        }
        return Utterance.text(english ? "I am sorry, I do not know that." : "Disculpá, no tengo esa información.");
    }

    private static Utterance handOver(String reason, String said, boolean english) {
        String line = said.lines().reduce((_, last) -> last).orElse("").strip();
        String quoted = line.length() > 120 ? line.substring(0, 120) + "…" : line;
        return Utterance.call(
                "hand_over",
                Json.object()
                        .put("reason", reason)
                        .put("summary", (english ? "The customer wrote: " : "El cliente escribió: ") + quoted));
    }

    private static Optional<String> fact(String system, String asked) {
        var headings = HEADING.matcher(system).results().toList();
        String facts = headings.isEmpty()
                ? system
                : system.substring(0, headings.getLast().start());
        Set<String> stems = stems(asked);
        String best = "";
        int most = 0;
        for (String sentence : BETWEEN_SENTENCES.split(facts, -1)) {
            int score = score(stems, stems(plain(sentence)));
            if (score > most) {
                most = score;
                best = sentence.strip();
            }
        }
        return most == 0 ? Optional.empty() : Optional.of(best.replaceFirst("^[-*•]\\s*", ""));
    }

    private static int score(Set<String> asked, Set<String> told) {
        int score = 0;
        for (String stem : asked) {
            if (stem.length() >= 4 && told.contains(stem)) {
                score += 2;
            }
        }
        for (Set<String> topic : TOPICS) {
            if (touches(asked, topic) && touches(told, topic)) {
                score += 1;
            }
        }
        return score;
    }

    private static boolean touches(Set<String> stems, Set<String> topic) {
        return stems.stream().anyMatch(stem -> topic.stream().anyMatch(stem::startsWith));
    }

    /// Beginnings of the words that say something.
    private static Set<String> stems(String plain) {
        Set<String> stems = new HashSet<>();
        Arrays.stream(plain.split(" ", -1))
                .filter(word -> word.length() > 2 && !EMPTY_WORDS.contains(word))
                .map(word -> word.length() > 5 ? word.substring(0, 5) : word)
                .forEach(stems::add);
        return stems;
    }

    private static String plain(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        return bare.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
