package dev.palomar.logbook;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.LogId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.Optional;

/// A line of the log as it is kept. `request` and `response` are JSON texts.
public record LogEntry(
        LogId id,
        Instant at,
        boolean inbound,
        String channel,
        String what,
        Optional<String> method,
        Optional<String> url,
        Optional<Integer> status,
        String result,
        Optional<String> error,
        int count,
        Optional<DeviceId> device,
        Optional<MessageId> message,
        Optional<String> requestId,
        int durationMs,
        Optional<String> request,
        Optional<String> response) {}
