package dev.palomar.bench.fault;

import dev.palomar.bench.place.Cable;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// `kill -9` of the database alone, again and again, while the receivers are away and everything is parked. The hub
/// lives on and believes in what was committed; so a park has to be on disk before its cursor goes past it.
public final class KillWhileParking implements Fault {

    private static final int CHATS = 100;
    private static final int KILLS = 4;

    @Override
    public String name() {
        return "kill-database-parking";
    }

    @Override
    public String title() {
        return "Killing the database while its receivers are away loses nothing that waits for them";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        Town town = stage.town();
        HubProcess hub = stage.hub();
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
            Traffic traffic = Traffic.in(stage, CHATS, 300);
            for (int kill = 0; kill < KILLS; kill++) {
                Traffic.flows(tally, 100);
                cable.cut();
                // Long enough for parks, shorter than the half second within which PostgreSQL writes by itself.
                Thread.sleep(120 + 90L * kill);
                hub.killDatabase();
                Thread.sleep(300);
                if (!hub.awaitReady(Duration.ofSeconds(60))) {
                    throw new IOException("the database did not come back; see " + hub.log());
                }
                cable.mend();
            }
            Traffic.flows(tally, 100);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(tally, acknowledged, Duration.ofSeconds(40));
            Tally.Sum sum = tally.sum(acknowledged);
            return new Finding()
                    .atLeast("acknowledged", Traffic.count(acknowledged), 500)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    // Per kill: what was noted and not yet on disk, and one under way in each chat when it was cut.
                    .atMost("repeated", sum.repeated(), KILLS * (2L * CHATS + 150))
                    .exactly("forged", receiver.forged(), 0);
        } finally {
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
        }
    }
}
