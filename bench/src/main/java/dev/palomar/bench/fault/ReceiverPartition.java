package dev.palomar.bench.fault;

import dev.palomar.bench.place.Cable;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The line between hub and receivers is slow, cut and silent, one after the other.
public final class ReceiverPartition implements Fault {

    private static final int CHATS = 60;

    /// A receiver that did not answer in time is left alone for a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @Override
    public String name() {
        return "partition-receivers";
    }

    @Override
    public String title() {
        return "A line to the receivers that is slow, cut and silent in turn loses nothing and keeps the order";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        Town town = stage.town();
        Tally tally = new Tally(CHATS);
        List<Town.Endpoint> endpoints = new ArrayList<>();
        try (WebhookReceiver receiver = new WebhookReceiver(tally);
                Cable cable = new Cable(receiver.port())) {
            for (Town.Company company : town.companies()) {
                String url = "http://127.0.0.1:" + cable.port() + "/" + company.name();
                Town.Endpoint endpoint = town.subscribe(company, url, "message.received", CrashAtStep.EVERY_SECOND);
                receiver.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint);
            }
            Traffic traffic = Traffic.in(stage, CHATS, 150);
            Traffic.flows(tally, 200);
            cable.delay(Duration.ofMillis(100));
            Thread.sleep(3_000);
            cable.cut();
            Thread.sleep(3_000);
            cable.mend();
            Traffic.flows(tally, 100);
            cable.silence();
            Thread.sleep(5_000);
            BitSet[] acknowledged = traffic.stop();
            Thread.sleep(12_000);
            cable.mend();
            Stage.settle(tally, acknowledged, PATIENCE);
            Tally.Sum sum = tally.sum(acknowledged);
            return new Finding()
                    .atLeast("acknowledged", Traffic.count(acknowledged), 1_000)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    // One under way in each chat when it was cut, and one when it fell silent, each tried twice at
                    // most.
                    .atMost("repeated", sum.repeated(), 4L * CHATS)
                    .exactly("forged", receiver.forged(), 0);
        } finally {
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
        }
    }
}
