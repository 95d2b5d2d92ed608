package dev.palomar.statistics;

import dev.palomar.journal.Entry;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What an event says to the figures.
final class Told {

    /// Stands within the first words of every message's facts (`MessageFacts`), before anything that people wrote.
    private static final byte[] OUTBOUND = "\"direction\":\"outbound\"".getBytes(StandardCharsets.UTF_8);

    private static final int FIRST_WORDS = 400;

    private Told() {}

    static List<String> of(Entry entry) {
        return switch (entry.type()) {
            case MESSAGE_RECEIVED -> {
                if (entry.backfilled()) {
                    yield List.of(Words.BACKFILLED);
                }
                yield isOutbound(entry.normalized())
                        ? List.of(Words.WRITTEN, Words.SENDER + "phone")
                        : List.of(Words.RECEIVED);
            }
            case MESSAGE_FAILED -> List.of(Words.FAILED, Words.OUTCOME + status(entry.normalized()));
            default -> List.of(entry.type().word());
        };
    }

    /// Whether the tenant wrote it, here or on a phone, and just now.
    static boolean isOurs(Entry entry) {
        return !entry.backfilled()
                && (entry.type() == EventType.MESSAGE_QUEUED
                        || (entry.type() == EventType.MESSAGE_RECEIVED && isOutbound(entry.normalized())));
    }

    private static String status(Payload facts) {
        return Json.string(Json.readObject(facts.text()), "status").orElse("failed");
    }

    private static boolean isOutbound(Payload facts) {
        byte[] bytes = facts.bytes();
        int last = Math.min(bytes.length, FIRST_WORDS) - OUTBOUND.length;
        for (int at = 0; at <= last; at++) {
            if (matches(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < OUTBOUND.length; i++) {
            if (bytes[at + i] != OUTBOUND[i]) {
                return false;
            }
        }
        return true;
    }
}
