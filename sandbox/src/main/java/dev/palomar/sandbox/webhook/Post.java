package dev.palomar.sandbox.webhook;

import dev.palomar.sandbox.network.Agenda;
import dev.palomar.sandbox.network.SandboxClock;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.CallLog;
import dev.palomar.sandbox.wire.Http;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// Posts signed webhooks, and posts them again when the receiver does not answer 200: once at once, then
/// after growing waits, for seven days of sandbox time.
final class Post {

    /// Where calls go and with which secret they are signed.
    record Address(String url, String appSecret) {}

    /// When a batch was first tried, and in which of the networks that follow each other by resets.
    private record Start(Instant at, long world) {}

    /// Meta does not publish its spacing, only "immediately, then with decreasing frequency, up to seven days".
    private static final List<Duration> WAITS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6));

    private static final Duration PATIENCE = Duration.ofDays(7);
    private static final int LARGEST = 3 << 20;
    private static final MediaType JSON = MediaType.get("application/json");

    private final AtomicLong world = new AtomicLong();
    private final SandboxClock clock;
    private final Agenda agenda;
    private final CallLog log;

    Post(SandboxClock clock, Agenda agenda, CallLog log) {
        this.clock = clock;
        this.agenda = agenda;
        this.log = log;
    }

    /// Lets go of everything that is on its way: nothing of it is posted, repeated or logged any more.
    void reset() {
        world.incrementAndGet();
    }

    /// Tries once now, a second time if that fails, and leaves the rest to the agenda.
    void deliver(Address address, List<Update> batch) {
        byte[] body = Envelope.of(batch);
        if (body.length > LARGEST && batch.size() > 1) {
            int half = batch.size() / 2;
            deliver(address, List.copyOf(batch.subList(0, half)));
            deliver(address, List.copyOf(batch.subList(half, batch.size())));
        } else {
            attempt(address, batch, body, 0, new Start(clock.instant(), world.get()));
        }
    }

    /// One call without a second chance; true when the receiver answered 200.
    boolean call(Address address, byte[] body) {
        long here = world.get();
        String signature = Envelope.signature(body, address.appSecret());
        Map<String, String> headers = Map.of(
                "content-type", "application/json",
                "user-agent", "facebookexternalua",
                "x-hub-signature-256", signature);
        long start = System.nanoTime();
        Optional<Answer> answer = Optional.empty();
        String error = "";
        Optional<HttpUrl> url = Optional.ofNullable(HttpUrl.parse(address.url()));
        if (url.isEmpty()) {
            error = "not a URL";
        } else {
            Request request = new Request.Builder()
                    .url(url.get())
                    .header("User-Agent", "facebookexternalua")
                    .header("Accept", "*/*")
                    .header("X-Hub-Signature-256", signature)
                    .post(RequestBody.create(body, JSON))
                    .build();
            try (Response response = Http.client().newCall(request).execute()) {
                answer = Optional.of(
                        Answer.text(response.code(), response.peekBody(16_384).string()));
            } catch (IOException failed) {
                error = failed.getClass().getSimpleName() + ": " + failed.getMessage();
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (here != world.get()) {
            return false;
        }
        log.add(new CallLog.Entry(false, "POST", address.url(), headers, Bytes.of(body), answer, error, millis));
        return answer.filter(a -> a.status() == 200).isPresent();
    }

    /// Asks a receiver whether it is the one: true when it answers 200 with exactly the challenge.
    boolean handshake(String callbackUrl, String verifyToken, String challenge) {
        HttpUrl base = HttpUrl.parse(callbackUrl);
        if (base == null) {
            return false;
        }
        HttpUrl url = base.newBuilder()
                .addQueryParameter("hub.mode", "subscribe")
                .addQueryParameter("hub.challenge", challenge)
                .addQueryParameter("hub.verify_token", verifyToken)
                .build();
        Request request = new Request.Builder()
                .url(url)
                .header("User-Agent", "facebookplatform/1.0 (+http://developers.facebook.com)")
                .build();
        long start = System.nanoTime();
        Optional<Answer> answer = Optional.empty();
        String error = "";
        try (Response response = Http.client().newCall(request).execute()) {
            answer = Optional.of(
                    Answer.text(response.code(), response.peekBody(1_024).string()));
        } catch (IOException failed) {
            error = failed.getClass().getSimpleName() + ": " + failed.getMessage();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        log.add(new CallLog.Entry(false, "GET", url.toString(), Map.of(), Bytes.NONE, answer, error, millis));
        return answer.filter(a -> a.status() == 200 && a.body().text().equals(challenge))
                .isPresent();
    }

    private void attempt(Address address, List<Update> batch, byte[] body, int failures, Start first) {
        int failed = failures;
        while (first.world() == world.get() && !call(address, body)) {
            if (first.world() != world.get()) {
                return;
            }
            Duration wait = WAITS.get(Math.min(failed, WAITS.size() - 1));
            failed++;
            if (!wait.isZero()) {
                Instant due = clock.instant().plus(wait);
                int so = failed;
                if (due.isBefore(first.at().plus(PATIENCE))) {
                    agenda.at(due, () -> Thread.ofVirtual().start(() -> attempt(address, batch, body, so, first)));
                }
                return;
            }
        }
        if (first.world() == world.get()) {
            batch.forEach(update -> update.received().run());
        }
    }
}
