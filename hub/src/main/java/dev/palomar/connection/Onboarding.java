package dev.palomar.connection;

import dev.palomar.device.Joining;
import dev.palomar.model.Secret;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudSignup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is done with the token that a signup brought: accounts and numbers are found, the app listens to the
/// accounts, numbers are registered and become devices. Every step may be done again.
final class Onboarding {

    private static final Set<String> NEEDED = Set.of("whatsapp_business_management", "whatsapp_business_messaging");

    /// Meta: the PIN is not that of the number's two-step verification.
    private static final String WRONG_PIN = "133005";

    /// How it went.
    sealed interface End {

        record Done(Outcome outcome) implements End {}

        /// @param problem  a stable word, see [Signups.Landing]
        record Failed(Outcome outcome, String problem) implements End {}

        /// Meta could not be asked, or not now.
        record Later(Outcome outcome, String why, Duration pause) implements End {}
    }

    private final CloudSignup meta;
    private final Joining joining;
    private final Optional<CloudSignup.Callback> here;

    /// `here` is where Meta delivers what comes for the platform's app.
    Onboarding(CloudSignup meta, Joining joining, Optional<CloudSignup.Callback> here) {
        this.meta = meta;
        this.joining = joining;
        this.here = here;
    }

    End take(Signup signup, Secret token, Secret pin) {
        return switch (meta.inspect(token)) {
            case Asked.Got<CloudSignup.Token>(CloudSignup.Token facts) -> inspected(signup, token, pin, facts);
            case Asked.Refused<CloudSignup.Token> _ -> new End.Failed(Outcome.NONE, "token-refused");
            case Asked.NotNow<CloudSignup.Token> later -> later(Outcome.NONE, later.why(), later.retryIn());
        };
    }

    private End inspected(Signup signup, Secret token, Secret pin, CloudSignup.Token facts) {
        if (!facts.valid()) {
            return new End.Failed(Outcome.NONE, "token-refused");
        }
        if (!facts.scopes().isEmpty() && !facts.scopes().containsAll(NEEDED)) {
            return new End.Failed(Outcome.NONE, "scope-missing");
        }
        List<String> accounts = facts.accounts();
        if (accounts.isEmpty()) {
            switch (meta.accounts(token)) {
                case Asked.Got<List<String>>(var found) -> accounts = found;
                case Asked.Refused<List<String>> _ -> accounts = List.of();
                case Asked.NotNow<List<String>> later -> {
                    return later(Outcome.NONE, later.why(), later.retryIn());
                }
            }
        }
        if (accounts.isEmpty()) {
            return new End.Failed(Outcome.NONE, "no-account");
        }
        return connect(new Arrivals(signup, token, pin, facts, new ArrayList<>()), accounts);
    }

    /// What is known while the numbers of one signup are connected.
    private record Arrivals(
            Signup signup, Secret token, Secret pin, CloudSignup.Token facts, List<Outcome.Joined> joined) {

        Outcome outcome() {
            return new Outcome(joined);
        }
    }

    private End connect(Arrivals arrivals, List<String> accounts) {
        for (String account : accounts) {
            Asked<List<CloudSignup.Found>> answer = meta.numbers(account, arrivals.token());
            switch (answer) {
                case Asked.Got<List<CloudSignup.Found>>(var numbers) -> {
                    Optional<String> deaf = listen(account, arrivals.token());
                    for (CloudSignup.Found number : numbers) {
                        arrivals.joined().add(join(arrivals, account, number, deaf));
                    }
                }
                case Asked.Refused<List<CloudSignup.Found>> _ -> {
                    // an account that the token may not see after all brings no numbers
                }
                case Asked.NotNow<List<CloudSignup.Found>> later -> {
                    return later(arrivals.outcome(), later.why(), later.retryIn());
                }
            }
        }
        Outcome outcome = arrivals.outcome();
        if (outcome.numbers().isEmpty()) {
            return new End.Failed(outcome, "no-number");
        }
        return outcome.numbers().stream().anyMatch(number -> number.result().here())
                ? new End.Done(outcome)
                : new End.Failed(outcome, "no-number-joined");
    }

    /// What keeps Meta from delivering here, if anything does.
    private Optional<String> listen(String account, Secret token) {
        Asked<Boolean> subscribed = here.map(callback -> meta.subscribe(account, token, callback))
                .orElseGet(() -> meta.subscribe(account, token, Optional.empty()));
        return switch (subscribed) {
            case Asked.Got<Boolean> _ -> Optional.empty();
            case Asked.Refused<Boolean> refused -> Optional.of(refused.why());
            case Asked.NotNow<Boolean> later -> Optional.of(later.why());
        };
    }

    private Outcome.Joined join(Arrivals arrivals, String account, CloudSignup.Found number, Optional<String> deaf) {
        if (joining.isTaken(arrivals.signup().tenant(), number.phoneNumberId())) {
            return joined(account, number, new Joining.Joined.Taken(), Optional.empty());
        }
        Optional<String> problem = deaf;
        Optional<Secret> pin = Optional.empty();
        if (!number.registered()) {
            switch (meta.register(
                    number.phoneNumberId(), arrivals.token(), arrivals.pin().reveal())) {
                case Asked.Got<Boolean> _ -> pin = Optional.of(arrivals.pin());
                case Asked.Refused<Boolean> refused ->
                    problem = Optional.of(
                            refused.code().equals(WRONG_PIN)
                                    ? "The number has two-step verification: enter its PIN to register it."
                                    : refused.why());
                case Asked.NotNow<Boolean> later -> problem = Optional.of(later.why());
            }
        }
        Joining.Arriving arriving = new Joining.Arriving(
                number.phoneNumberId(),
                account,
                number.name().isBlank() ? number.displayPhone() : number.name(),
                arrivals.token(),
                arrivals.facts().expiresAt(),
                pin);
        return joined(account, number, joining.join(arrivals.signup().tenant(), arriving), problem);
    }

    private static Outcome.Joined joined(
            String account, CloudSignup.Found number, Joining.Joined joined, Optional<String> problem) {
        return switch (joined) {
            case Joining.Joined.Added(var device) ->
                outcome(account, number, Outcome.Result.CONNECTED, Optional.of(device), problem);
            case Joining.Joined.Renewed(var device) ->
                outcome(account, number, Outcome.Result.RENEWED, Optional.of(device), problem);
            case Joining.Joined.Taken _ ->
                outcome(
                        account,
                        number,
                        Outcome.Result.TAKEN,
                        Optional.empty(),
                        Optional.of("The number is connected to another company of this hub."));
            case Joining.Joined.NoRoom(String why) ->
                outcome(account, number, Outcome.Result.NO_ROOM, Optional.empty(), Optional.of(why));
        };
    }

    private static Outcome.Joined outcome(
            String account,
            CloudSignup.Found number,
            Outcome.Result result,
            Optional<dev.palomar.model.id.DeviceId> device,
            Optional<String> problem) {
        return new Outcome.Joined(
                number.phoneNumberId(), account, number.displayPhone(), number.name(), result, device, problem);
    }

    private static End later(Outcome outcome, String why, Duration pause) {
        return new End.Later(outcome, why, pause);
    }
}
