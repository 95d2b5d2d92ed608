package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.SmallDisk;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;

/// The disk under the database is full for a while.
public final class DiskFull implements Fault {

    private static final int CHATS = 60;
    private static final int MEGABYTES = 900;
    private static final Duration BACK = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "disk-full-database";
    }

    @Override
    public String title() {
        return "A full disk under the database is said clearly, loses nothing, and is over when there is room again";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        if (!SmallDisk.canBeHad()) {
            return new Finding().note("NOT TRIED:", "a small disk can only be mounted by root");
        }
        Path folder = ground.folder("small");
        try (SmallDisk disk = new SmallDisk(folder, MEGABYTES);
                Stage stage = Stage.raise(ground.jar(), folder, Ground.COMPANIES);
                Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            new Books(stage.hub()).awaitOnline();
            Traffic traffic = Traffic.in(stage, CHATS, 200);
            Traffic.flows(audience.tally(), 300);
            disk.fill(0);
            boolean noticed = awaitTrouble(stage.hub());
            Answers answers = Answers.of(stage.hub());
            Thread.sleep(3_000);
            boolean lives = stage.hub().isAlive();
            disk.empty();
            long began = System.nanoTime();
            boolean back = stage.hub().awaitReady(BACK);
            Traffic.flows(audience.tally(), 200);
            Duration recovered = Duration.ofNanos(System.nanoTime() - began);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(audience.tally(), acknowledged, Duration.ofSeconds(20));
            Tally.Sum sum = audience.tally().sum(acknowledged);
            return new Finding()
                    .note("while it was full: ready", answers.ready())
                    .note("Meta", answers.meta())
                    .note("flows again after", recovered.toMillis() + " ms")
                    .holds("the hub notices that it cannot write", noticed)
                    .holds("it says so: /readyz 503, Meta 503", answers.ready() == 503 && answers.meta() == 503)
                    .holds("it does not end", lives)
                    .holds("it is ready again without a restart", back)
                    .atLeast("acknowledged", Traffic.count(acknowledged), 500)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .atMost("repeated", sum.repeated(), 2L * CHATS);
        }
    }

    private static boolean awaitTrouble(HubProcess hub) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            if (!hub.ready()) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    /// What is said while it cannot write.
    private record Answers(int ready, int meta) {

        static Answers of(HubProcess hub) throws IOException, InterruptedException {
            HttpClient http = HttpClient.newHttpClient();
            int ready = http.send(
                            HttpRequest.newBuilder(URI.create(hub.url() + "/readyz"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            String body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
            try (MetaPost post = new MetaPost(hub)) {
                dev.palomar.bench.load.MetaWebhook webhook =
                        new dev.palomar.bench.load.MetaWebhook(HubProcess.APP_SECRET, "full", "");
                int _ = post.one(body);
                return new Answers(
                        ready,
                        post.one(webhook.body(
                                new dev.palomar.bench.load.MetaWebhook.Chat(
                                        "20555000000", "1055500000100000", "541120000000", "5491150000000"),
                                java.util.List.of(new dev.palomar.bench.receive.Marker(0, 1_000_000, 0)))));
            }
        }
    }
}
