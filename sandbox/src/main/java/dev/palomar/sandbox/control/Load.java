package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.traffic.Told;
import dev.palomar.sandbox.webhook.Update;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import tools.jackson.databind.node.ObjectNode;

/// Many people writing at a steady rate for a while, over connections of their own. What one person writes
/// stays in order; a call that fails is counted and not repeated.
final class Load {

    /// How much, bounded by [LoadControl].
    record Plan(
            List<BusinessNumber> numbers,
            List<Person> people,
            int perSecond,
            Duration duration,
            int connections,
            int batch,
            String text) {}

    private record Written(Update update, Webhooks.Route route) {}

    private static final long TICK_MILLIS = 10;
    private static final int SLOWEST = 20_000;

    private final Network network;
    private final Told told;
    private final Plan plan;
    private final List<Webhooks.Route> routes;
    private final List<LinkedBlockingQueue<Written>> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLongArray millis = new AtomicLongArray(SLOWEST + 1);
    private final long startedAt = System.nanoTime();
    private volatile long endedAt;
    private volatile boolean stopped;

    /// @param routes where each of the plan's numbers sends its webhooks
    Load(Network network, Told told, Plan plan, List<Webhooks.Route> routes) {
        this.network = network;
        this.told = told;
        this.plan = plan;
        this.routes = routes;
        for (int i = 0; i < plan.connections(); i++) {
            LinkedBlockingQueue<Written> lane = new LinkedBlockingQueue<>();
            lanes.add(lane);
            threads.add(Thread.ofVirtual().name("load " + i).start(() -> post(lane)));
        }
        threads.add(Thread.ofVirtual().name("load").start(this::write));
    }

    void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }

    ObjectNode shown() {
        long until = endedAt == 0 ? System.nanoTime() : endedAt;
        double seconds = Math.max(0.001, (until - startedAt) / 1e9);
        ObjectNode shown = Json.object();
        shown.put("running", endedAt == 0 && !stopped);
        shown.put("made", made.get());
        shown.put("accepted", accepted.get());
        shown.put("failed", failed.get());
        shown.put("waiting", Math.max(0, made.get() - accepted.get() - failed.get()));
        shown.put("perSecond", Math.round(accepted.get() / seconds));
        shown.put("p50Millis", percentile(0.50));
        shown.put("p99Millis", percentile(0.99));
        return shown;
    }

    private void write() {
        try {
            long total = Math.round(plan.perSecond() * (plan.duration().toMillis() / 1_000.0));
            long next = 0;
            while (next < total && !stopped) {
                double elapsed = (System.nanoTime() - startedAt) / 1e9;
                long due = Math.min(total, (long) (elapsed * plan.perSecond()) + 1);
                while (next < due) {
                    hand(next++);
                }
                Thread.sleep(TICK_MILLIS);
            }
            while (accepted.get() + failed.get() < total && !stopped) {
                Thread.sleep(TICK_MILLIS);
            }
            endedAt = System.nanoTime();
            threads.forEach(Thread::interrupt);
        } catch (InterruptedException stopping) {
            endedAt = System.nanoTime();
            Thread.currentThread().interrupt();
        }
    }

    private void hand(long number) {
        int who = (int) (number % plan.people().size());
        int where = who % plan.numbers().size();
        Person person = plan.people().get(who);
        BusinessNumber to = plan.numbers().get(where);
        Written written;
        synchronized (network) {
            ObjectNode content = Json.object();
            content.putObject("text").put("body", plan.text() + " " + number);
            String id = network.ids().messageId(person.phone().digits(), false);
            Message message = new Message(id, to, person.phone(), false, "text", content, network.now());
            to.chat(person).personWrote(message.at());
            Update update =
                    new Update(to.account().id(), "messages", told.message(message, person), List.of(), 0, () -> {});
            written = new Written(update, routes.get(where));
        }
        made.incrementAndGet();
        lanes.get(who % lanes.size()).add(written);
    }

    private void post(LinkedBlockingQueue<Written> lane) {
        try {
            while (!stopped) {
                List<Written> batch = new ArrayList<>();
                batch.add(lane.take());
                lane.drainTo(batch, plan.batch() - 1);
                while (!batch.isEmpty()) {
                    Webhooks.Route route = batch.getFirst().route();
                    List<Written> same = batch.stream()
                            .filter(written -> written.route() == route)
                            .toList();
                    batch.removeAll(same);
                    send(route, same.stream().map(Written::update).toList());
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Webhooks.Route route, List<Update> updates) {
        long start = System.nanoTime();
        boolean ok = route.post(updates);
        int took = (int) Math.min(SLOWEST, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        millis.incrementAndGet(took);
        (ok ? accepted : failed).addAndGet(updates.size());
    }

    private int percentile(double share) {
        long all = 0;
        for (int i = 0; i <= SLOWEST; i++) {
            all += millis.get(i);
        }
        long seen = 0;
        for (int i = 0; i <= SLOWEST; i++) {
            seen += millis.get(i);
            if (seen > 0 && seen >= share * all) {
                return i;
            }
        }
        return 0;
    }
}
