package dev.palomar.agent.rule;

import java.util.List;

/// Words at which a person takes over. They count as whole words, whatever their case and accents.
public record Words(List<String> words) {

    /// What people say who want to be talked to by somebody, in Spanish and English.
    public static final Words STANDARD = new Words(List.of(
            "hablar con una persona",
            "hablar con alguien",
            "persona real",
            "un humano",
            "ser humano",
            "agente humano",
            "un asesor",
            "una asesora",
            "un operador",
            "una operadora",
            "talk to a person",
            "talk to a human",
            "speak to someone",
            "real person",
            "human agent"));

    public Words {
        words = List.copyOf(words);
    }

    public boolean areIn(String text) {
        String said = " " + Plain.of(text) + " ";
        return words.stream()
                .map(Plain::of)
                .filter(word -> !word.isEmpty())
                .anyMatch(word -> said.contains(" " + word + " "));
    }
}
