package dev.palomar.agent;

import dev.palomar.agent.llm.Question;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import java.time.Duration;
import java.util.Optional;

/// What is to be done about a turn.
sealed interface Next {

    record Ask(Question question) implements Next {}

    record Send(String text) implements Next {}

    /// The model is asked again after a while.
    record Again(Duration in) implements Next {}

    record HandOver(Reason reason, Optional<String> summary) implements Next {}

    /// Nothing is said, and nobody is told.
    record Leave(Outcome outcome, Reason reason) implements Next {}
}
