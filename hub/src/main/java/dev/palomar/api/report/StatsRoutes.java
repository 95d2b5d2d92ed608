package dev.palomar.api.report;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.statistics.Span;
import dev.palomar.statistics.Statistics;
import dev.palomar.tenant.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Figures for the overview.
public final class StatsRoutes implements Resource {

    private static final Duration MOST_HOURS = Duration.ofDays(31);
    private static final Duration MOST_DAYS = Duration.ofDays(400);

    private final Statistics statistics;
    private final InstantSource clock;

    public StatsRoutes(Statistics statistics, InstantSource clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/stats", Access.everyRole(Scope.STATS_READ), this::stats));
    }

    private Answer stats(Call call) {
        Parameters query = call.parameters();
        Optional<Instant> since = query.time("since");
        Optional<Instant> until = query.time("until");
        Optional<Instant> first = query.time("from");
        Optional<Instant> last = query.time("to");
        Span.Grain grain = query.value("by", StatsRoutes::grain, "hour or day").orElse(Span.Grain.HOUR);
        Optional<DeviceId> device = query.value("deviceId", DeviceId::read, "a device id");
        query.done();
        boolean days = grain == Span.Grain.DAY;
        Instant to = last.or(() -> until).orElseGet(clock::instant);
        Instant from = first.or(() -> since).orElse(to.minus(days ? Duration.ofDays(30) : Duration.ofHours(24)));
        String named = first.isPresent() || since.isEmpty() ? "from" : "since";
        if (!from.isBefore(to)) {
            throw new Rejection.InvalidValue(named, "must be before the end");
        }
        if (Duration.between(from, to).compareTo(days ? MOST_DAYS : MOST_HOURS) > 0) {
            throw new Rejection.InvalidValue(
                    named, days ? "must be at most 400 days before the end" : "must be at most 31 days before the end");
        }
        device.ifPresent(call::mustBeAllowed);
        Optional<Set<DeviceId>> devices =
                device.map(Set::of).or(() -> call.caller().devices());
        Span span = Span.of(grain, from, to, statistics.zone(call.tenant()));
        return Answer.ok(FiguresJson.of(statistics.figures(call.tenant(), devices, span), from, to));
    }

    private static Optional<Span.Grain> grain(String word) {
        return List.of(Span.Grain.values()).stream()
                .filter(grain -> grain.word().equals(word))
                .findFirst();
    }
}
