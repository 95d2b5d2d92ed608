package dev.palomar.tenant.people;

import java.util.Optional;

/// In which language somebody is written to.
public enum Language {
    SPANISH("es"),
    ENGLISH("en");

    private final String word;

    Language(String word) {
        this.word = word;
    }

    public static Optional<Language> read(String word) {
        for (Language language : values()) {
            if (language.word.equals(word)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
