package dev.palomar.connection;

import dev.palomar.database.Database;
import dev.palomar.model.Payload;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.SignupId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.people.Tokens;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudSignup;
import dev.palomar.vault.Vault;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Embedded Signup: a person agrees in Meta's dialog that this hub may use their numbers, and the numbers are
/// connected.
///
/// The state that travels with the person is random, kept as its hash, bound to the company and to one browser,
/// good for ten minutes and once: whatever comes back with it takes it away, an error, too.
public final class Signups {

    public static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /// Longer than Meta takes for all that has to be asked.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofHours(2);

    /// A way into the dialog.
    ///
    /// @param link     to be opened by the person
    /// @param browser  what the browser that may come back has to carry; empty when that is whoever opens the
    ///                 link first
    public record Begun(String state, URI link, Optional<Secret> browser) {}

    /// Time and chance.
    public record Sources(InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {}

    private final Database database;
    private final Optional<SignupSettings> settings;
    private final CloudSignup meta;
    private final Onboarding onboarding;
    private final SignupRows rows;
    private final Sources sources;

    /// Without `settings` there is no Embedded Signup here.
    public Signups(
            Database database,
            Vault vault,
            Optional<SignupSettings> settings,
            CloudSignup meta,
            dev.palomar.device.Joining joining,
            Sources sources) {
        this.database = database;
        this.settings = settings;
        this.meta = meta;
        this.onboarding = new Onboarding(meta, joining, settings.flatMap(SignupSettings::webhooks));
        this.rows = new SignupRows(vault);
        this.sources = sources;
    }

    public boolean available() {
        return settings.isPresent();
    }

    /// Begins one in a browser that carries `carried` already, or nothing of ours yet. `shared` means that the
    /// link is passed on: whoever opens it first is the one who may come back. Throws [Rejection.NotPossible]
    /// when this hub is not set up for it.
    public Begun begin(TenantId tenant, boolean shared, Optional<Secret> carried) {
        SignupSettings known = settings.orElseThrow(() -> new Rejection.NotPossible(
                "not-supported",
                "settings",
                "This hub is not set up for Embedded Signup: its operator sets PALOMAR_META_APP_ID,"
                        + " PALOMAR_META_APP_SECRET and PALOMAR_META_CONFIG_ID. Numbers can be connected with pasted"
                        + " credentials all the same."));
        Secret state = Tokens.fresh("", sources.random());
        Optional<Secret> browser =
                shared ? Optional.empty() : carried.or(() -> Optional.of(Tokens.fresh("", sources.random())));
        Instant now = sources.clock().instant();
        Signup signup = new Signup(
                tenant,
                new SignupId(sources.ids().get()),
                Signup.Stage.WAITING,
                Outcome.NONE,
                Optional.empty(),
                now,
                now.plus(GOOD_FOR),
                Optional.empty());
        database.tenant(tenant, tx -> {
            rows.insert(
                    tx, signup, Tokens.hash(state), browser.map(Tokens::hash).map(Payload::of));
            return signup;
        });
        URI link = shared ? known.start(state.reveal()) : dialog(known, state.reveal());
        return new Begun(state.reveal(), link, browser);
    }

    /// Opens a link that was passed on, in a browser that carries `browser`, or nothing of ours yet. Empty when
    /// the link is used up or too old, or another browser was first.
    public Optional<Begun> open(String state, Optional<Secret> browser) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Secret carried = browser.orElseGet(() -> Tokens.fresh("", sources.random()));
        boolean bound = database.worker(tx -> rows.bind(
                tx,
                Tokens.hash(new Secret(state)),
                Tokens.hash(carried),
                sources.clock().instant()));
        return bound
                ? Optional.of(new Begun(state, dialog(settings.get(), state), Optional.of(carried)))
                : Optional.empty();
    }

    /// What Meta sent the person back with.
    ///
    /// @param error  Meta's word when there is no code, and what it says to it
    public record Back(Optional<String> state, Optional<String> code, Optional<String> error, Optional<String> words) {}

    /// Somebody came back. The state is used up by this, whatever comes of it.
    public Landing complete(Back back, Optional<Secret> browser) {
        Instant now = sources.clock().instant();
        Optional<SignupRows.Consumed> consumed =
                back.state().flatMap(state -> database.worker(tx -> rows.consume(tx, Tokens.hash(new Secret(state)))));
        if (consumed.isEmpty() || settings.isEmpty()) {
            return new Landing.BadLink();
        }
        Signup signup = consumed.get().signup();
        if (signup.stage() != Signup.Stage.WAITING || signup.expired(now)) {
            end(signup, Signup.Stage.CANCELED, Outcome.NONE, Optional.of("expired"));
            return new Landing.BadLink();
        }
        boolean same = consumed.get()
                .browser()
                .filter(hash -> browser.map(Tokens::hash)
                        .filter(carried -> MessageDigest.isEqual(hash.bytes(), carried))
                        .isPresent())
                .isPresent();
        if (!same) {
            end(signup, Signup.Stage.FAILED, Outcome.NONE, Optional.of("other-browser"));
            return new Landing.OtherBrowser();
        }
        if (back.code().isEmpty()) {
            return refused(signup, back);
        }
        return exchange(signup, back.code().get(), settings.get());
    }

    private Landing refused(Signup signup, Back back) {
        if (back.error().filter("access_denied"::equals).isPresent()) {
            end(signup, Signup.Stage.CANCELED, Outcome.NONE, Optional.of("declined"));
            return new Landing.Declined();
        }
        String words = PlainText.line(back.words().or(back::error).orElse(""), 300);
        return failed(signup, Outcome.NONE, "dialog-failed", words);
    }

    private Landing exchange(Signup signup, String code, SignupSettings known) {
        return switch (meta.exchange(code, known.back())) {
            case Asked.Got<Secret>(Secret token)
            when !token.reveal().isEmpty() -> {
                Secret pin = pin();
                database.tenant(signup.tenant(), tx -> {
                    rows.connecting(
                            tx, signup, token, pin, sources.clock().instant().plus(LEASE));
                    return signup;
                });
                yield carryOn(signup, token, pin);
            }
            case Asked.Got<Secret> _ -> failed(signup, Outcome.NONE, "code-refused", "Meta gave no token.");
            case Asked.Refused<Secret> refused -> failed(signup, Outcome.NONE, "code-refused", refused.why());
            // the code is good for half a minute and once: there is nothing to come back to
            case Asked.NotNow<Secret> away -> failed(signup, Outcome.NONE, "meta-away", away.why());
        };
    }

    private Landing carryOn(Signup signup, Secret token, Secret pin) {
        return switch (onboarding.take(signup, token, pin)) {
            case Onboarding.End.Done(Outcome outcome) -> {
                end(signup, Signup.Stage.DONE, outcome, Optional.empty());
                yield new Landing.Connected(again(signup));
            }
            case Onboarding.End.Failed(Outcome outcome, String problem) -> failed(signup, outcome, problem, "");
            case Onboarding.End.Later(Outcome outcome, String why, Duration pause) -> {
                Instant now = sources.clock().instant();
                if (signup.createdAt().plus(PATIENCE).isBefore(now)) {
                    yield failed(signup, outcome, "meta-away", why);
                }
                Duration held = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                database.tenant(signup.tenant(), tx -> {
                    rows.later(tx, signup, outcome, "meta-away", now.plus(held));
                    return signup;
                });
                yield new Landing.UnderWay(again(signup));
            }
        };
    }

    private Landing failed(Signup signup, Outcome outcome, String problem, String detail) {
        end(signup, Signup.Stage.FAILED, outcome, Optional.of(problem));
        return new Landing.Failed(problem, again(signup), detail);
    }

    private void end(Signup signup, Signup.Stage stage, Outcome outcome, Optional<String> problem) {
        database.tenant(signup.tenant(), tx -> {
            rows.end(tx, signup, stage, outcome, problem, sources.clock().instant());
            return signup;
        });
    }

    private Signup again(Signup signup) {
        return database.tenant(signup.tenant(), tx -> rows.find(tx, signup.tenant(), signup.id()))
                .orElse(signup);
    }

    /// The tenant's last one; a link that nobody came back by in time counts as canceled.
    public Optional<Signup> latest(TenantId tenant) {
        return database.tenant(tenant, tx -> rows.latest(tx, tenant));
    }

    /// Goes on with what a process that died, or Meta's silence, left behind.
    public void work() {
        List<Signup> due =
                database.worker(tx -> rows.takeDue(tx, sources.clock().instant(), LEASE));
        for (Signup signup : due) {
            database.tenant(signup.tenant(), tx -> rows.held(tx, signup.tenant(), signup.id()))
                    .ifPresent(held -> carryOn(held.signup(), held.token(), held.pin()));
        }
    }

    public void tidy() {
        database.worker(tx -> {
            rows.tidy(tx, sources.clock().instant());
            return true;
        });
    }

    private static URI dialog(SignupSettings known, String state) {
        return CloudSignup.dialog(
                known.dialog(), known.version(), known.appId(), known.configuration(), known.back(), state);
    }

    private Secret pin() {
        return new Secret(
                String.format(java.util.Locale.ROOT, "%06d", sources.random().nextInt(1_000_000)));
    }
}
