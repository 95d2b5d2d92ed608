package dev.palomar.logbook;

import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What Meta delivers. The first bodies of a second get a line each, with what was in them; of the others those of one
/// number that ended alike share a line, which says how many they were. So a flood costs a few lines a second.
public final class Inflow {

    /// So many lines a second are written for single bodies, all numbers together.
    private static final int SINGLE = 20;

    /// Larger ones are told without what was in them.
    private static final int LONGEST = 65_536;

    /// A body that was answered.
    ///
    /// @param content  empty when it is not this number's alone
    public record Body(
            String what,
            int status,
            Line.Result result,
            Optional<String> error,
            String requestId,
            Instant at,
            Duration took,
            Optional<Payload> content) {}

    private record Alike(Optional<TenantId> tenant, DeviceId device, String what, int status) {}

    private record Several(int count, Body first, Duration longest) {}

    private final InstantSource clock;
    private final Map<Alike, Several> several = new HashMap<>();
    private long second;
    private int written;

    Inflow(InstantSource clock) {
        this.clock = clock;
    }

    /// The line for a body that gets its own.
    synchronized Optional<Line> take(Optional<TenantId> tenant, DeviceId device, Body body) {
        long now = clock.millis() / 1_000;
        if (now != second) {
            second = now;
            written = 0;
        }
        if (written < SINGLE) {
            written++;
            return Optional.of(line(tenant, device, body, 1, body.took()));
        }
        several.merge(
                new Alike(tenant, device, body.what(), body.status()),
                new Several(1, body, body.took()),
                (old, one) -> new Several(
                        old.count() + 1,
                        old.first(),
                        old.longest().compareTo(one.longest()) < 0 ? one.longest() : old.longest()));
        return Optional.empty();
    }

    /// The lines that several share, since the last time.
    synchronized List<Line> gathered() {
        List<Line> lines = new ArrayList<>();
        several.forEach(
                (alike, of) -> lines.add(line(alike.tenant(), alike.device(), of.first(), of.count(), of.longest())));
        several.clear();
        return lines;
    }

    private static Line line(Optional<TenantId> tenant, DeviceId device, Body body, int count, Duration took) {
        Optional<Payload> content =
                count == 1 ? body.content().filter(bytes -> bytes.size() <= LONGEST) : Optional.empty();
        return new Line(
                tenant,
                Optional.of(device),
                Optional.empty(),
                Optional.of(body.requestId()),
                body.at(),
                Line.Direction.INBOUND,
                Line.Channel.WEBHOOK,
                body.what(),
                Optional.of("POST"),
                Optional.empty(),
                OptionalInt.of(body.status()),
                body.result(),
                body.error(),
                count,
                took,
                () -> content.flatMap(Inflow::json),
                Line.NOTHING);
    }

    private static Optional<JsonNode> json(Payload content) {
        try {
            return Optional.of(Json.read(content.bytes()));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
