package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One reader that was away and fetches what it missed, page after page, with the cursor of the page before; while it
/// works on a page, the next one is on its way. It does so again and again, so that what is measured is a hub that is
/// warm.
public final class PullScenario {

    private static final int PAGE = 1_000;
    private static final Duration WARM = Duration.ofSeconds(60);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final byte[] CURSOR = Bytes.ascii("\"nextCursor\":\"");
    /// Where a page begins that has nothing.
    private static final byte[] NOTHING = Bytes.ascii("{\"data\":[]");

    private PullScenario() {}

    /// Reads everything of one company that earlier runs on this stage have left.
    public static void run(Stage stage, Report report) throws IOException, InterruptedException {
        Town.Company company = stage.town().companies().getFirst();
        HubApi api = HubApi.nobody(stage.hub().url()).key(company.key());
        stage.tidy();
        long _ = read(api, WARM);
        long began = System.nanoTime();
        long events = read(api, MEASURED);
        report.add(
                "pulling events, one reader",
                Report.perSecond(events * 1e9 / (System.nanoTime() - began)),
                "50,000/s",
                "%,d events in pages of %d, parsed by the reader while it fetches the next".formatted(events, PAGE));
    }

    private static long read(HubApi api, Duration atLeast) {
        try (ExecutorService desk = Executors.newSingleThreadExecutor()) {
            long events = 0;
            long until = System.nanoTime() + atLeast.toNanos();
            String cursor = "";
            CompletableFuture<Integer> before = CompletableFuture.completedFuture(0);
            while (System.nanoTime() < until) {
                byte[] page = api.bytes("/v1/events?limit=" + PAGE + (cursor.isEmpty() ? "" : "&after=" + cursor));
                cursor = cursor(page);
                events += before.join();
                before = CompletableFuture.supplyAsync(() -> events(page), desk);
            }
            return events + before.join();
        }
    }

    /// Where to go on; from the beginning when there was nothing more.
    private static String cursor(byte[] page) {
        if (Arrays.equals(page, 0, NOTHING.length, NOTHING, 0, NOTHING.length)) {
            return "";
        }
        int tail = Math.max(0, page.length - 4_200);
        int from = Bytes.indexOf(page, tail, page.length, CURSOR) + CURSOR.length;
        return new String(page, from, Bytes.indexOf(page, from, page.length, '"') - from, StandardCharsets.US_ASCII);
    }

    private static int events(byte[] page) {
        return HubApi.JSON.readTree(page).get("data").size();
    }
}
