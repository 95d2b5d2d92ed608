package dev.palomar.bench.fault;

import dev.palomar.bench.load.Inbound;
import dev.palomar.bench.load.Insistent;
import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.load.Outbound;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Messages that go on while things break, one way, until they are told to stop. What is not acknowledged is asked for
/// again.
final class Traffic {

    private static final int CONNECTIONS = 32;
    private static final Duration LONG = Duration.ofHours(1);

    private final OpenLoop loop;
    private final Supplier<BitSet[]> acknowledged;
    private final CompletableFuture<OpenLoop.Sum> sum = new CompletableFuture<>();

    private Traffic(int port, OpenLoop.Source source, int accepted, double rate, Supplier<BitSet[]> acknowledged) {
        this.loop = new OpenLoop(port, CONNECTIONS, new Insistent(source, CONNECTIONS, accepted));
        this.acknowledged = acknowledged;
        Thread.ofPlatform().daemon().start(() -> {
            try {
                sum.complete(loop.run(rate, LONG));
            } catch (IOException | RuntimeException failure) {
                sum.completeExceptionally(failure);
            }
        });
    }

    /// People write, in `chats` chats.
    static Traffic in(Stage stage, int chats, double rate) {
        return in(stage, stage.town().chats(chats), rate);
    }

    /// People write in these chats.
    static Traffic in(Stage stage, List<MetaWebhook.Chat> chats, double rate) {
        Inbound inbound = new Inbound(stage.hub(), stage.nextRun(), chats, CONNECTIONS);
        return new Traffic(stage.hub().port(), inbound, 200, rate, inbound::acknowledged);
    }

    /// The companies write to `people` people, each over its own number.
    static Traffic out(Stage stage, int people, double rate) {
        List<Town.Sender> numbers = stage.town().companies().stream()
                .map(company -> new Town.Sender(company.device(), company.key()))
                .toList();
        Outbound outbound = new Outbound(
                numbers, people, CONNECTIONS, "127.0.0.1:" + stage.hub().port(), stage.nextRun());
        return new Traffic(stage.hub().port(), outbound, 202, rate, outbound::accepted);
    }

    /// Ends it, and says what was acknowledged.
    BitSet[] stop() {
        loop.stop();
        OpenLoop.Sum _ = sum.join();
        return acknowledged.get();
    }

    /// Waits until `more` have arrived since now, a minute at most: how fast that goes is not what is tried.
    static void flows(Tally tally, long more) throws InterruptedException {
        long wanted = tally.count() + more;
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (tally.count() < wanted && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    static long count(BitSet[] all) {
        long count = 0;
        for (BitSet each : all) {
            count += each.cardinality();
        }
        return count;
    }
}
