package dev.palomar.api.http;

import dev.palomar.api.auth.Admission;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.limit.Idempotency;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Carries out a request with an `Idempotency-Key` once: later ones get the first answer, parallel ones wait for it
/// for a few seconds. Only what was done is remembered; a refusal did nothing and may be asked for again.
final class Repetition {

    private static final int LONGEST_KEY = 255;
    private static final int WAITS = 60;
    private static final Pattern VERSION = Pattern.compile("^/v(1|\\d{1,3}\\.\\d{1,3})/");
    private static final Duration WAIT = Duration.ofMillis(50);

    private final Idempotency idempotency;

    Repetition(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    Answer once(
            Incoming incoming, Admission admission, byte[] sent, Function<Optional<Idempotency.Ticket>, Answer> work) {
        Optional<String> key = incoming.header("Idempotency-Key");
        if (key.isEmpty()) {
            return work.apply(Optional.empty());
        }
        Idempotency.Request request = request(incoming, admission, key.get(), sent);
        for (int wait = 0; wait < WAITS; wait++) {
            switch (idempotency.begin(request)) {
                case Idempotency.Found.Fresh(Idempotency.Ticket ticket) -> {
                    return carryOut(ticket, work);
                }
                case Idempotency.Found.Done(Idempotency.Answer answer) -> {
                    return Answer.of(answer.status(), answer.contentType(), Payload.of(answer.body()))
                            .with("Idempotency-Replayed", "true");
                }
                case Idempotency.Found.Mismatch _ ->
                    throw new Rejection.Conflict(
                            "idempotency-mismatch",
                            "This Idempotency-Key was used for another request within the last 24 hours.");
                case Idempotency.Found.UnderWay _ -> pause();
            }
        }
        throw new Rejection.Conflict(
                "idempotency-in-progress", "The first request with this Idempotency-Key is still running. Try again.");
    }

    private Answer carryOut(Idempotency.Ticket ticket, Function<Optional<Idempotency.Ticket>, Answer> work) {
        Answer answer;
        try {
            answer = work.apply(Optional.of(ticket));
        } catch (RuntimeException | Error failure) {
            try {
                idempotency.giveBack(ticket);
            } catch (RuntimeException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
        if (answer instanceof Answer.Whole whole && whole.status() < 300) {
            idempotency.finish(
                    ticket,
                    new Idempotency.Answer(
                            whole.status(), whole.contentType(), whole.body().text()));
        } else {
            idempotency.giveBack(ticket);
        }
        return answer;
    }

    private static Idempotency.Request request(Incoming incoming, Admission admission, String key, byte[] sent) {
        if (key.isBlank() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new Rejection.InvalidValue(
                    "Idempotency-Key", "expected 1 to " + LONGEST_KEY + " printable ASCII characters");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((incoming.method() + " " + plain(incoming.path()) + "\n").getBytes(StandardCharsets.UTF_8));
            return new Idempotency.Request(
                    admission.tenant().orElse(Audit.PLATFORM),
                    admission.caller().label(),
                    key,
                    Payload.of(digest.digest(sent)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The same path in whichever way it may be written: with the version or by its alias, with or without a slash at
    /// the end.
    private static String plain(String path) {
        String whole = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return VERSION.matcher(whole).replaceFirst("/");
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Rejection.Unavailable("The hub is stopping. Try again.");
        }
    }
}
