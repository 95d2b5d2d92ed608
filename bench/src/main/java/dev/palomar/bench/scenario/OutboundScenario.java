package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.load.Outbound;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// From the call to the API to the call at Meta's Graph API, over 100 numbers to 20,000 people: Meta's limits of a
/// number and of a pair are kept and not reached.
public final class OutboundScenario {

    private static final int PEOPLE = 20_000;
    private static final int CONNECTIONS = 64;

    private OutboundScenario() {}

    public static void run(Stage stage, Report report, double asked, Duration time)
            throws IOException, InterruptedException {
        List<Town.Sender> numbers = stage.town().numbers(10);
        send(stage, numbers, 1_000, Duration.ofSeconds(20), new Tally(PEOPLE));
        Tally steady = new Tally(PEOPLE);
        OpenLoop.Sum calm = send(stage, numbers, 200, Duration.ofSeconds(20), steady);
        report.add(
                "outbound at 200/s, API to Graph",
                Report.times(steady.micros(50), steady.micros(99), steady.micros(99.9)),
                "p50 ≤ 2 ms, p99 ≤ 8 ms",
                "202 after p50 " + Report.millis(calm.took().getValueAtPercentile(50)) + ", p99 "
                        + Report.millis(calm.took().getValueAtPercentile(99)));
        Tally tally = new Tally(PEOPLE);
        OpenLoop.Sum sum = send(stage, numbers, asked, time, tally);
        report.add(
                "outbound, " + time.toSeconds() + " s at " + Report.perSecond(asked) + " asked",
                Report.perSecond(tally.count() * 1e9 / sum.time().toNanos()) + " at Graph",
                "5,000/s",
                "accepted " + Report.perSecond(sum.perSecond()) + ", refused " + sum.failed() + ", "
                        + tally.sum(none()));
    }

    private static java.util.BitSet[] none() {
        java.util.BitSet[] none = new java.util.BitSet[PEOPLE];
        java.util.Arrays.setAll(none, _ -> new java.util.BitSet());
        return none;
    }

    private static OpenLoop.Sum send(Stage stage, List<Town.Sender> numbers, double rate, Duration time, Tally tally)
            throws IOException, InterruptedException {
        stage.graph().count(tally);
        Outbound outbound = new Outbound(
                numbers, PEOPLE, CONNECTIONS, "127.0.0.1:" + stage.hub().port());
        OpenLoop.Sum sum = new OpenLoop(stage.hub().port(), CONNECTIONS, outbound).run(rate, time);
        Stage.settle(tally, outbound.accepted(), Duration.ofSeconds(15));
        Tally.Sum after = tally.sum(outbound.accepted());
        if (after.lost() > 0 || after.repeated() > 0) {
            throw new IOException("messages were accepted and not sent once: " + after);
        }
        return sum;
    }
}
