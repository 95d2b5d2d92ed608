package dev.palomar.webhook;

import dev.palomar.database.CrashPoint;
import dev.palomar.journal.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// One attempt: put the body together, sign it, post it, judge the answer.
final class Caller {

    private final Poster poster;
    private final Envelope envelope;
    private final InstantSource clock;
    private final String userAgent;

    Caller(Poster poster, Envelope envelope, InstantSource clock, String userAgent) {
        this.poster = poster;
        this.envelope = envelope;
        this.clock = clock;
        this.userAgent = userAgent;
    }

    /// `number` counts the attempts of this delivery from 1.
    Attempt call(Endpoints.Ready to, Entry entry, int number) {
        Endpoint endpoint = to.endpoint();
        byte[] body = envelope.body(entry, endpoint.format());
        Instant now = clock.instant();
        Map<String, String> headers = headers(to, entry, number, now, body);
        Answer answer = poster.post(endpoint.url(), headers, body);
        Attempt.Outcome outcome = switch (Verdict.on(answer)) {
            case Verdict.Delivered _ -> {
                CrashPoint.DELIVERY_BEFORE_NOTE.pass();
                yield Attempt.Outcome.DELIVERED;
            }
            case Verdict.TryAgain _ -> Attempt.Outcome.RETRY;
            case Verdict.Gone _ -> Attempt.Outcome.GIVE_UP;
        };
        return new Attempt(entry, endpoint.id(), number, now, endpoint.url().toString(), headers, answer, outcome);
    }

    private Map<String, String> headers(Endpoints.Ready to, Entry entry, int number, Instant now, byte[] body) {
        String id = entry.id().text();
        long timestamp = now.getEpochSecond();
        StringJoiner signatures = new StringJoiner(" ");
        to.keys().forEach(key -> signatures.add(key.sign(id, timestamp, body)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "identity");
        headers.put("user-agent", userAgent);
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", signatures.toString());
        headers.put("x-hub-signature-256", to.keys().getFirst().signLikeMeta(body));
        headers.put("x-palomar-attempt", Integer.toString(number));
        return headers;
    }
}
