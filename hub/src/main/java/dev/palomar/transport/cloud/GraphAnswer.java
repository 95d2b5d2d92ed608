package dev.palomar.transport.cloud;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What became of one call to the Graph API. All of it happens on an ordinary day.
sealed interface GraphAnswer {

    /// Meta did it.
    record Done(ObjectNode body) implements GraphAnswer {}

    /// Meta said no, in its own error object.
    ///
    /// @param retryIn  if Meta said when to come again
    record Refused(int status, ObjectNode error, Optional<Duration> retryIn) implements GraphAnswer {}

    /// Somebody answered, and not in Meta's words: a gateway, a page of HTML. It may have been done.
    record Strange(int status) implements GraphAnswer {}

    /// The call broke after it was written. It may have been done.
    record Cut(String why) implements GraphAnswer {}

    /// Nothing was written. It was not done.
    record NotReached(String why) implements GraphAnswer {}
}
