package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The hub ends itself while a page of a replay is being parked.
public final class CrashInReplay implements Fault {

    private static final int CHATS = 100;

    @Override
    public String name() {
        return "crash-replay-before-position";
    }

    @Override
    public String title() {
        return "A replay that was interrupted goes on where it was and leaves nothing out";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        CrashAtStep.arm(stage.hub(), "replay-before-position", 5);
        try (Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            String since = Instant.now().minusSeconds(1).toString();
            Traffic traffic = Traffic.in(stage, CHATS, 300);
            Traffic.flows(audience.tally(), 500);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(audience.tally(), acknowledged, Duration.ofSeconds(10));
            Tally.Sum first = audience.tally().sum(acknowledged);
            List<String> replays = begin(stage, audience, since);
            boolean died = stage.hub().ended(Duration.ofSeconds(20));
            if (died) {
                stage.hub().start();
            }
            boolean done = awaitDone(stage, replays);
            awaitRepeated(audience.tally(), acknowledged, first.arrived());
            Tally.Sum sum = audience.tally().sum(acknowledged);
            return new Finding()
                    .holds("the hub died in the replay", died)
                    .holds("every replay ended", done)
                    .atLeast("acknowledged", Traffic.count(acknowledged), 300)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .atLeast("delivered again", sum.repeated(), first.arrived())
                    .atMost("more than twice", sum.repeated() - first.arrived(), CHATS);
        }
    }

    private static List<String> begin(Stage stage, Stage.Audience audience, String since) {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < audience.endpoints().size(); i++) {
            String endpoint = "/v1/webhook-endpoints/" + audience.endpoints().get(i);
            String id = api(stage, i)
                    .post(endpoint + "/replay", "{\"since\":\"%s\",\"only\":\"all\"}".formatted(since))
                    .get("id")
                    .asString();
            begun.add(endpoint + "/replays/" + id);
        }
        return begun;
    }

    private static boolean awaitDone(Stage stage, List<String> replays) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            boolean all = true;
            for (int i = 0; i < replays.size(); i++) {
                all &= api(stage, i).get(replays.get(i)).get("state").asString().equals("done");
            }
            if (all) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private static void awaitRepeated(Tally tally, BitSet[] acknowledged, long wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (tally.sum(acknowledged).repeated() < wanted && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    private static HubApi api(Stage stage, int company) {
        Town town = stage.town();
        return town.program(town.companies().get(company));
    }
}
