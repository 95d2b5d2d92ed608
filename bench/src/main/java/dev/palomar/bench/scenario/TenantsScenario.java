package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.load.Inbound;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.SickServer;
import dev.palomar.bench.receive.SickServer.Sickness;
import dev.palomar.bench.receive.SlowServer;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// Many companies with a receiver each. First all of them are well; then, at the same rate, a tenth is dead (half of
/// them refuse, half take the call and never answer) and another tenth is slow. What the others notice of it.
public final class TenantsScenario {

    private static final int CHATS_EACH = 2;
    private static final int CONNECTIONS = 128;
    private static final int SLOW_FROM = 2_000;
    private static final int SLOW_TO = 10_000;

    private final Stage stage;
    private final Town town;
    private final int companies;
    private final int dead;
    private final int slow;
    private final List<Town.Endpoint> endpoints = new ArrayList<>();

    public TenantsScenario(Stage stage) {
        this.stage = stage;
        this.town = stage.town();
        this.companies = town.companies().size();
        this.dead = companies / 10;
        this.slow = companies / 10;
    }

    public void run(Report report, double rate, Duration time) throws IOException, InterruptedException {
        int chats = companies * CHATS_EACH;
        Tally others = new Tally(chats);
        Tally ill = new Tally(chats);
        try (WebhookReceiver receiver = new WebhookReceiver(others);
                WebhookReceiver patients = new WebhookReceiver(ill);
                SickServer refused = new SickServer(Sickness.REFUSED, _ -> {});
                SickServer silent = new SickServer(Sickness.BLACK_HOLE, _ -> {});
                SlowServer sluggish = new SlowServer(ill, SLOW_FROM, SLOW_TO)) {
            for (int i = 0; i < companies; i++) {
                Town.Company company = town.companies().get(i);
                WebhookReceiver at = i < dead + slow ? patients : receiver;
                Town.Endpoint endpoint = town.subscribe(company, at.url(company.name()));
                at.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint);
            }
            Inbound inbound = new Inbound(stage.hub(), stage.nextRun(), town.chats(chats), CONNECTIONS);
            OpenLoop.Sum _ = write(inbound, rate, Duration.ofSeconds(30));
            stage.tidy();
            others.forgetTimes();
            OpenLoop.Sum calm = write(inbound, rate, time);
            Stage.settle(others, others(inbound), Duration.ofSeconds(20));
            long[] before = times(others);
            for (int i = 0; i < dead + slow; i++) {
                String url = i >= dead ? sluggish.url() : i % 2 == 0 ? refused.url() : silent.url();
                town.move(town.companies().get(i), endpoints.get(i), url);
            }
            others.forgetTimes();
            OpenLoop.Sum beside = write(inbound, rate, time);
            Stage.settle(others, others(inbound), Duration.ofSeconds(20));
            long[] during = times(others);
            Tally.Sum sum = others.sum(others(inbound));
            report.add(
                    String.format(
                            Locale.ROOT,
                            "%,d companies at %s, %d dead and %d slow: the others",
                            companies,
                            Report.perSecond(rate),
                            dead,
                            slow),
                    String.format(Locale.ROOT, "p99 × %.2f", (double) during[1] / before[1]),
                    "≤ 2 × with all healthy",
                    "all healthy " + Report.times(before[0], before[1], before[2]) + "; beside the sick "
                            + Report.times(during[0], during[1], during[2]) + "; " + sum + "; not acknowledged "
                            + (calm.failed() + beside.failed()) + "; load itself late p99 "
                            + Report.millis(calm.lateness().getValueAtPercentile(99)) + " and "
                            + Report.millis(beside.lateness().getValueAtPercentile(99)) + "; out of order at the slow "
                            + ill.sum(inbound.acknowledged()).outOfOrder());
        }
    }

    private OpenLoop.Sum write(Inbound inbound, double rate, Duration time) throws IOException {
        return new OpenLoop(stage.hub().port(), CONNECTIONS, inbound).run(rate, time);
    }

    /// What was acknowledged for those who stay well.
    private BitSet[] others(Inbound inbound) {
        BitSet[] acknowledged = inbound.acknowledged();
        BitSet[] share = new BitSet[acknowledged.length];
        Arrays.setAll(share, chat -> chat % companies < dead + slow ? new BitSet() : acknowledged[chat]);
        return share;
    }

    private static long[] times(Tally tally) {
        return new long[] {tally.micros(50), tally.micros(99), tally.micros(99.9)};
    }
}
