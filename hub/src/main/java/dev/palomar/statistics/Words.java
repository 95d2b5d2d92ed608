package dev.palomar.statistics;

import dev.palomar.model.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What is counted, in the words of the tables. Besides these every event type is counted under its own word.
final class Words {

    /// The tenant as a whole.
    static final UUID ALL = new UUID(-1, -1);

    /// What belongs to no device.
    static final UUID NONE = new UUID(0, 0);

    static final String RECEIVED = EventType.MESSAGE_RECEIVED.word();
    static final String QUEUED = EventType.MESSAGE_QUEUED.word();
    static final String SENT = EventType.MESSAGE_SENT.word();
    static final String DELIVERED = EventType.MESSAGE_DELIVERED.word();
    static final String READ = EventType.MESSAGE_READ.word();
    static final String FAILED = EventType.MESSAGE_FAILED.word();

    /// Somebody wrote it on one of the tenant's own phones.
    static final String WRITTEN = "message.written";

    /// History that came when a number was linked.
    static final String BACKFILLED = "message.backfilled";

    /// In front of the status in which a message ended that did not go out.
    static final String OUTCOME = "outcome.";

    /// In front of who wrote what went out.
    static final String SENDER = "sender.";

    static final String FREE = "window.free";
    static final String INSIDE = "window.templateInside";
    static final String OUTSIDE = "window.templateOutside";

    static final String ANSWERED_SECONDS = "answered.seconds";
    static final Ranges ANSWERED = new Ranges(
            "answered.",
            List.of(10L, 30L, 60L, 120L, 300L, 600L, 1_800L, 3_600L, 7_200L, 14_400L, 28_800L, 86_400L, 604_800L));

    static final String ATTEMPT_DELIVERED = "attempt.delivered";
    static final String ATTEMPT_FAILED = "attempt.failed";
    static final Ranges ATTEMPTS = new Ranges(
            "attempt.ms.", List.of(5L, 10L, 20L, 50L, 100L, 200L, 500L, 1_000L, 2_000L, 5_000L, 10_000L, 30_000L));

    private Words() {}

    /// All that the overview adds up.
    static List<String> summed() {
        List<String> words = new ArrayList<>(List.of(
                RECEIVED,
                QUEUED,
                SENT,
                DELIVERED,
                READ,
                FAILED,
                WRITTEN,
                FREE,
                INSIDE,
                OUTSIDE,
                ANSWERED_SECONDS,
                ATTEMPT_DELIVERED,
                ATTEMPT_FAILED));
        List.of("failed", "expired", "canceled", "unknown").forEach(status -> words.add(OUTCOME + status));
        List.of("person", "apiKey", "agent", "phone").forEach(kind -> words.add(SENDER + kind));
        words.addAll(ANSWERED.words());
        words.addAll(ATTEMPTS.words());
        return words;
    }
}
