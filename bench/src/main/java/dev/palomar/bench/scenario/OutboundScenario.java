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

    /// Each waits for its answer: so many callers as a hub that is as fast as it can be has on its hands.
    private static final int MANY = 256;
    private static final int WARM_ROUNDS = 12;

    private final Stage stage;
    private final List<Town.Sender> senders;

    /// Gives the companies of `stage` ten more numbers each.
    public OutboundScenario(Stage stage) {
        this.stage = stage;
        this.senders = stage.town().numbers(10);
    }

    /// Warms up for `warm`, then sends at 200/s, and then at `asked` for `time`.
    public void run(Report report, Duration warm, double asked, Duration time)
            throws IOException, InterruptedException {
        double[] rates = {1_500, 800, 3_000, 200};
        for (int round = 0; round < WARM_ROUNDS; round++) {
            send(rates[round % rates.length], warm.dividedBy(WARM_ROUNDS), new Tally(PEOPLE), CONNECTIONS);
        }
        stage.tidy();
        Tally steady = new Tally(PEOPLE);
        OpenLoop.Sum calm = send(200, Duration.ofSeconds(20), steady, CONNECTIONS);
        report.add(
                "outbound at 200/s, API to Graph",
                Report.times(steady.micros(50), steady.micros(99), steady.micros(99.9)),
                "p50 ≤ 2 ms, p99 ≤ 8 ms",
                "202 after p50 " + Report.millis(calm.took().getValueAtPercentile(50)) + ", p99 "
                        + Report.millis(calm.took().getValueAtPercentile(99)));
        Tally tally = new Tally(PEOPLE);
        OpenLoop.Sum[] sum = new OpenLoop.Sum[1];
        Stage.Use use = stage.using(() -> sum[0] = send(asked, time, tally, MANY));
        report.add(
                "outbound, " + time.toSeconds() + " s at " + Report.perSecond(asked) + " asked",
                Report.perSecond(tally.count() * 1e9 / sum[0].time().toNanos()) + " at Graph",
                "5,000/s",
                "accepted " + Report.perSecond(sum[0].perSecond()) + ", refused " + sum[0].failed() + ", repeated "
                        + tally.repeated() + "; 100 numbers, 20,000 people; hub / database / load: " + use);
    }

    /// More than the hub can take, to see what it does then.
    public void flood(double rate, Duration time) throws IOException, InterruptedException {
        System.out.println("at Graph " + Report.perSecond(burst(rate, time).perSecond()));
    }

    /// How many messages a second reached Graph, those that were still under way when the load ended with the time
    /// they took; and how long each took.
    record Burst(double perSecond, Tally tally) {}

    /// As [#flood], and says what came of it.
    Burst burst(double rate, Duration time) throws IOException, InterruptedException {
        Tally tally = new Tally(PEOPLE);
        long from = System.nanoTime();
        OpenLoop.Sum _ = send(rate, time, tally, MANY);
        return new Burst(tally.count() * 1e9 / (System.nanoTime() - from), tally);
    }

    private OpenLoop.Sum send(double rate, Duration time, Tally tally, int connections)
            throws IOException, InterruptedException {
        stage.graph().count(tally);
        Outbound outbound = new Outbound(
                senders, PEOPLE, connections, "127.0.0.1:" + stage.hub().port());
        OpenLoop.Sum sum = new OpenLoop(stage.hub().port(), connections, outbound).run(rate, time);
        Stage.settle(tally, outbound.accepted(), Duration.ofSeconds(15));
        Tally.Sum after = tally.sum(outbound.accepted());
        if (after.lost() > 0 || after.repeated() > 0) {
            throw new IOException("messages were accepted and not sent once: " + after);
        }
        return sum;
    }
}
