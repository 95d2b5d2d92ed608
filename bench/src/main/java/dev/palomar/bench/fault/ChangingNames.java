package dev.palomar.bench.fault;

import dev.palomar.bench.place.Cable;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The receivers' name leads to them, to nothing and to an address that must not be called, in turn and
/// quickly. The hub reads names from a file that is changed underneath it.
public final class ChangingNames implements Fault {

    private static final int CHATS = 60;
    private static final String NAME = "receiver.example";
    private static final String ALLOWED = "127.0.0.1";
    private static final String FORBIDDEN = "127.0.0.66";

    @Override
    public String name() {
        return "changing-names";
    }

    @Override
    public String title() {
        return "A name that vanishes, flaps and leads astray loses nothing and never reaches a forbidden address";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        HubProcess hub = stage.hub();
        Path names = Files.createDirectories(ground.folder("names")).resolve("hosts");
        lead(names, ALLOWED);
        hub.kill();
        hub.with("PALOMAR_ALLOW_ADDRESSES", ALLOWED + "/32")
                .with(
                        "JAVA_TOOL_OPTIONS",
                        "-Djdk.net.hosts.file=" + names
                                + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0");
        try {
            hub.start();
            return run(stage, names);
        } finally {
            hub.kill();
            hub.with("PALOMAR_ALLOW_ADDRESSES", "127.0.0.0/8").without("JAVA_TOOL_OPTIONS");
        }
    }

    private static Finding run(Stage stage, Path names) throws Exception {
        Town town = stage.town();
        Tally tally = new Tally(CHATS);
        List<Town.Endpoint> endpoints = new ArrayList<>();
        AtomicLong trespasses = new AtomicLong();
        try (WebhookReceiver receiver = new WebhookReceiver(tally);
                Cable cable = new Cable(receiver.port());
                ServerSocket forbidden = new ServerSocket()) {
            forbidden.bind(new InetSocketAddress(InetAddress.getByName(FORBIDDEN), cable.port()));
            Thread.ofVirtual().start(() -> count(forbidden, trespasses));
            for (Town.Company company : town.companies()) {
                Town.Endpoint endpoint = town.subscribe(
                        company,
                        "http://" + NAME + ":" + cable.port() + "/" + company.name(),
                        "message.received",
                        CrashAtStep.EVERY_SECOND);
                receiver.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint);
            }
            Traffic traffic = Traffic.in(stage, CHATS, 100);
            Traffic.flows(tally, 100);
            for (int round = 0; round < 9; round++) {
                lead(names, List.of(FORBIDDEN, "", ALLOWED).get(round % 3));
                // Connections that are kept know no names.
                cable.cut();
                cable.mend();
                Thread.sleep(round < 3 ? 1_500 : 250);
            }
            lead(names, ALLOWED);
            Traffic.flows(tally, 100);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(tally, acknowledged, Duration.ofSeconds(45));
            long refused = new Books(stage.hub())
                    .number(
                            "SELECT count(*) FROM attempt WHERE error LIKE 'addressNotAllowed%' AND url LIKE ?",
                            "%" + NAME + "%");
            Tally.Sum sum = tally.sum(acknowledged);
            return new Finding()
                    .atLeast("acknowledged", Traffic.count(acknowledged), 300)
                    .atLeast("turned away", refused, 1)
                    .exactly("calls at the forbidden address", trespasses.get(), 0)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    // One under way in each chat whenever connections were cut.
                    .atMost("repeated", sum.repeated(), 9L * CHATS);
        } finally {
            for (int i = 0; i < endpoints.size(); i++) {
                town.unsubscribe(town.companies().get(i), endpoints.get(i));
            }
        }
    }

    private static void count(ServerSocket forbidden, AtomicLong trespasses) {
        while (!forbidden.isClosed()) {
            try {
                forbidden.accept().close();
                trespasses.incrementAndGet();
            } catch (IOException closed) {
                // the loop looks
            }
        }
    }

    /// Lets the name lead to `address`, or nowhere.
    private static void lead(Path names, String address) throws IOException {
        Path next = names.resolveSibling("next");
        Files.writeString(next, "127.0.0.1 localhost\n" + (address.isEmpty() ? "" : address + " " + NAME + "\n"));
        Files.move(next, names, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
