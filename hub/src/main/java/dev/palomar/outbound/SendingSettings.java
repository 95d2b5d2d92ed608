package dev.palomar.outbound;

import dev.palomar.outbound.pace.HumanPace;
import dev.palomar.outbound.pace.Pace;
import java.time.Duration;

/// How the hub sends.
///
/// @param device         how fast one number may send. Source: Meta, "Throughput": 80 messages a second
/// @param pair           how fast one number may write to one person. Source: Meta, "Pair rate limits": one in six
///                       seconds, 45 in a burst
/// @param atOnce         calls under way in all
/// @param atOncePerDevice calls under way for one number
/// @param life           how long a message may wait before it is too old to be sent
/// @param mostAttempts   calls for one message
/// @param longestPause   between two attempts
/// @param human          how fast a person's own number writes, instead of `device` and `pair`
public record SendingSettings(
        Pace device,
        Pace pair,
        int atOnce,
        int atOncePerDevice,
        Duration life,
        int mostAttempts,
        Duration longestPause,
        HumanPace human) {

    public SendingSettings(
            Pace device,
            Pace pair,
            int atOnce,
            int atOncePerDevice,
            Duration life,
            int mostAttempts,
            Duration longestPause) {
        this(device, pair, atOnce, atOncePerDevice, life, mostAttempts, longestPause, HumanPace.STANDARD);
    }

    /// The same with another pace for people's own numbers.
    public SendingSettings with(HumanPace pace) {
        return new SendingSettings(device, pair, atOnce, atOncePerDevice, life, mostAttempts, longestPause, pace);
    }

    public static final SendingSettings STANDARD = new SendingSettings(
            new Pace(Duration.ofNanos(12_500_000), 20),
            new Pace(Duration.ofSeconds(6), 45),
            1024,
            128,
            Duration.ofHours(24),
            200,
            Duration.ofMinutes(10));
}
