package dev.palomar.bench.fault;

import dev.palomar.bench.place.SmallDisk;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;

/// The disk under the files is full for a while.
public final class MediaDiskFull implements Fault {

    private static final int CHATS = 60;
    private static final int MEGABYTES = 16;
    private static final int FILE = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "disk-full-media";
    }

    @Override
    public String title() {
        return "A full disk under the files refuses files clearly, keeps those that are there, and holds up no message";
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
        Path folder = ground.folder("small-media");
        Path media = folder.resolve("data/media");
        try (SmallDisk disk = new SmallDisk(media, MEGABYTES);
                Stage stage = Stage.raise(ground.jar(), folder, Ground.COMPANIES);
                Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            new Books(stage.hub()).awaitOnline();
            Person person = new Person(stage);
            Traffic traffic = Traffic.in(stage, CHATS, 100);
            Traffic.flows(audience.tally(), 100);
            Kept first = person.upload();
            disk.fill(FILE / 2);
            Kept refused = person.upload();
            int read = person.read(first);
            long before = audience.tally().count();
            Traffic.flows(audience.tally(), 300);
            long flowed = audience.tally().count() - before;
            boolean ready = stage.hub().ready();
            disk.empty();
            Kept second = person.upload();
            int readAgain = person.read(second);
            long halves = halves(media);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(audience.tally(), acknowledged, Duration.ofSeconds(20));
            Tally.Sum sum = audience.tally().sum(acknowledged);
            return new Finding()
                    .note("while it was full: an upload", refused.status())
                    .exactly("an upload before", first.status(), 201)
                    .exactly("an upload while it was full", refused.status(), 503)
                    .exactly("bytes of the earlier file that can be read then", read, FILE)
                    .atLeast("messages that came through meanwhile", flowed, 300)
                    .holds("the hub is ready all the same", ready)
                    .exactly("an upload afterwards", second.status(), 201)
                    .exactly("bytes of it", readAgain, FILE)
                    .exactly("halves of files that are left", halves, 0)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .exactly("repeated", sum.repeated(), 0);
        }
    }

    private static long halves(Path media) throws IOException {
        try (Stream<Path> left = Files.walk(media)) {
            return left.filter(file -> file.toString().endsWith(".part")).count();
        }
    }

    /// What an upload was answered with.
    private record Kept(int status, String id) {}

    /// A person of the first company, with files.
    private static final class Person {

        private final HttpClient http = HttpClient.newHttpClient();
        private final String url;
        private final String key;

        Person(Stage stage) {
            Town.Company company = stage.town().companies().getFirst();
            this.url = stage.hub().url();
            this.key = company.key();
        }

        Kept upload() throws IOException, InterruptedException {
            String head = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"notas.txt\"\r\n"
                    + "content-type: text/plain\r\n\r\n";
            String body = head + "palabras ".repeat(FILE / 9 + 1).substring(0, FILE) + "\r\n--b--\r\n";
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/media"))
                            .header("x-api-key", key)
                            .header("content-type", "multipart/form-data; boundary=b")
                            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Kept(
                    answer.statusCode(), JSON.readTree(answer.body()).path("id").asString(""));
        }

        int read(Kept file) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/v1/media/" + file.id() + "/content"))
                            .header("x-api-key", key)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? answer.body().length : -answer.statusCode();
        }
    }
}
