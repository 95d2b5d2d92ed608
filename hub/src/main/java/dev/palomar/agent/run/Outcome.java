package dev.palomar.agent.run;

import java.util.Arrays;
import java.util.Optional;

/// What came of a turn.
public enum Outcome {
    /// For the quiet time, the model, or another try.
    WAITING("waiting"),
    ANSWERED("answered"),
    HANDED_OVER("handedOver"),
    /// It was not the agent's to answer.
    SKIPPED("skipped"),
    /// A person answered first.
    SILENCED("silenced");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Outcome> read(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
}
