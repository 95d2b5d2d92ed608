package dev.palomar.api.resource;

import dev.palomar.api.http.Call;
import dev.palomar.device.WebhookGate;
import dev.palomar.logbook.Inflow;
import dev.palomar.logbook.Line;
import dev.palomar.logbook.Logbook;
import dev.palomar.model.Payload;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Notes what Meta delivered, for those it was for.
public final class MetaLog {

    private record Whose(TenantId tenant, DeviceId device) {}

    private final Logbook logbook;
    private final InstantSource clock;

    public MetaLog(Logbook logbook, InstantSource clock) {
        this.logbook = logbook;
        this.clock = clock;
    }

    /// `named` is the device in the address.
    Note begin(Call call, Optional<DeviceId> named) {
        return new Note(call, named, clock.instant(), System.nanoTime());
    }

    /// A body that is being looked at.
    final class Note {

        private final Call call;
        private final Optional<DeviceId> named;
        private final Instant at;
        private final long began;

        private Note(Call call, Optional<DeviceId> named, Instant at, long began) {
            this.call = call;
            this.named = named;
            this.at = at;
            this.began = began;
        }

        /// One line for each number. What was in the body is told only when all of it was for one.
        void taken(List<Arrival> arrivals, WebhookGate.Tally tally) {
            Set<Whose> all = new LinkedHashSet<>();
            arrivals.forEach(arrival -> all.add(new Whose(arrival.tenant(), arrival.device())));
            boolean alone = all.size() == 1 && tally.unknown() + tally.foreign() == 0;
            for (Whose whose : all) {
                logbook.delivered(
                        Optional.of(whose.tenant()),
                        whose.device(),
                        body(
                                200,
                                Line.Result.OK,
                                Optional.empty(),
                                alone ? Optional.of(call.body()) : Optional.empty()));
            }
        }

        /// Nobody we know signed it. Told only to the device in the address, without what was in it.
        void refused(String why) {
            named.ifPresent(device -> logbook.delivered(
                    Optional.empty(), device, body(401, Line.Result.REFUSED, Optional.of(why), Optional.empty())));
        }

        void early(String why) {
            named.ifPresent(device -> logbook.delivered(
                    Optional.empty(), device, body(503, Line.Result.FAILED, Optional.of(why), Optional.empty())));
        }

        private Inflow.Body body(int status, Line.Result result, Optional<String> error, Optional<Payload> content) {
            return new Inflow.Body(
                    "webhook",
                    status,
                    result,
                    error,
                    call.requestId(),
                    at,
                    Duration.ofNanos(System.nanoTime() - began),
                    content);
        }
    }
}
