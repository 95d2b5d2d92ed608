package dev.palomar.bench.web;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.Heap;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.ProcessMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/// Numbers over WhatsApp Web: how fast one is linked, how fast messages come in, and what very many of them take.
public final class WebScenario {

    /// Linked one after the other; every second one of them sits in the first of two processes.
    private static final int FEW = 20;

    private static final int WRITERS = 10;
    private static final int LINKING_AT_ONCE = 4;
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private final Numbers numbers;
    private final Phones phones;
    private final Report report;

    private WebScenario(Numbers numbers, Phones phones, Report report) {
        this.numbers = numbers;
        this.phones = phones;
        this.report = report;
    }

    /// `jar` and `sandbox` are the programs, `many` how many numbers there are in the end, and `messages` how many
    /// are written to those of one process. Throws when one is lost or a number does not come back.
    public static void run(Path jar, Path sandbox, Path folder, Report report, int many, int messages)
            throws IOException, InterruptedException, SQLException {
        try (Phones phones = Phones.start(sandbox, folder.resolve("phones"));
                Numbers numbers = Numbers.open(new HubProcess(jar, folder.resolve("hub"), phones.url()), phones)) {
            WebScenario scenario = new WebScenario(numbers, phones, report);
            Numbers.Linked cold = numbers.link(0);
            Footprint one = scenario.fresh();
            List<Numbers.Linked> few = new ArrayList<>();
            for (int number = 1; number < FEW; number++) {
                few.add(numbers.link(number));
            }
            scenario.linking(cold, few);
            scenario.flood(messages);
            scenario.linkMany(many);
            scenario.returning(one);
        }
    }

    private void linking(Numbers.Linked cold, List<Numbers.Linked> few) {
        report.add(
                "QR code shown after the request",
                spread(few, Numbers.Linked::shown),
                "≤ 1.5 s",
                "%d numbers, one after the other; %d ms for the very first, which starts the engine"
                        .formatted(few.size(), cold.shown()));
        report.add(
                "ONLINE after the scan",
                spread(few, Numbers.Linked::online),
                "≤ 3 s",
                "pairing, its restart of the line, 812 keys written; the very first %d ms".formatted(cold.online()));
    }

    private static String spread(List<Numbers.Linked> few, ToLongFunction<Numbers.Linked> what) {
        List<Long> sorted = few.stream().map(what::applyAsLong).sorted().toList();
        return "median %d ms, worst %d ms".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    /// As much as the lines of one process take: everything is written at once, and waits at WhatsApp.
    private void flood(int messages) throws IOException, InterruptedException, SQLException {
        for (int writer = 0; writer < WRITERS; writer++) {
            phones.make(writer(writer), "Writer " + writer);
        }
        write(200);
        awaitDelivered(200);
        List<ProcessHandle> engines = numbers.engines();
        List<ProcessMeter> before =
                engines.stream().map(engine -> ProcessMeter.of(List.of(engine))).toList();
        ProcessMeter hubBefore = ProcessMeter.of(List.of(numbers.hub().handle()));
        ProcessMeter phonesBefore = ProcessMeter.of(List.of(phones.handle()));
        long began = System.nanoTime();
        write(messages);
        awaitDelivered(200 + messages);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<Double> cores = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            cores.add(ProcessMeter.of(List.of(engines.get(i))).coresSince(before.get(i), took));
        }
        double busiest = cores.stream().max(Comparator.naturalOrder()).orElse(0.0);
        double rate = messages * 1e9 / took.toNanos();
        long kept = numbers.recorded();
        report.add(
                "messages in, to %d numbers of one engine process".formatted(FEW / 2),
                Report.perSecond(rate),
                "≥ 150/s",
                "%,d written at once, %d not recorded; each said to be there after its commit; cores: engine %.2f (the other %.2f), hub %.2f, sandbox %.2f; %.1f ms of the engine's time a message: a core of its own carries %s"
                        .formatted(
                                messages,
                                200 + messages - kept,
                                busiest,
                                cores.stream().min(Comparator.naturalOrder()).orElse(0.0),
                                ProcessMeter.of(List.of(numbers.hub().handle())).coresSince(hubBefore, took),
                                ProcessMeter.of(List.of(phones.handle())).coresSince(phonesBefore, took),
                                busiest * 1_000 / rate,
                                Report.perSecond(rate / busiest)));
        if (kept != 200 + messages) {
            throw new IllegalStateException("recorded " + kept + " of " + (200 + messages));
        }
    }

    private static String writer(int number) {
        return "+54911%08d".formatted(60_000_000 + number);
    }

    private void write(int messages) throws InterruptedException {
        List<Callable<Void>> writing = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int who = writer;
            writing.add(() -> {
                for (int i = 0; i < messages / WRITERS; i++) {
                    phones.write(writer(who), Numbers.phone(2 * ((who + i) % (FEW / 2))), "hola " + i);
                }
                return null;
            });
        }
        together(writing, WRITERS);
    }

    /// The phones are not asked more often than they can bear while they are measured.
    private void awaitDelivered(long messages) throws InterruptedException, IOException, SQLException {
        Duration limit = Duration.ofMinutes(5);
        long end = System.nanoTime() + limit.toNanos();
        while (numbers.recorded() < messages) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("recorded " + numbers.recorded() + " of " + messages);
            }
            Thread.sleep(50);
        }
        long delivered = 0;
        while (delivered < messages) {
            delivered = 0;
            for (int writer = 0; writer < WRITERS; writer++) {
                delivered += phones.delivered(writer(writer));
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("delivered " + delivered + " of " + messages);
            }
        }
    }

    private void linkMany(int many) throws InterruptedException {
        System.out.println("   linking " + (many - numbers.count()) + " more numbers");
        long began = System.nanoTime();
        List<Callable<Void>> linking = new ArrayList<>();
        for (int number = numbers.count(); number < many; number++) {
            int which = number;
            linking.add(() -> {
                Numbers.Linked _ = numbers.link(which);
                return null;
            });
        }
        together(linking, LINKING_AT_ONCE);
        System.out.printf(Locale.ROOT, "   took %.0f s%n", (System.nanoTime() - began) / 1e9);
    }

    private static void together(List<Callable<Void>> work, int atOnce) throws InterruptedException {
        try (ExecutorService crew = Executors.newFixedThreadPool(atOnce)) {
            for (Future<Void> done : crew.invokeAll(work)) {
                Void _ = done.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// What the hub and its engines hold on to, and since when they have had nothing to do.
    ///
    /// @param largest  the largest of the engine's processes
    private record Footprint(int processes, long engineBytes, long largest, long hubBytes) {}

    /// All of them after a start, when everything has come to rest.
    private Footprint fresh() throws InterruptedException, IOException, SQLException {
        numbers.hub().stop();
        comeBack();
        Thread.sleep(SETTLE);
        return footprint();
    }

    private Footprint footprint() {
        List<Long> each = numbers.engines().stream()
                .map(engine -> ProcessMeter.of(List.of(engine)).memory())
                .toList();
        return new Footprint(
                each.size(),
                each.stream().mapToLong(Long::longValue).sum(),
                each.stream().max(Comparator.naturalOrder()).orElse(0L),
                Heap.held(numbers.hub()));
    }

    private Duration comeBack() throws InterruptedException, IOException, SQLException {
        long began = System.nanoTime();
        Duration _ = numbers.hub().start();
        while (numbers.online() < numbers.count() || !isTold(began)) {
            if (System.nanoTime() - began > Duration.ofMinutes(5).toNanos()) {
                throw new IllegalStateException(numbers.online() + " of " + numbers.count() + " are back");
            }
            Thread.sleep(100);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Whether states are those of this run: a hub that stops leaves the last ones behind.
    private boolean isTold(long began) throws IOException, SQLException {
        Instant start = Instant.now().minusNanos(System.nanoTime() - began);
        return numbers.lettingIn(start).stream().mapToLong(Long::longValue).sum() >= numbers.count();
    }

    private void returning(Footprint one) throws InterruptedException, IOException, SQLException {
        numbers.hub().stop();
        Instant start = Instant.now();
        Duration back = comeBack();
        List<Long> seconds = numbers.lettingIn(start);
        report.add(
                "%d numbers back online after a start of the hub".formatted(numbers.count()),
                "%.1f s".formatted(back.toMillis() / 1_000.0),
                "≤ 60 s",
                "from the start of Java; in one second at most %d; second by second: %s"
                        .formatted(
                                seconds.stream().max(Comparator.naturalOrder()).orElse(0L), seconds));
        Thread.sleep(SETTLE);
        Duration rest = Duration.ofSeconds(60);
        ProcessMeter engines = numbers.enginesMeter();
        ProcessMeter hub = ProcessMeter.of(List.of(numbers.hub().handle()));
        Thread.sleep(rest);
        report.add(
                "idle with %d numbers".formatted(numbers.count()),
                "%.1f %% of a core".formatted(100 * numbers.enginesMeter().coresSince(engines, rest)),
                "≤ 5 %",
                "all %d engine processes together; the hub %.1f %%"
                        .formatted(
                                numbers.engines().size(),
                                100
                                        * ProcessMeter.of(List.of(numbers.hub().handle()))
                                                .coresSince(hub, rest)));
        memory(one, footprint());
    }

    private void memory(Footprint one, Footprint many) {
        long each = (many.engineBytes() - many.processes() * one.largest()) / (numbers.count() - many.processes());
        report.add(
                "memory of the engine for a number",
                Numbers.megabytes(each),
                "≤ 0.6 MB",
                "resident, beyond the first of each of %d processes, which takes %s; together %s"
                        .formatted(
                                many.processes(),
                                Numbers.megabytes(one.largest()),
                                Numbers.megabytes(many.engineBytes())));
        report.add(
                "memory of the hub for a number",
                "%.0f KB".formatted((many.hubBytes() - one.hubBytes()) / 1_024.0 / (numbers.count() - 1)),
                "≤ 60 KB",
                "heap after collecting, %s with one number and %s with all"
                        .formatted(Numbers.megabytes(one.hubBytes()), Numbers.megabytes(many.hubBytes())));
    }
}
