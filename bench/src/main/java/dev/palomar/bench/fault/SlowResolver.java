package dev.palomar.bench.fault;

import dev.palomar.bench.place.Cable;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Preload;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// The names of half of the receivers take eight seconds to look up, each time.
public final class SlowResolver implements Fault {

    private static final int CHATS = 60;

    @Override
    public String name() {
        return "slow-resolver";
    }

    @Override
    public String title() {
        return "Names that take eight seconds to look up hold up nobody else, and lose nothing";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Optional<Path> library = Preload.compiled("slow-names", ground.folder("resolver"));
        if (library.isEmpty()) {
            return new Finding().note("NOT TRIED:", "it takes a C compiler, as cc, on Linux");
        }
        Stage stage = ground.stage();
        HubProcess hub = stage.hub();
        hub.kill();
        Path slow = ground.folder("resolver").resolve("slow");
        Files.deleteIfExists(slow);
        hub.with("LD_PRELOAD", library.get().toString())
                .with("SLOW_NAMES_FILE", slow.toString())
                .with("JAVA_TOOL_OPTIONS", "-Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0");
        try {
            hub.start();
            return run(stage, slow);
        } finally {
            hub.kill();
            hub.without("LD_PRELOAD").without("SLOW_NAMES_FILE").without("JAVA_TOOL_OPTIONS");
        }
    }

    private static Finding run(Stage stage, Path slowly) throws Exception {
        Town town = stage.town();
        Tally tally = new Tally(CHATS);
        List<Town.Endpoint> endpoints = new ArrayList<>();
        List<Town.Endpoint> slow = new ArrayList<>();
        try (WebhookReceiver receiver = new WebhookReceiver(tally);
                WebhookReceiver far = new WebhookReceiver(new Tally(CHATS));
                Cable cable = new Cable(far.port())) {
            for (Town.Company company : town.companies()) {
                Town.Endpoint good = town.subscribe(
                        company, receiver.url(company.name()), "message.received", CrashAtStep.EVERY_SECOND);
                receiver.secret(company.name(), good.secret());
                endpoints.add(good);
            }
            Traffic traffic = Traffic.in(stage, CHATS, 100);
            Traffic.flows(tally, 500);
            tally.forgetTimes();
            Traffic.flows(tally, 1_000);
            long healthy = tally.micros(99);
            for (Town.Company company : town.companies()) {
                String url = "http://slow-" + company.name() + ".example:" + cable.port() + "/" + company.name();
                slow.add(town.subscribe(company, url, "message.received", CrashAtStep.EVERY_SECOND));
            }
            Files.createFile(slowly);
            // Connections that are kept know no names.
            cable.cut();
            cable.mend();
            tally.forgetTimes();
            Traffic.flows(tally, 1_500);
            long beside = tally.micros(99);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(tally, acknowledged, Duration.ofSeconds(20));
            long givenUp = new Books(stage.hub())
                    .number("SELECT count(*) FROM attempt WHERE error LIKE 'unknownHost%' AND url LIKE ?", "%slow-%");
            Tally.Sum sum = tally.sum(acknowledged);
            return new Finding()
                    .note("p99 while all names are found", healthy / 1_000 + " ms")
                    .note("p99 beside names that are not", beside / 1_000 + " ms")
                    .atLeast("look-ups that were given up", givenUp, 1)
                    .atLeast("acknowledged", Traffic.count(acknowledged), 3_000)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .exactly("repeated", sum.repeated(), 0)
                    // A look-up that held up others would do so for seconds.
                    .atMost("slowest of a hundred, in milliseconds", beside / 1_000, 1_000);
        } finally {
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
            for (int i = 0; i < slow.size(); i++) {
                town.unsubscribe(town.companies().get(i), slow.get(i));
            }
        }
    }
}
