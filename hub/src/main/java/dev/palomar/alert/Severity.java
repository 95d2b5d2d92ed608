package dev.palomar.alert;

import java.util.Arrays;

/// How much it matters.
public enum Severity {
    WARNING("warning"),
    /// Messages do not go out or do not come in.
    CRITICAL("critical");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Severity read(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word.equals(word))
                .findFirst()
                .orElseThrow();
    }
}
