package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.receive.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Two hubs that differ in one thing, side by side. They take turns of a few seconds, and each turn is held against
/// the one beside it: what the machine can do changes from minute to minute, and strikes both alike. Says which is
/// faster where single runs differ by more than that.
public final class CompareScenario {

    /// Java gets to know a hub by its work: a quiet minute does not warm it up.
    private static final double WARM_RATE = 3_000;

    private static final int WARM_TURNS = 12;

    private CompareScenario() {}

    /// What a turn gave: messages a second; processor time of hub and database for each, and how long it took them to
    /// arrive, all in microseconds.
    private record Turn(double perSecond, double hub, double database, double half, double most) {

        static Turn of(double perSecond, Stage.Use use, Tally tally) {
            return new Turn(
                    perSecond,
                    use.hub() * 1e6 / perSecond,
                    use.database() * 1e6 / perSecond,
                    tally.micros(50),
                    tally.micros(99));
        }
    }

    /// One of the two.
    private interface Side {
        Turn turn(double rate, Duration time) throws IOException, InterruptedException;
    }

    private record Contestant(Side side, List<Turn> turns) {}

    /// How it is done.
    ///
    /// @param outbound  from the API to Graph; otherwise from Meta to the webhooks
    /// @param rate      messages a second asked for
    /// @param turns     of each
    /// @param turn      how long each takes
    /// @param warm      how long each is warmed up before
    public record Plan(boolean outbound, double rate, int turns, Duration turn, Duration warm) {}

    /// The other hub: its jar, and flags for the Java that runs it, which come after the usual ones.
    public record Other(Path jar, List<String> flags) {}

    /// Compares the hub in `jar` with `other`.
    public static void run(Path jar, Other other, Path folder, Report report, Plan plan)
            throws IOException, InterruptedException {
        try (Stage ours = Stage.raise(jar, folder.resolve("ours"), 10);
                Stage theirs = Stage.raise(other.jar(), folder.resolve("theirs"), 10)) {
            if (!other.flags().isEmpty()) {
                theirs.hub().stop();
                other.flags().forEach(theirs.hub()::flag);
                theirs.hub().start();
            }
            List<Turn> mine = new ArrayList<>();
            List<Turn> others = new ArrayList<>();
            List<Contestant> both = List.of(
                    new Contestant(side(ours, plan.outbound()), mine),
                    new Contestant(side(theirs, plan.outbound()), others));
            for (int round = 0; round < WARM_TURNS; round++) {
                for (Contestant one : both) {
                    Turn _ = one.side()
                            .turn(Math.max(plan.rate(), WARM_RATE), plan.warm().dividedBy(WARM_TURNS));
                }
            }
            ours.tidy();
            theirs.tidy();
            for (int round = 0; round < plan.turns(); round++) {
                // Each begins as often as the other.
                for (Contestant one : round % 2 == 0 ? both : both.reversed()) {
                    one.turns().add(one.side().turn(plan.rate(), plan.turn()));
                }
            }
            say(report, "messages a second", mine, others, Turn::perSecond);
            say(report, "the hub's processor time for each, µs", mine, others, Turn::hub);
            say(report, "the database's processor time for each, µs", mine, others, Turn::database);
            say(report, "both, µs", mine, others, turn -> turn.hub() + turn.database());
            say(report, "p50 of the time until it arrives, µs", mine, others, Turn::half);
            say(report, "p99 of it, µs", mine, others, Turn::most);
        }
    }

    private static Side side(Stage stage, boolean outbound) {
        if (outbound) {
            OutboundScenario scenario = new OutboundScenario(stage);
            return (rate, time) -> {
                OutboundScenario.Burst[] burst = new OutboundScenario.Burst[1];
                Stage.Use use = stage.using(() -> burst[0] = scenario.burst(rate, time));
                return Turn.of(burst[0].perSecond(), use, burst[0].tally());
            };
        }
        return (rate, time) -> {
            try (Stage.Audience audience = stage.audience(InboundScenario.CHATS)) {
                Stage.Run run = stage.people(audience, InboundScenario.CHATS, rate, time);
                if (!run.clean()) {
                    throw new IOException("not all that was acknowledged arrived once and in order: " + run.arrived());
                }
                return Turn.of(run.arrivedPerSecond(), run.use(), audience.tally());
            }
        };
    }

    private static void say(
            Report report, String what, List<Turn> mine, List<Turn> others, ToDoubleFunction<Turn> figure) {
        double[] ratios = new double[mine.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(mine.get(i)) / figure.applyAsDouble(others.get(i));
        }
        Arrays.sort(ratios);
        report.add(
                what,
                "%.0f, other %.0f: × %.3f"
                        .formatted(median(mine, figure), median(others, figure), ratios[ratios.length / 2]),
                "",
                "half of the pairs between × %.3f and × %.3f"
                        .formatted(ratios[ratios.length / 4], ratios[ratios.length * 3 / 4]));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return turns.stream().mapToDouble(figure).sorted().toArray()[turns.size() / 2];
    }
}
