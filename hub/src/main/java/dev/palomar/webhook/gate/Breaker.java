package dev.palomar.webhook.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/// Stops calling an endpoint that does not work, and asks now and then whether it does again. Opens at 10 failures in
/// a row, or when 70 % of at least 20 calls within 5 minutes failed; then one probe after 5 seconds, and after each
/// failed probe twice as long, up to 5 minutes. Not safe for several threads: [EndpointGate] guards it.
final class Breaker {

    private static final int IN_A_ROW = 10;
    private static final int AT_LEAST = 20;
    private static final double SHARE = 0.7;
    private static final Duration WATCHED = Duration.ofMinutes(5);
    private static final Duration FIRST_PROBE = Duration.ofSeconds(5);
    private static final Duration LAST_PROBE = Duration.ofMinutes(5);
    private static final int MOST_WATCHED = 200;

    private record Outcome(Instant at, boolean failed) {}

    private final ArrayDeque<Outcome> recent = new ArrayDeque<>();
    private int failuresInRow;
    private int failed;
    private boolean open;
    private boolean probing;
    private Instant probeAt = Instant.MIN;
    private Duration probeWait = FIRST_PROBE;

    /// Whether calls go through. While it is open one probe may, when its time has come; then `true` is said once.
    boolean admits(Instant now) {
        if (!open) {
            return true;
        }
        if (probing || now.isBefore(probeAt)) {
            return false;
        }
        probing = true;
        return true;
    }

    boolean isOpen() {
        return open;
    }

    /// When the next probe may go.
    Instant probeAt() {
        return probeAt;
    }

    /// Says whether this closed the breaker.
    boolean succeeded(Instant now) {
        boolean closes = open;
        open = false;
        probing = false;
        probeWait = FIRST_PROBE;
        failuresInRow = 0;
        if (closes) {
            recent.clear();
            failed = 0;
        }
        watch(new Outcome(now, false));
        return closes;
    }

    /// Says whether this opened the breaker, or left it open after a probe.
    boolean failed(Instant now) {
        failuresInRow++;
        watch(new Outcome(now, true));
        if (open) {
            if (probing) {
                probing = false;
                probeWait = min(probeWait.multipliedBy(2), LAST_PROBE);
                probeAt = now.plus(probeWait);
                return true;
            }
            return false;
        }
        if (failuresInRow >= IN_A_ROW || (recent.size() >= AT_LEAST && failed >= SHARE * recent.size())) {
            open = true;
            probing = false;
            probeAt = now.plus(probeWait);
            return true;
        }
        return false;
    }

    private void watch(Outcome outcome) {
        recent.add(outcome);
        if (outcome.failed()) {
            failed++;
        }
        Instant oldest = outcome.at().minus(WATCHED);
        while (recent.size() > MOST_WATCHED
                || (!recent.isEmpty() && recent.peek().at().isBefore(oldest))) {
            if (recent.remove().failed()) {
                failed--;
            }
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
