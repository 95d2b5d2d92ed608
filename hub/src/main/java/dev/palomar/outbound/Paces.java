package dev.palomar.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.outbound.pace.HumanPace;
import dev.palomar.outbound.pace.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps each number, and each pair of number and person, at its pace. A number whose calls do not get through is
/// tried less and less often until one does.
final class Paces {

    /// Attempts in a row, of different conversations, that did not get through before the number is slowed down.
    private static final int TROUBLE = 10;

    private static final Duration SLOWEST = Duration.ofSeconds(15);

    private static final class DevicePace {
        Instant counted = Instant.EPOCH;
        Instant quietUntil = Instant.EPOCH;
        int failures;
        java.util.Optional<ConversationId> lastFailed = java.util.Optional.empty();
    }

    private final SendingSettings settings;
    private final Map<DeviceId, DevicePace> devices = new ConcurrentHashMap<>();
    private final Cache<ConversationId, Instant> pairs;

    Paces(SendingSettings settings) {
        this.settings = settings;
        Pace pair = settings.pair();
        this.pairs = Caffeine.newBuilder()
                .maximumSize(200_000)
                .expireAfterAccess(pair.interval().multipliedBy(pair.burst()).plusSeconds(60))
                .build();
    }

    /// When the message may go. It is counted as gone then, unless that is later than `patience` allows.
    Instant take(Due due, Instant now, Duration patience) {
        DevicePace device = devices.computeIfAbsent(due.device(), _ -> new DevicePace());
        synchronized (device) {
            Instant pair = pairs.get(due.conversation(), _ -> Instant.EPOCH);
            Instant at = latest(
                    settings.device().earliest(device.counted, now),
                    settings.pair().earliest(pair, now),
                    device.quietUntil);
            if (!at.isAfter(now.plus(patience))) {
                device.counted = settings.device().after(device.counted, at);
                pairs.put(due.conversation(), settings.pair().after(pair, at));
            }
            return at;
        }
    }

    /// As [#take], for a person's own number: one message after the other, whoever it is for.
    HumanPace.Turn turn(Due due, Instant now, Duration patience) {
        DevicePace device = devices.computeIfAbsent(due.device(), _ -> new DevicePace());
        synchronized (device) {
            HumanPace human = settings.human();
            HumanPace.Turn turn = human.turn(latest(device.counted, device.quietUntil, now), now, due.content());
            if (!turn.begins().isAfter(now.plus(patience))) {
                device.counted = turn.sends().plus(human.pauseAfter(due.message()));
            }
            return turn;
        }
    }

    /// A call got through, whatever WhatsApp said.
    void wentThrough(Due due) {
        DevicePace device = devices.computeIfAbsent(due.device(), _ -> new DevicePace());
        synchronized (device) {
            device.failures = 0;
            device.lastFailed = java.util.Optional.empty();
            device.quietUntil = Instant.EPOCH;
        }
    }

    /// A call did not.
    void didNot(Due due, Instant now) {
        DevicePace device = devices.computeIfAbsent(due.device(), _ -> new DevicePace());
        synchronized (device) {
            if (device.lastFailed.filter(due.conversation()::equals).isPresent()) {
                return;
            }
            device.lastFailed = java.util.Optional.of(due.conversation());
            device.failures++;
            if (device.failures >= TROUBLE) {
                Duration pause = Duration.ofMillis(250L << Math.min(device.failures - TROUBLE, 10));
                device.quietUntil = now.plus(pause.compareTo(SLOWEST) < 0 ? pause : SLOWEST);
            }
        }
    }

    private static Instant latest(Instant a, Instant b, Instant c) {
        Instant later = a.isAfter(b) ? a : b;
        return later.isAfter(c) ? later : c;
    }
}
