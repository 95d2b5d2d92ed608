package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Seat;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Whether a line lives: one that is silent is asked, and one that does not answer twice is not believed any more. An
/// engine that does not answer says nothing about its lines; it is watched by its heartbeat.
final class Pulse {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CHANCES = 2;

    private final Duration silence;
    private final Consumer<Consumer<Line>> post;
    private volatile long heardAt = System.nanoTime();
    private final AtomicInteger failures = new AtomicInteger();
    private boolean asking;

    /// `silence` is how long a line says nothing before it is asked; `post` carries the answer to the line's thread.
    Pulse(Duration silence, Consumer<Consumer<Line>> post) {
        this.silence = silence;
        this.post = post;
    }

    void begin() {
        heardSince(0);
        asking = false;
    }

    /// What the engine asks of us for a message that is to be sent says nothing about WhatsApp.
    void heard(Letter.Frame letter) {
        if (letter.isEvent()) {
            heardSince(0);
        }
    }

    private void heardSince(long millis) {
        heardAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(millis);
        failures.set(0);
    }

    boolean isStopped() {
        return failures.get() >= CHANCES;
    }

    /// Whether there was a sign of life a short while ago. Any thread may ask.
    boolean isFelt() {
        return failures.get() == 0 && System.nanoTime() - heardAt <= silence.toNanos();
    }

    /// Asks WhatsApp for a sign of life if there was none for a while.
    void feel(Seat seat) {
        if (asking || isFelt()) {
            return;
        }
        asking = true;
        Thread.ofVirtual().start(() -> {
            ObjectNode body =
                    Json.object().put("timeoutMs", PATIENCE.toMillis()).put("silentMs", silence.toMillis());
            Answer answer = seat.ask("probe", body, PATIENCE.multipliedBy(3));
            post.accept(line -> felt(seat, line, answer));
        });
    }

    private void felt(Seat seat, Line line, Answer answer) {
        if (line.anySeat().filter(seat::equals).isEmpty()) {
            return;
        }
        asking = false;
        if (answer instanceof Answer.Done(ObjectNode body)) {
            if (body.path("alive").asBoolean(false)) {
                heardSince(body.path("silentMs").asLong(0));
            } else {
                failures.incrementAndGet();
            }
        }
    }
}
