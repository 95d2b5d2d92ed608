package dev.palomar.bench.fault;

import dev.palomar.bench.Report;
import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.SickServer;
import dev.palomar.bench.receive.SickServer.Sickness;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// One company has nine tenths of the traffic, and its receiver is dead.
public final class NoisyTenant implements Fault {

    private static final int CHATS = 200;
    private static final double RATE = 300;
    private static final Duration WATCHED = Duration.ofSeconds(10);

    private final Sickness death;

    private NoisyTenant(Sickness death) {
        this.death = death;
    }

    static List<Fault> all() {
        return List.of(new NoisyTenant(Sickness.REFUSED), new NoisyTenant(Sickness.BLACK_HOLE));
    }

    @Override
    public String name() {
        return death == Sickness.REFUSED ? "noisy-tenant" : "noisy-tenant-black-hole";
    }

    @Override
    public String title() {
        return "A company with nine tenths of the traffic and a dead receiver does not make the others wait";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        Town town = stage.town();
        Tally quiet = new Tally(CHATS);
        Tally noisy = new Tally(CHATS);
        List<Town.Endpoint> endpoints = new ArrayList<>();
        try (WebhookReceiver quietOnes = new WebhookReceiver(quiet);
                WebhookReceiver noisyOne = new WebhookReceiver(noisy);
                SickServer dead = new SickServer(death, _ -> {})) {
            for (int i = 0; i < town.companies().size(); i++) {
                Town.Company company = town.companies().get(i);
                WebhookReceiver receiver = i == 0 ? noisyOne : quietOnes;
                Town.Endpoint endpoint = town.subscribe(
                        company, receiver.url(company.name()), "message.received", CrashAtStep.EVERY_SECOND);
                receiver.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint);
            }
            Traffic traffic = Traffic.in(stage, chats(town), RATE);
            Traffic.flows(quiet, 100);
            quiet.forgetTimes();
            Thread.sleep(WATCHED);
            long before = quiet.micros(99);
            town.move(town.companies().getFirst(), endpoints.getFirst(), dead.url());
            quiet.forgetTimes();
            Thread.sleep(WATCHED);
            long during = quiet.micros(99);
            BitSet[] acknowledged = traffic.stop();
            BitSet[] theirs = acknowledged.clone();
            java.util.Arrays.setAll(theirs, chat -> isQuiet(chat) ? acknowledged[chat] : new BitSet());
            Stage.settle(quiet, theirs, Duration.ofSeconds(5));
            Tally.Sum sum = quiet.sum(theirs);
            Books books = new Books(stage.hub());
            long unaccounted = books.awaitAccounted(endpoints.getFirst(), Duration.ofSeconds(25));
            return new Finding()
                    .note("p99 of the others", Report.millis(before) + " before, " + Report.millis(during) + " beside")
                    .atMost("p99 beside in ms", during / 1_000, Noise.bound(before))
                    .atLeast("acknowledged", Traffic.count(acknowledged), 2_000)
                    .atLeast("waiting for the dead one", books.parked(), 500)
                    .exactly("neither delivered nor parked", unaccounted, 0)
                    .exactly("lost by the others", sum.lost(), 0)
                    .exactly("out of order at the others", sum.outOfOrder(), 0)
                    .exactly("repeated at the others", sum.repeated(), 0);
        } finally {
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
        }
    }

    private static boolean isQuiet(int chat) {
        return chat % 10 == 0;
    }

    private static List<MetaWebhook.Chat> chats(Town town) {
        List<MetaWebhook.Chat> chats = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            chats.add(town.chat(i, isQuiet(i) ? 1 + (i / 10) % (Ground.COMPANIES - 1) : 0));
        }
        return chats;
    }
}
