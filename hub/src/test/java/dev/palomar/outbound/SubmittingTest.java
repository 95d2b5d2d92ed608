package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.request.SendRequest;
import dev.palomar.outbound.request.Submission;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmittingTest {

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private Submitted submit(String body) {
        return office.outbox.submit(Office.ACME, Office.SALES, SendRequest.parse(Json.readObject(body)));
    }

    private Rejection rejection(String body) {
        return catchThrowableOfType(Rejection.class, () -> submit(body));
    }

    @Test
    void a_thousand_submissions_at_once_are_a_thousand_messages_and_no_conversation_has_a_gap() throws Exception {
        List<Future<Submitted>> submitted = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                String person = "+54911555501%02d".formatted(i % 20);
                submitted.add(callers.submit(() -> office.submit(person, "hola")));
            }
        }
        List<MessageId> ids = new ArrayList<>();
        for (Future<Submitted> one : submitted) {
            ids.add(one.get().id());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(office.test.count("SELECT count(*) FROM message")).isEqualTo(1000);
        assertThat(office.test.count("SELECT count(*) FROM outbox WHERE status IN ('queued', 'sending')"))
                .isEqualTo(1000);
        assertThat(office.test.count("SELECT count(*) FROM conversation")).isEqualTo(20);
        assertThat(office.test.count("""
                SELECT count(*) FROM (
                    SELECT conversation_id FROM event WHERE conversation_id IS NOT NULL GROUP BY conversation_id
                    HAVING min(sequence) <> 1 OR max(sequence) <> count(*) OR count(DISTINCT sequence) <> count(*)) gaps
                """)).isZero();
        assertThat(office.test.count("""
                SELECT count(*) FROM conversation c WHERE c.sequence <> (
                    SELECT count(*) FROM event e WHERE e.conversation_id = c.id)
                """)).isZero();
    }

    @Test
    void of_two_who_submit_at_once_only_one_gets_the_days_last_message() throws Exception {
        office.tenant("messages_per_day = 10");
        int kept = 0;
        List<Future<Submitted>> submitted = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                submitted.add(callers.submit(() -> office.submit(Office.ANA, "hola")));
            }
        }
        for (Future<Submitted> one : submitted) {
            try {
                one.get();
                kept++;
            } catch (ExecutionException refused) {
                assertThat(refused.getCause()).isInstanceOfSatisfying(Rejection.TooMany.class, rejection -> {
                    assertThat(rejection.code()).isEqualTo("quota-exceeded");
                    assertThat(rejection).hasMessageContaining("10 messages a day of this company");
                });
            }
        }

        assertThat(kept).isEqualTo(10);
        assertThat(office.test.count("SELECT count(*) FROM message")).isEqualTo(10);
        assertThat(office.test.count("SELECT max(messages) FROM quota_use")).isEqualTo(10);
    }

    @Test
    void a_devices_limit_counts_for_it_alone_and_ends_at_midnight_of_the_tenants_time_zone() {
        office.tenant("time_zone = 'America/Argentina/Buenos_Aires'");
        office.device(Office.SALES, "messages_per_day = 1");
        office.send(Office.ANA, "1");

        Rejection.TooMany over = catchThrowableOfType(Rejection.TooMany.class, () -> office.submit(Office.ANA, "2"));
        assertThat(over).hasMessageContaining("this device").hasMessageContaining("2026-11-21T03:00:00.000Z");
        assertThat(over.retryIn()).isEqualTo(Duration.ofHours(15));
        office.outbox.submit(Office.ACME, Office.SUPPORT, Submission.text(Office.to(Office.ANA), "3"));

        office.crew.advance(Duration.ofHours(15));
        office.send(Office.ANA, "4");
    }

    @Test
    void a_paused_a_disconnected_and_a_broken_device_refuse_with_the_reason() {
        office.device(Office.SALES, "paused = true");
        assertThatThrownBy(() -> office.send(Office.ANA, "x"))
                .isInstanceOfSatisfying(
                        Rejection.Conflict.class, one -> assertThat(one.code()).isEqualTo("device-paused"));
        office.device(Office.SALES, "paused = false, connected = false");
        assertThatThrownBy(() -> office.send(Office.ANA, "x"))
                .isInstanceOfSatisfying(
                        Rejection.Conflict.class, one -> assertThat(one.code()).isEqualTo("device-offline"));
        office.device(
                Office.SALES,
                "connected = true, state = 'ERROR', state_detail = '{\"code\":\"190\",\"message\":\"Renew the token.\"}'");
        assertThatThrownBy(() -> office.send(Office.ANA, "x"))
                .hasMessageContaining("Renew the token.")
                .isInstanceOfSatisfying(
                        Rejection.Conflict.class, one -> assertThat(one.code()).isEqualTo("device-error"));
        assertThatThrownBy(() -> office.outbox.submit(
                        Office.ACME, new DeviceId(new UUID(5, 5)), Submission.text(Office.to(Office.ANA), "x")))
                .isInstanceOf(Rejection.NotFound.class);
        assertThat(office.test.count("SELECT count(*) FROM contact")).isZero();
        assertThat(office.test.count("SELECT coalesce(sum(messages), 0) FROM quota_use"))
                .isZero();
    }

    @Test
    void outside_the_window_only_templates_are_taken_and_whoever_never_wrote_is_left_to_whatsapp() {
        office.receive(Office.ANA, "wamid.in1", "hola");
        office.crew.advance(Duration.ofHours(23));
        office.send(Office.ANA, "in time");
        office.crew.advance(Duration.ofHours(2));

        assertThatThrownBy(() -> office.send(Office.ANA, "too late"))
                .hasMessageContaining("template")
                .isInstanceOfSatisfying(
                        Rejection.WindowClosed.class,
                        one -> assertThat(one.code()).isEqualTo("window-closed"));
        submit("""
                {"to":"%s","type":"template","template":{"name":"hello","language":{"code":"es"}}}
                """.formatted(Office.ANA));
        office.send(Office.BRUNO, "never wrote");
        assertThat(office.test.count("SELECT sum(messages) FROM quota_use WHERE device_id = '" + Office.SALES.value()
                        + "' GROUP BY day ORDER BY day DESC LIMIT 1"))
                .isEqualTo(3);
    }

    @Test
    void submitting_again_under_the_same_id_returns_the_first_answer_and_sends_nothing() {
        MessageId id = office.outbox.newId();
        Submission hello = Submission.text(Office.to(Office.ANA), "hola");
        Submitted first = office.outbox.submit(Office.ACME, Office.SALES, hello, id);
        office.crew.work();
        Submitted second = office.outbox.submit(Office.ACME, Office.SALES, hello, id);

        assertThat(second.status()).isEqualTo(MessageStatus.SENT);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.conversation()).isEqualTo(first.conversation());
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        office.crew.settle();
        assertThat(office.whatsapp.texts()).containsExactly("hola");
    }

    @Test
    void an_answer_may_name_a_message_by_our_id_and_whatsapp_gets_its_own() {
        office.receive(Office.ANA, "wamid.in1", "hola");
        MessageId theirs = new MessageId(UUID.fromString(office.text("SELECT id FROM message WHERE inbound")));
        submit("""
                {"to":"%s","text":{"body":"re"},"context":{"message_id":"%s"}}
                """.formatted(Office.ANA, theirs));
        submit("""
                {"to":"%s","type":"reaction","reaction":{"message_id":"%s","emoji":"👍"}}
                """.formatted(Office.ANA, theirs));
        office.crew.settle();

        List<Transport.Outgoing> calls = office.whatsapp.calls();
        assertThat(calls.get(0).quoted().orElseThrow().value()).isEqualTo("wamid.in1");
        assertThat(Json.text(dev.palomar.model.ContentJson.write(calls.get(1).content())))
                .contains("wamid.in1");
    }

    @Test
    void what_does_not_exist_cannot_be_answered_or_sent() {
        String nothing = new MessageId(new UUID(3, 3)).text();
        assertThat(rejection("""
                {"to":"%s","text":{"body":"re"},"context":{"message_id":"%s"}}
                """.formatted(Office.ANA, nothing)))
                .hasMessage("context.message_id: there is no such message");
        MediaId file = new MediaId(new UUID(4, 4));
        assertThat(rejection("""
                {"to":"%s","type":"image","image":{"id":"%s"}}
                """.formatted(Office.ANA, file.text())))
                .hasMessage("image.id: there is no file " + file.text());
    }

    @Test
    void a_file_of_this_hub_is_sent_with_what_is_known_of_it() {
        MediaId file = stored("image/png", 40_000);
        submit("""
                {"to":"%s","type":"image","image":{"id":"%s","caption":"La factura"}}
                """.formatted(Office.ANA, file.text()));

        assertThat(office.text("SELECT content FROM message")).contains("image/png", file.text());
        assertThat(office.text("SELECT media_id FROM message"))
                .isEqualTo(file.value().toString());
    }

    @Test
    void a_file_that_is_not_what_it_is_sent_as_or_too_large_for_it_is_refused_by_its_field() {
        assertThat(rejection(
                        """
                {"to":"%s","type":"image","image":{"id":"%s"}}
                """.formatted(Office.ANA, stored("application/pdf", 9).text())))
                .hasMessage(
                        "image.id: WhatsApp takes image/jpeg, image/png as image, and this file is application/pdf.");
        assertThat(rejection("""
                {"to":"%s","type":"sticker","sticker":{"id":"%s"}}
                """.formatted(
                                Office.ANA, stored("image/webp", 600 << 10).text())))
                .hasMessage("sticker.id: WhatsApp takes at most 500 KB as sticker, and this file has 600 KB.");
        assertThat(rejection("""
                {"to":"%s","type":"audio","audio":{"id":"%s","voice":true}}
                """.formatted(Office.ANA, stored("audio/mpeg", 9).text())))
                .hasMessage(
                        "audio.voice: a voice message is Ogg with Opus, and this file is audio/mpeg; leave voice out");
        submit("""
                {"to":"%s","type":"document","document":{"id":"%s"}}
                """.formatted(Office.ANA, stored("application/pdf", 9).text()));
    }

    private MediaId stored(String type, long bytes) {
        MediaId file = new MediaId(office.ids.get());
        office.test
                .database()
                .worker(tx -> tx.update("""
                        INSERT INTO media (tenant_id, id, state, mime_type, bytes, sha256, created_at)
                        VALUES (:tenant, :id, 'stored', :type, :bytes, 'abc', now())
                        """)
                        .bind("tenant", Office.ACME)
                        .bind("id", file)
                        .bind("type", type)
                        .bind("bytes", bytes)
                        .execute());
        return file;
    }

    @Test
    void a_group_is_written_to_as_a_group_and_makes_no_contact() {
        submit("""
                {"recipient_type":"group","to":"Y2FwaV9ncm91cDox","text":{"body":"hola a todos"}}
                """);
        office.crew.settle();

        assertThat(office.whatsapp.calls().getFirst().group()).contains("Y2FwaV9ncm91cDox");
        assertThat(office.whatsapp.calls().getFirst().to()).isEqualTo(Identity.NOBODY);
        assertThat(office.test.count("SELECT count(*) FROM contact")).isZero();
        assertThat(office.text("SELECT chat FROM conversation")).isEqualTo("group:Y2FwaV9ncm91cDox");
    }

    @Test
    void the_number_is_the_one_that_was_named_else_the_conversations_else_the_first_that_can() {
        Submission plain = Submission.text(Office.to(Office.ANA), "hola");
        assertThat(office.outbox.deviceFor(Office.ACME, plain)).isEqualTo(Office.SALES);
        office.outbox.submit(Office.ACME, Office.SUPPORT, plain);
        assertThat(office.outbox.deviceFor(Office.ACME, plain)).isEqualTo(Office.SUPPORT);

        assertThat(from("+541152630000")).isEqualTo(Office.SALES);
        assertThat(from(Office.SUPPORT.text())).isEqualTo(Office.SUPPORT);
        assertThatThrownBy(() -> from("+541152639999")).hasMessageContaining("from: there is no such device");

        office.device(Office.SALES, "connected = false");
        office.device(Office.SUPPORT, "connected = false");
        assertThatThrownBy(() -> office.outbox.deviceFor(Office.ACME, Submission.text(Office.to(Office.BRUNO), "hola")))
                .isInstanceOfSatisfying(
                        Rejection.NotPossible.class,
                        one -> assertThat(one.code()).isEqualTo("no-device"));
    }

    private DeviceId from(String from) {
        return office.outbox.deviceFor(
                Office.ACME, SendRequest.parse(Json.readObject("""
                {"to":"%s","text":"hola","from":"%s"}
                """.formatted(Office.ANA, from))));
    }

    @Test
    void on_a_devices_own_path_from_must_be_that_device() {
        assertThat(rejection("""
                {"to":"%s","text":"hola","from":"+541152630001"}
                """.formatted(Office.ANA))).hasMessageContaining("from: is not the device of this path");
        submit("""
                {"to":"%s","text":"hola","from":"+54 11 5263-0000"}
                """.formatted(Office.ANA));
    }
}
