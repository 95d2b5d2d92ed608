package dev.palomar.agent.llm;

import dev.palomar.model.Secret;
import java.util.List;

/// What a model is asked: whatever it may know is in here.
///
/// @param model        as the provider calls it
/// @param maxTokens    the longest answer
/// @param system       what it is told by the company and by the hub; never by a customer
/// @param turns        what was said, oldest first; begins and ends with the customer, and the two take turns
/// @param mayHandOver  whether it is offered the one tool there is, `hand_over`
/// @param key          whose account pays
public record Question(String model, int maxTokens, String system, List<Turn> turns, boolean mayHandOver, Secret key) {

    public Question {
        turns = List.copyOf(turns);
    }

    /// What one side said.
    public record Turn(boolean customer, String text) {}
}
