package dev.palomar.database;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The places between two steps that belong together, where a test can end the hub as a cut cable would: at once, with
/// nothing written down and nobody told. Without an order that was armed at the start, passing one does nothing.
public enum CrashPoint {

    /// What Meta delivered is written, and not committed.
    INTAKE_BEFORE_COMMIT,

    /// What Meta delivered is on disk, and Meta has not heard so.
    INTAKE_AFTER_COMMIT,

    /// A message to be sent is written, and not committed.
    SUBMIT_BEFORE_COMMIT,

    /// A message to be sent is on disk, and its caller has not heard so.
    SUBMIT_AFTER_COMMIT,

    /// A message is claimed for sending, and WhatsApp has not been called.
    SEND_BEFORE_CALL,

    /// WhatsApp has answered, and the outcome is not written.
    SEND_AFTER_CALL,

    /// A receiver took an event, and that is not noted.
    DELIVERY_BEFORE_NOTE,

    /// Events are parked, and the cursor has not moved past them.
    PARK_BEFORE_CURSOR,

    /// What a retry delivered is removed from the parked events, and not committed.
    RETRY_BEFORE_COMMIT,

    /// A lane has nothing parked any more, and those in memory do not know it.
    UNPARK_BEFORE_MEMORY,

    /// A page of a replay is parked, and the replay's position is not written.
    REPLAY_BEFORE_POSITION,

    /// A page of templates is written with the place to go on from, and not committed.
    TEMPLATES_BEFORE_COMMIT,

    /// The reply agent's model has answered, and nothing of that is on disk.
    AGENT_AFTER_REPLY,

    /// Some rows of a file of contacts are in, with how far that is, and not committed.
    IMPORT_BEFORE_COMMIT,

    /// A part of a person is erased, and not committed.
    ERASURE_BEFORE_COMMIT,

    /// A batch of keysets is wrapped with another master key, and not committed.
    REWRAP_BEFORE_COMMIT;

    /// To end the hub when it passes `at` for the `count`th time.
    public record Order(CrashPoint at, int count) {

        /// As in `delivery-before-note:20`. Throws [IllegalArgumentException] with words for the operator.
        public static Order parse(String text) {
            String[] parts = text.split(":", -1);
            Optional<CrashPoint> at = Arrays.stream(values())
                    .filter(point -> point.word().equals(parts[0]))
                    .findFirst();
            if (at.isEmpty() || parts.length != 2 || !parts[1].matches("[1-9]\\d{0,6}")) {
                throw new IllegalArgumentException("expected a step and which time it is passed, as in "
                        + DELIVERY_BEFORE_NOTE.word() + ":20; the steps are " + words());
            }
            return new Order(at.get(), Integer.parseInt(parts[1]));
        }
    }

    /// What `kill -9` leaves as a process's result.
    private static final int KILLED = 137;

    private static final AtomicInteger LEFT = new AtomicInteger();
    private static @Nullable CrashPoint armed;

    /// To be called once, before anything that may pass a point is started.
    public static void arm(Order order) {
        LEFT.set(order.count());
        armed = order.at();
    }

    /// Its name in settings.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(CrashPoint::word).toList();
    }

    /// Ends the process here if that was ordered.
    public void pass() {
        if (this == armed && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
