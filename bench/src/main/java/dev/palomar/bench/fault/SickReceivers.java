package dev.palomar.bench.fault;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.SickServer;
import dev.palomar.bench.receive.SickServer.Sickness;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Ten companies whose receivers are ill, each in its own way, and two whose receivers are well.
public final class SickReceivers implements Fault {

    private static final int CHATS = 120;
    private static final double RATE = 240;

    /// Longer than the fifteen seconds that a call may take.
    private static final Duration ILL = Duration.ofSeconds(20);

    /// Who did not answer in time is left alone for a minute.
    private static final Duration RECOVERY = Duration.ofSeconds(100);

    @Override
    public String name() {
        return "sick-receivers";
    }

    @Override
    public String title() {
        return "Whatever a receiver does, the others do not notice, and it gets everything once it is well";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        Town town = stage.town();
        Tally others = new Tally(CHATS);
        Tally patients = new Tally(CHATS);
        List<SickServer> servers = new ArrayList<>();
        List<Town.Endpoint> endpoints = new ArrayList<>();
        Sickness[] kinds = Sickness.values();
        try (WebhookReceiver healthy = new WebhookReceiver(others);
                WebhookReceiver healed = new WebhookReceiver(patients)) {
            for (int i = 0; i < town.companies().size(); i++) {
                Town.Company company = town.companies().get(i);
                WebhookReceiver receiver = i < kinds.length ? healed : healthy;
                Town.Endpoint endpoint = town.subscribe(
                        company, receiver.url(company.name()), "message.received", CrashAtStep.EVERY_SECOND);
                receiver.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint);
            }
            Traffic traffic = Traffic.in(stage, CHATS, RATE);
            Traffic.flows(others, 200);
            others.forgetTimes();
            Thread.sleep(8_000);
            long before = others.micros(99);
            for (int i = 0; i < kinds.length; i++) {
                SickServer server = new SickServer(
                        kinds[i],
                        marker -> patients.arrived(
                                marker.conversation(), marker.number(), (System.nanoTime() - marker.due()) / 1_000));
                servers.add(server);
                town.move(town.companies().get(i), endpoints.get(i), server.url());
            }
            others.forgetTimes();
            Thread.sleep(ILL);
            long during = others.micros(99);
            BitSet[] acknowledged = traffic.stop();
            long unaccounted = 0;
            for (Town.Endpoint endpoint : endpoints) {
                unaccounted += new Books(stage.hub()).awaitAccounted(endpoint, Duration.ofSeconds(25));
            }
            long owed = patients.sum(share(acknowledged, i -> i < kinds.length)).lost();
            for (int i = 0; i < kinds.length; i++) {
                Town.Company company = town.companies().get(i);
                town.move(company, endpoints.get(i), healed.url(company.name()));
            }
            BitSet[] theirs = share(acknowledged, i -> i < kinds.length);
            Stage.settle(patients, theirs, RECOVERY);
            BitSet[] ours = share(acknowledged, i -> i >= kinds.length);
            Stage.settle(others, ours, Duration.ofSeconds(5));
            Tally.Sum sick = patients.sum(theirs);
            Tally.Sum well = others.sum(ours);
            return new Finding()
                    .note("p99 of the others", Report.millis(before) + " before, " + Report.millis(during) + " beside")
                    .atMost("p99 beside in ms", during / 1_000, Noise.bound(before))
                    .atLeast("acknowledged", Traffic.count(acknowledged), 2_000)
                    .exactly("neither delivered nor parked", unaccounted, 0)
                    .atLeast("owed to the sick", owed, 500)
                    .exactly("lost by the sick", sick.lost(), 0)
                    .exactly("out of order at the sick", sick.outOfOrder(), 0)
                    .note("repeated at the sick", sick.repeated())
                    .exactly("lost by the others", well.lost(), 0)
                    .exactly("out of order at the others", well.outOfOrder(), 0)
                    .exactly("repeated at the others", well.repeated(), 0);
        } finally {
            for (SickServer server : servers) {
                server.close();
            }
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
        }
    }

    private static BitSet[] share(BitSet[] acknowledged, java.util.function.IntPredicate companies) {
        BitSet[] share = new BitSet[acknowledged.length];
        Arrays.setAll(share, chat -> companies.test(chat % Ground.COMPANIES) ? acknowledged[chat] : new BitSet());
        return share;
    }
}
