package dev.palomar.agent.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Recognises that the other side is a program, too, so that two of them do not talk for ever: by a pace that no person
/// keeps, by the same words again and again after each answer, and by our own words coming back.
public final class LoopBreaker {

    /// Something that was said. `ours`: by the company, whoever it was.
    public record Said(boolean ours, String text, Instant at) {}

    /// So many messages it has to be shown, however few the model is.
    public static final int LOOKS_AT = 30;

    private static final Duration PACE = Duration.ofMinutes(2);
    private static final int ANSWERS = 10;
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int SAME = 3;

    private LoopBreaker() {}

    /// @param said  oldest first, the messages to be answered last
    public static boolean isLoop(List<Said> said, Instant now) {
        long answers = said.stream()
                .filter(one -> one.ours() && one.at().isAfter(now.minus(PACE)))
                .count();
        return answers >= ANSWERS || repeats(said, now) || echoes(said, now);
    }

    /// The last words of the other side were also their words before each of our last answers.
    private static boolean repeats(List<Said> said, Instant now) {
        List<String> before = new ArrayList<>();
        String latest = "";
        for (Said one : said) {
            if (one.at().isBefore(now.minus(MEMORY))) {
                continue;
            }
            if (!one.ours()) {
                latest = Plain.of(one.text());
            } else if (!latest.isEmpty()) {
                before.add(latest);
                latest = "";
            }
        }
        if (latest.isEmpty() || before.size() < SAME - 1) {
            return false;
        }
        String words = latest;
        return before.subList(before.size() - (SAME - 1), before.size()).stream()
                .allMatch(words::equals);
    }

    /// Our own words come back, twice.
    private static boolean echoes(List<Said> said, Instant now) {
        int echoes = 0;
        String ours = "";
        for (Said one : said) {
            String text = Plain.of(one.text());
            if (one.ours()) {
                ours = text;
            } else if (one.at().isAfter(now.minus(MEMORY)) && text.length() > 10 && text.equals(ours)) {
                echoes++;
            }
        }
        return echoes >= 2;
    }
}
