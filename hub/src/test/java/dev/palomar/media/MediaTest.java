package dev.palomar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.database.TestDatabase;
import dev.palomar.model.MediaKind;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.testing.Calm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaTest {

    private static final byte[] JPEG =
            HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffdb004300ffd9");
    private static final long QUOTA = 1 << 20;

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final TestDatabase test = TestDatabase.fresh();
    private final IdSource ids = new IdSource(clock, new Random(1));
    private final TenantId ana = tenant("ana");
    private final TenantId bruno = tenant("bruno");
    private final DeviceId device = new DeviceId(ids.get());
    private final Map<String, MediaFetcher.Fetched> answers = new ConcurrentHashMap<>();
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private MediaFetching fetching;
    private Media media;

    @BeforeEach
    void open() throws IOException {
        FolderStore store = new FolderStore(folder);
        fetching = new MediaFetching(test.database(), store, this::whatsapp, clock);
        media = new Media(test.database(), store, fetching, QUOTA, clock, ids);
    }

    @AfterEach
    void close() {
        fetching.close();
        test.close();
    }

    private TenantId tenant(String slug) {
        TenantId tenant = new TenantId(ids.get());
        test.database()
                .worker(tx -> tx.update(
                                "INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, :slug, :slug, :now)")
                        .bind("id", tenant)
                        .bind("slug", slug)
                        .bind("now", Timestamp.from(now))
                        .execute());
        return tenant;
    }

    private MediaFetcher.Fetched whatsapp(TenantId tenant, DeviceId from, String wireId, MediaFetcher.Reading reading) {
        calls.incrementAndGet();
        byte[] content = contents.get(wireId);
        if (content != null) {
            try {
                reading.read(new ByteArrayInputStream(content));
            } catch (IOException broken) {
                return new MediaFetcher.Fetched.Later("broken");
            }
            return new MediaFetcher.Fetched.Whole(Optional.of("image/jpeg"));
        }
        return answers.getOrDefault(wireId, new MediaFetcher.Fetched.Later("away"));
    }

    private MediaFile upload(String name, String declared, byte[] bytes) {
        return media.upload(ana, name, Optional.of(declared), new ByteArrayInputStream(bytes));
    }

    private MediaId expect(String wireId, Optional<String> sha256) {
        MediaId id = new MediaId(ids.get());
        test.database().worker(tx -> {
            media.expect(
                    tx,
                    List.of(new ExpectedMedia(
                            ana, device, id, wireId, Optional.of("image/jpeg"), sha256, Optional.of("foto.jpg"))));
            return id;
        });
        return id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void an_uploaded_file_is_known_by_its_content_and_given_back_whole() throws IOException {
        MediaFile file = upload("foto.jpg", "application/octet-stream", JPEG);

        assertThat(file.mimeType()).contains("image/jpeg");
        assertThat(file.sha256()).contains(sha256(JPEG));
        assertThat(file.bytes()).contains((long) JPEG.length);
        assertThat(media.get(ana, file.id())).isEqualTo(file);
        try (MediaContent content = media.open(ana, file.id())) {
            assertThat(content.content().readAllBytes()).isEqualTo(JPEG);
            assertThat(content.headers())
                    .containsEntry("Content-Type", "image/jpeg")
                    .containsEntry("X-Content-Type-Options", "nosniff");
        }
    }

    @Test
    void what_a_browser_could_run_is_only_ever_given_as_octets_to_download() throws IOException {
        byte[] page = "<!doctype html><html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        byte[] drawing = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"
                .getBytes(StandardCharsets.UTF_8);
        for (MediaFile file : List.of(upload("a.html", "text/html", page), upload("a.txt", "text/plain", drawing))) {
            try (MediaContent content = media.open(ana, file.id())) {
                assertThat(content.headers())
                        .containsEntry("Content-Type", "application/octet-stream")
                        .containsEntry("Content-Security-Policy", "sandbox; default-src 'none'");
                assertThat(content.headers().get("Content-Disposition")).startsWith("attachment;");
            }
        }
        assertThat(Disposition.attachment("a\"\r\nSet-Cookie: x=\u00e1.pdf")).doesNotContain("\r", "\n", "\u00e1");
    }

    @Test
    void a_file_that_is_not_what_was_declared_is_refused() {
        assertThatThrownBy(() -> upload("foto.png", "image/png", "<html><body>hi".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Rejection.InvalidValue.class)
                .hasMessageContaining("text/html");
        assertThatThrownBy(() -> upload("nada", "image/png", new byte[0])).isInstanceOf(Rejection.InvalidValue.class);
    }

    @Test
    void a_tenants_files_take_up_no_more_room_than_they_may() {
        upload("a.bin", "application/octet-stream", new byte[900_000]);

        assertThatThrownBy(() -> upload("b.bin", "application/octet-stream", new byte[900_000]))
                .isInstanceOf(Rejection.TooLarge.class);
        media.upload(bruno, "b.bin", Optional.empty(), new ByteArrayInputStream(new byte[900_000]));
        assertThat(test.count("SELECT count(*) FROM media")).isEqualTo(2);
    }

    @Test
    void another_tenants_file_does_not_exist() {
        MediaId file = upload("foto.jpg", "image/jpeg", JPEG).id();

        assertThatThrownBy(() -> media.get(bruno, file)).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> media.open(bruno, file)).isInstanceOf(Rejection.NotFound.class);
        assertThat(media.uploadedAs(bruno, file, "1")).isEmpty();
    }

    @Test
    void a_file_that_came_with_a_message_is_fetched_in_the_background() {
        contents.put("W1", JPEG);
        MediaId id = expect("W1", Optional.of(sha256(JPEG)));
        assertThat(media.get(ana, id).state()).isEqualTo(MediaFile.State.REMOTE);

        fetching.start(_ -> true);

        await().atMost(Calm.PATIENCE).until(() -> media.get(ana, id).state() == MediaFile.State.STORED);
        assertThat(media.get(ana, id).sha256()).contains(sha256(JPEG));
        assertThat(media.get(ana, id).bytes()).contains((long) JPEG.length);
        assertThat(calls).hasValue(1);
    }

    @Test
    void who_asks_for_a_file_first_has_it_fetched_at_once() throws IOException {
        contents.put("W1", JPEG);
        MediaId id = expect("W1", Optional.empty());

        try (MediaContent content = media.open(ana, id)) {
            assertThat(content.content().readAllBytes()).isEqualTo(JPEG);
        }
    }

    @Test
    void a_file_that_whatsapp_does_not_give_is_asked_for_again_for_seven_days_and_then_missing() {
        MediaId id = expect("W1", Optional.empty());

        assertThatThrownBy(() -> media.open(ana, id))
                .isInstanceOfSatisfying(
                        Rejection.Conflict.class,
                        refused -> assertThat(refused.code()).isEqualTo("wrong-state"));
        assertThat(media.get(ana, id).problem()).contains("away");
        now = now.plus(Duration.ofDays(7)).plusSeconds(1);
        assertThatThrownBy(() -> media.open(ana, id))
                .isInstanceOfSatisfying(
                        Rejection.Gone.class,
                        refused -> assertThat(refused.code()).isEqualTo("gone"));
        assertThat(media.get(ana, id).state()).isEqualTo(MediaFile.State.MISSING);
    }

    @Test
    void a_file_that_whatsapp_no_longer_has_is_missing_at_once() {
        answers.put("W1", new MediaFetcher.Fetched.Gone("no such object"));
        MediaId id = expect("W1", Optional.empty());

        assertThatThrownBy(() -> media.open(ana, id)).hasMessageContaining("no such object");
        assertThat(media.get(ana, id).problem()).contains("no such object");
    }

    @Test
    void a_content_other_than_the_one_announced_is_not_kept() {
        contents.put("W1", JPEG);
        MediaId id = expect("W1", Optional.of(sha256(new byte[] {1})));

        assertThatThrownBy(() -> media.open(ana, id)).isInstanceOf(Rejection.Conflict.class);
        assertThat(media.get(ana, id).state()).isEqualTo(MediaFile.State.REMOTE);
        assertThat(media.get(ana, id).problem().orElseThrow()).contains("not the one that was announced");
    }

    @Test
    void whatsapps_id_of_an_uploaded_file_is_remembered_per_number_for_twenty_five_days() {
        MediaId file = upload("foto.jpg", "image/jpeg", JPEG).id();
        media.uploaded(ana, file, "111", "W-111");

        assertThat(media.uploadedAs(ana, file, "111")).contains("W-111");
        assertThat(media.uploadedAs(ana, file, "222")).isEmpty();
        now = now.plus(Duration.ofDays(26));
        assertThat(media.uploadedAs(ana, file, "111")).isEmpty();
    }

    @Test
    void metas_limits_are_known_before_anything_is_sent() {
        assertThat(MediaTypes.objection(MediaKind.IMAGE, "image/jpeg", 1000)).isEmpty();
        assertThat(MediaTypes.objection(MediaKind.AUDIO, "audio/ogg; codecs=opus", 1000))
                .isEmpty();
        assertThat(MediaTypes.objection(MediaKind.IMAGE, "image/gif", 1000).orElseThrow())
                .contains("image/png");
        assertThat(MediaTypes.objection(MediaKind.IMAGE, "image/jpeg", 6 << 20).orElseThrow())
                .contains("5120 KB");
        assertThat(MediaTypes.objection(MediaKind.STICKER, "image/webp", 600 << 10))
                .isPresent();
        assertThat(MediaTypes.objection(MediaKind.DOCUMENT, "application/x-anything", 1000))
                .isEmpty();
    }

    @Test
    void the_name_of_a_type_is_decided_by_the_content_and_only_where_that_leaves_it_open_by_what_was_said() {
        byte[] zip = HexFormat.of().parseHex("504b0304140000000800");
        byte[] mp4 = HexFormat.of().parseHex("00000018667479706d703432000000006d70343269736f6d");
        assertThat(MediaTypes.recognise(JPEG, "x.pdf", Optional.of("application/pdf")))
                .isEqualTo("image/jpeg");
        assertThat(MediaTypes.recognise("%PDF-1.7".getBytes(StandardCharsets.UTF_8), "", Optional.empty()))
                .isEqualTo("application/pdf");
        assertThat(MediaTypes.recognise(zip, "informe.docx", Optional.empty()))
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(MediaTypes.recognise(mp4, "", Optional.of("audio/mp4"))).isEqualTo("audio/mp4");
        assertThat(MediaTypes.recognise(mp4, "", Optional.empty())).isEqualTo("video/mp4");
    }
}
