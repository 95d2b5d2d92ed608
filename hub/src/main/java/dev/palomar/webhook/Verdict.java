package dev.palomar.webhook;

import java.time.Duration;
import java.util.Optional;

/// What an answer means for the delivery.
sealed interface Verdict {

    record Delivered() implements Verdict {}

    /// @param notBefore  the least wait, whatever the schedule says
    /// @param overload   the receiver has too much to do: fewer calls at a time from now on
    record TryAgain(Optional<Duration> notBefore, boolean overload) implements Verdict {}

    /// The receiver says that the endpoint is gone for good.
    record Gone() implements Verdict {}

    /// A receiver may ask for patience, within reason.
    Duration LONGEST_WAIT = Duration.ofHours(24);

    /// Who is overloaded, or did not answer in time, is left alone for at least this long.
    Duration BREATHER = Duration.ofSeconds(60);

    static Verdict on(Answer answer) {
        return switch (answer) {
            case Answer.Response response -> on(response.status(), response.retryAfter());
            case Answer.Failure failure
            when failure.word().equals("timeout") -> new TryAgain(Optional.of(BREATHER), true);
            case Answer.Failure _ -> new TryAgain(Optional.empty(), false);
        };
    }

    private static Verdict on(int status, Optional<Duration> retryAfter) {
        if (status >= 200 && status < 300) {
            return new Delivered();
        }
        if (status == 410) {
            return new Gone();
        }
        Optional<Duration> asked = retryAfter.map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        return switch (status) {
            case 429 ->
                new TryAgain(asked.filter(wait -> wait.compareTo(BREATHER) > 0).or(() -> Optional.of(BREATHER)), true);
            case 502, 503, 504 -> new TryAgain(asked, true);
            // Redirects land here too: only the configured URL is ever called.
            default -> new TryAgain(asked, false);
        };
    }
}
