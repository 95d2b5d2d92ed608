package dev.palomar.connection;

import dev.palomar.device.CloudStanding;
import dev.palomar.model.DeviceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A company's connection to the Cloud API.
///
/// @param signup     the last one, if there was one
/// @param available  whether this hub is set up for Embedded Signup
public record Connection(State state, List<CloudStanding> numbers, Optional<Signup> signup, boolean available) {

    public enum State {
        NOT_CONNECTED,
        /// Somebody is in Meta's dialog, or Meta has not confirmed a number yet.
        PENDING,
        CONNECTED,
        /// A token has ended or was withdrawn: somebody has to agree again, or paste a new one.
        REAUTHORISE,
        /// A number does not work until a person acts.
        ERROR
    }

    /// Meta's codes for a token or a permission that is not good any more.
    private static final Set<String> ENDED = Set.of("0", "3", "10", "102", "104", "190", "200");

    static Connection of(List<CloudStanding> numbers, Optional<Signup> signup, boolean available, Instant now) {
        return new Connection(state(numbers, signup, now), numbers, signup, available);
    }

    /// The worst of what is true of the numbers that nobody stopped.
    private static State state(List<CloudStanding> numbers, Optional<Signup> signup, Instant now) {
        List<DeviceState> states = numbers.stream()
                .filter(CloudStanding::connected)
                .map(CloudStanding::state)
                .toList();
        if (states.stream().anyMatch(Connection::needsAgreement)) {
            return State.REAUTHORISE;
        }
        if (states.stream().anyMatch(state -> state instanceof DeviceState.Broken)) {
            return State.ERROR;
        }
        if (states.stream().anyMatch(Connection::works)) {
            return State.CONNECTED;
        }
        if (!states.isEmpty() || signup.filter(one -> underWay(one, now)).isPresent()) {
            return State.PENDING;
        }
        boolean failed =
                signup.filter(one -> one.stage() == Signup.Stage.FAILED).isPresent();
        return failed && numbers.isEmpty() ? State.ERROR : State.NOT_CONNECTED;
    }

    private static boolean needsAgreement(DeviceState state) {
        return state instanceof DeviceState.Broken broken && ENDED.contains(broken.code());
    }

    private static boolean works(DeviceState state) {
        return state instanceof DeviceState.Online
                || state instanceof DeviceState.Paused
                || state instanceof DeviceState.Restricted;
    }

    private static boolean underWay(Signup signup, Instant now) {
        return signup.stage() == Signup.Stage.CONNECTING
                || (signup.stage() == Signup.Stage.WAITING && !signup.expired(now));
    }
}
