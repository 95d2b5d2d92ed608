package dev.palomar.outbound.pace;

import dev.palomar.model.MessageContent;
import dev.palomar.model.id.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How a person writes: one message after the other, with a pause between, at the speed of their fingers, and at
/// first to few people whom they never wrote to. WhatsApp limits numbers that write otherwise.
///
/// @param pause          between two messages of a number, in the mean
/// @param jitter         how much longer or shorter a pause may be, as a part of it (0 to 1)
/// @param perCharacter   how long a character takes to be typed
/// @param longestTyping  nobody is seen typing longer than this
/// @param newPeople      how many new people a number may write to on its first day, its second, and so on; the last
///                       holds for ever. Empty means no limit
/// @param hold           how long no first message goes after WhatsApp refused one without saying until when
public record HumanPace(
        Duration pause,
        double jitter,
        Duration perCharacter,
        Duration longestTyping,
        List<Integer> newPeople,
        Duration hold) {

    public static final HumanPace STANDARD = new HumanPace(
            Duration.ofMillis(2_500),
            0.4,
            Duration.ofMillis(45),
            Duration.ofSeconds(8),
            List.of(10, 15, 25, 40, 60, 80, 100, 130, 160, 200),
            Duration.ofHours(24));

    /// What a person would take before they begin: glancing at it, lifting a finger.
    private static final Duration SHORTEST_TYPING = Duration.ofMillis(600);

    public HumanPace {
        newPeople = List.copyOf(newPeople);
    }

    /// How long the person is seen writing it. Nothing is typed for a reaction, an edit or a deletion.
    public Duration typing(MessageContent content) {
        OptionalInt characters = characters(content);
        if (characters.isEmpty() || perCharacter.isZero()) {
            return Duration.ZERO;
        }
        Duration typing = SHORTEST_TYPING.plus(perCharacter.multipliedBy(characters.getAsInt()));
        return typing.compareTo(longestTyping) < 0 ? typing : longestTyping;
    }

    private static OptionalInt characters(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> length(text.body());
            case MessageContent.Media media -> length(media.caption().orElse(""));
            case MessageContent.Poll poll -> length(poll.question() + String.join("", poll.options()));
            case MessageContent.Location _, MessageContent.Contacts _ -> OptionalInt.of(0);
            case MessageContent.Reaction _,
                    MessageContent.Edit _,
                    MessageContent.Revoke _,
                    MessageContent.Interactive _,
                    MessageContent.Template _,
                    MessageContent.Button _,
                    MessageContent.Order _,
                    MessageContent.PollVote _,
                    MessageContent.SystemNotice _,
                    MessageContent.Call _,
                    MessageContent.Unsupported _ -> OptionalInt.empty();
        };
    }

    private static OptionalInt length(String text) {
        return OptionalInt.of(text.codePointCount(0, text.length()));
    }

    /// How long the number rests after this message. Chance comes with the message: its id was drawn by it, so the same
    /// message always has the same pause.
    public Duration pauseAfter(MessageId message) {
        double drawn = (message.value().getLeastSignificantBits() >>> 11 & 0xFFFF_FFFFL) / (double) 0x1_0000_0000L;
        return Duration.ofNanos(Math.round(pause.toNanos() * (1 + jitter * (2 * drawn - 1))));
    }

    /// How many new people the number may write to on a day, that of its linking being day 0. Empty means any number.
    public Optional<Integer> newPeopleOn(long day) {
        if (newPeople.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(newPeople.get((int) Math.clamp(day, 0, newPeople.size() - 1L)));
    }

    /// When a message goes.
    ///
    /// @param begins  the person is seen typing from then on
    public record Turn(Instant begins, Instant sends) {

        public boolean isTyped() {
            return sends.isAfter(begins);
        }
    }

    /// The turn of a message over a number that is busy until `free`.
    public Turn turn(Instant free, Instant now, MessageContent content) {
        Instant begins = free.isAfter(now) ? free : now;
        return new Turn(begins, begins.plus(typing(content)));
    }
}
