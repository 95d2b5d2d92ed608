package dev.palomar.transport.cloud;

import java.time.Duration;

/// What came of asking Meta for something other than sending a message. All of it happens on an ordinary day.
public sealed interface Asked<T> {

    record Got<T>(T value) implements Asked<T> {}

    /// Meta said no, and would again.
    ///
    /// @param code     Meta's error code
    /// @param subcode  Meta's, 0 when there was none
    /// @param why      for people: Meta's own words for them where there are some
    /// @param account  the cause is the token, the app or the account: nothing else will go either
    record Refused<T>(String code, int subcode, String why, boolean account) implements Asked<T> {}

    /// Not now.
    ///
    /// @param perhapsDone  the call broke off after it was written: what it asked for may have been done
    record NotNow<T>(Duration retryIn, String why, boolean perhapsDone) implements Asked<T> {}
}
