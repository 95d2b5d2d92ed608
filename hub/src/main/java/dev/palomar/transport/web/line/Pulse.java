package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Seat;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Whether a line lives: one that is silent is asked, and one that does not answer twice is not believed any more. An
/// engine that does not answer says nothing about its lines; it is watched by its heartbeat.
final class Pulse {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CHANCES = 2;

    private final Duration silence;
    private final Consumer<Consumer<Line>> post;
    private long heardAt = System.nanoTime();
    private int failures;
    private boolean asking;

    /// `silence` is how long a line says nothing before it is asked; `post` carries the answer to the line's thread.
    Pulse(Duration silence, Consumer<Consumer<Line>> post) {
        this.silence = silence;
        this.post = post;
    }

    void begin() {
        heard();
        asking = false;
    }

    void heard() {
        heardAt = System.nanoTime();
        failures = 0;
    }

    boolean isStopped() {
        return failures >= CHANCES;
    }

    /// Asks WhatsApp for a sign of life if there was none for a while.
    void feel(Seat seat) {
        boolean silent = failures > 0 || System.nanoTime() - heardAt > silence.toNanos();
        if (asking || !silent) {
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
                heard();
            } else {
                failures++;
            }
        }
    }
}
