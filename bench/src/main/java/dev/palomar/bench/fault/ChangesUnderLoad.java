package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Secrets are rotated and endpoints moved to and fro while messages come in.
public final class ChangesUnderLoad implements Fault {

    private static final int CHATS = 120;
    private static final int ROUNDS = 6;

    @Override
    public String name() {
        return "changes-under-load";
    }

    @Override
    public String title() {
        return "Rotating secrets and moving endpoints under load leaves no gap, no wrong signature and no disorder";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        Town town = stage.town();
        Tally tally = new Tally(CHATS);
        List<Town.Endpoint> endpoints = new ArrayList<>();
        try (WebhookReceiver here = new WebhookReceiver(tally);
                WebhookReceiver there = new WebhookReceiver(tally)) {
            for (Town.Company company : town.companies()) {
                Town.Endpoint endpoint =
                        town.subscribe(company, here.url(company.name()), "message.received", CrashAtStep.EVERY_SECOND);
                here.secret(company.name(), endpoint.secret());
                there.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint);
            }
            Traffic traffic = Traffic.in(stage, CHATS, 250);
            Traffic.flows(tally, 200);
            int changes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < endpoints.size(); i++) {
                    Town.Company company = town.companies().get(i);
                    HubApi api = town.program(company);
                    String path = "/v1/webhook-endpoints/" + endpoints.get(i).id();
                    if ((round + i) % 2 == 0) {
                        String secret = api.post(path + "/rotate-secret", "{\"keepOldForSeconds\":60}")
                                .get("secret")
                                .asString();
                        // The receiver learns of it later than the hub: until then the old one has to fit as well.
                        Thread.sleep(20);
                        here.secret(company.name(), secret);
                        there.secret(company.name(), secret);
                    } else {
                        town.move(company, endpoints.get(i), (round % 2 == 0 ? here : there).url(company.name()));
                    }
                    changes++;
                }
            }
            Traffic.flows(tally, 200);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(tally, acknowledged, Duration.ofSeconds(8));
            Tally.Sum sum = tally.sum(acknowledged);
            return new Finding()
                    .note("changes", changes)
                    .atLeast("acknowledged", Traffic.count(acknowledged), 400)
                    .exactly("wrong signatures", here.forged() + there.forged(), 0)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .exactly("repeated", sum.repeated(), 0);
        } finally {
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
        }
    }
}
