package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.Town;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// One reader that was away and fetches what it missed, page after page, with the cursor of the page before. It does so
/// again and again, so that what is measured is a hub that is warm.
public final class PullScenario {

    private static final int PAGE = 1_000;
    private static final long ENOUGH = 150_000;

    private PullScenario() {}

    /// Reads everything of one company that earlier runs on this stage have left.
    public static void run(Stage stage, Report report) throws IOException {
        Town.Company company = stage.town().companies().getFirst();
        HubApi api = HubApi.nobody(stage.hub().url()).key(company.key());
        read(api, ENOUGH);
        long began = System.nanoTime();
        long events = read(api, ENOUGH);
        report.add(
                "pulling events, one reader",
                Report.perSecond(events * 1e9 / (System.nanoTime() - began)),
                "50,000/s",
                "%,d events in pages of %d, parsed by the reader".formatted(events, PAGE));
    }

    private static long read(HubApi api, long most) {
        long events = 0;
        String cursor = "";
        while (events < most) {
            JsonNode page = api.page("/v1/events?limit=" + PAGE + (cursor.isEmpty() ? "" : "&after=" + cursor));
            int count = page.get("data").size();
            events += count;
            cursor = count == 0 ? "" : page.get("nextCursor").asString();
        }
        return events;
    }
}
