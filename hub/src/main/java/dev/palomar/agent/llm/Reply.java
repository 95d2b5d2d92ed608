package dev.palomar.agent.llm;

import java.time.Duration;
import java.util.Optional;

/// What came of asking a model. All of it happens on an ordinary day.
public sealed interface Reply {

    Usage usage();

    /// Words for the customer. `cutOff`: they were longer than allowed and end in the middle.
    record Said(String text, boolean cutOff, Usage usage) implements Reply {}

    /// The model wants a person to go on. `asked`: because the customer wants to; otherwise it is not sure enough.
    record HandOver(boolean asked, Optional<String> summary, Usage usage) implements Reply {}

    /// The model called a tool that it was not offered, or this one with something else than it takes.
    record WrongTool(String detail, Usage usage) implements Reply {}

    /// No answer. `retryIn` is the provider's own wish.
    record Failed(Failure why, String detail, Optional<Duration> retryIn, Usage usage) implements Reply {}

    /// Why there is no answer.
    enum Failure {
        /// The model will not answer this; asking again will not change it.
        REFUSAL("refusal", false),
        OVERLOADED("overloaded", true),
        RATE_LIMITED("rateLimited", true),
        TIMEOUT("timeout", true),
        UNREACHABLE("unreachable", true),
        /// What came back is no answer.
        MALFORMED("malformed", true),
        /// The key, the model's name or the request is not accepted.
        DENIED("denied", false);

        private final String word;
        private final boolean passing;

        Failure(String word, boolean passing) {
            this.word = word;
            this.passing = passing;
        }

        public String word() {
            return word;
        }

        /// Whether asking again may help.
        public boolean isPassing() {
            return passing;
        }
    }
}
