package dev.palomar.transport.cloud.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWebhookTest {

    private static final PhoneNumber ANA = new PhoneNumber("+16505551234");

    private static List<Parsed> parse(String body) {
        return CloudWebhook.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String change(String field, String value) {
        return """
            {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[
              {"field":"%s","value":%s}]}]}
            """.formatted(field, value);
    }

    private static String messages(String... messages) {
        return change("messages", """
            {"messaging_product":"whatsapp",
             "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
             "contacts":[{"profile":{"name":"Ana"},"wa_id":"16505551234"},{"profile":{"name":"Bo"},"wa_id":"491705550001"}],
             "messages":[%s]}
            """.formatted(String.join(",", messages)));
    }

    private static String message(String type, String object) {
        return """
            {"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"%1$s","%1$s":%2$s}
            """.formatted(type, object);
    }

    private static Signal.Message only(String body) {
        List<Parsed> updates = parse(body);
        assertThat(updates).hasSize(1);
        assertThat(updates.getFirst().to()).isEqualTo(new Addressee.BusinessNumber("106540352242922"));
        return (Signal.Message) updates.getFirst().signal();
    }

    private static MessageContent content(String type, String object) {
        return only(messages(message(type, object))).content();
    }

    @Test
    void a_text_is_read_with_its_sender_its_time_and_the_part_of_the_body_that_carried_it() {
        Signal.Message text = only(messages(message("text", "{\"body\":\"hola \\ud83d\\ude00 a\\/b\"}")));

        assertThat(text.id()).isEqualTo(new WireId("wamid.1"));
        assertThat(text.person().phone()).contains(ANA);
        assertThat(text.name()).contains("Ana");
        assertThat(text.sentAt()).isEqualTo(Instant.ofEpochSecond(1744344496));
        assertThat(text.content()).isEqualTo(new MessageContent.Text("hola 😀 a/b", false));
        assertThat(text.outbound()).isFalse();
        assertThat(text.backfilled()).isFalse();
        assertThat(Json.read(text.raw().bytes())).isEqualTo(Json.read("""
            {"field":"messages","value":{"messaging_product":"whatsapp",
             "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
             "contacts":[{"profile":{"name":"Ana"},"wa_id":"16505551234"}],
             "messages":[{"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"text",
                          "text":{"body":"hola 😀 a/b"}}]}}
            """));
    }

    @Test
    void every_kind_of_file_is_read_with_its_hash_in_hexadecimal() {
        for (MediaKind kind : MediaKind.values()) {
            assertThat(content(kind.word(), """
                    {"id":"M1","mime_type":"image/jpeg","sha256":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                     "caption":"c","filename":"f.pdf","voice":true,"url":"https://lookaside.fbsbx.com/x"}
                    """))
                    .isEqualTo(new MessageContent.Media(
                            kind,
                            new MediaSource.AtWhatsApp(
                                    "M1",
                                    Optional.of("image/jpeg"),
                                    Optional.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
                            Optional.of("c"),
                            Optional.of("f.pdf"),
                            true));
        }
    }

    @Test
    void the_other_types_are_read_in_metas_form() {
        assertThat(content("location", "{\"latitude\":-34.6,\"longitude\":\"-58.4\",\"name\":\"Casa\"}"))
                .isEqualTo(new MessageContent.Location(-34.6, -58.4, Optional.of("Casa"), Optional.empty()));
        assertThat(content("contacts", "[{\"name\":{\"formatted_name\":\"Bo\"}}]")
                        .preview())
                .isEqualTo("Bo");
        assertThat(content("reaction", "{\"message_id\":\"wamid.0\",\"emoji\":\"👍\"}"))
                .isEqualTo(new MessageContent.Reaction(new WireId("wamid.0"), "👍"));
        assertThat(content("reaction", "{\"message_id\":\"wamid.0\"}"))
                .isEqualTo(new MessageContent.Reaction(new WireId("wamid.0"), ""));
        assertThat(content(
                                "interactive",
                                "{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"1\",\"title\":\"Sí\"}}")
                        .preview())
                .isEqualTo("Sí");
        assertThat(content("button", "{\"payload\":\"STOP\",\"text\":\"Baja\"}"))
                .isEqualTo(new MessageContent.Button("STOP", "Baja"));
        assertThat(content("order", "{\"catalog_id\":\"c\",\"product_items\":[]}"))
                .isInstanceOf(MessageContent.Order.class);
        assertThat(content("edit", """
                {"original_message_id":"wamid.0","message":{"type":"text","text":{"body":"corregido"}}}"""))
                .isEqualTo(new MessageContent.Edit(new WireId("wamid.0"), new MessageContent.Text("corregido", false)));
        assertThat(content("revoke", "{\"original_message_id\":\"wamid.0\"}"))
                .isEqualTo(new MessageContent.Revoke(new WireId("wamid.0")));
    }

    @Test
    void what_is_new_or_misshapen_is_kept_as_unsupported_with_its_raw_form() {
        assertThat(content("request_welcome", "{}")).isEqualTo(new MessageContent.Unsupported("request_welcome"));
        assertThat(content("text", "\"bare\"")).isEqualTo(new MessageContent.Unsupported("text"));
        assertThat(content("image", "{\"caption\":\"no id\"}")).isEqualTo(new MessageContent.Unsupported("image"));
        assertThat(content("unsupported", "{\"type\":\"poll\"}")).isEqualTo(new MessageContent.Unsupported("poll"));
        Signal.Message plain = only(messages("""
            {"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"unsupported",
             "errors":[{"code":131051,"title":"Unsupported message type"}]}
            """));
        assertThat(plain.content()).isEqualTo(new MessageContent.Unsupported("unsupported"));
        assertThat(plain.raw().text()).contains("131051");
    }

    @Test
    void a_person_without_a_number_is_known_by_the_user_id_and_the_user_name() {
        Signal.Message hidden = only(change("messages", """
            {"metadata":{"phone_number_id":"106540352242922"},
             "contacts":[{"profile":{"name":"Eva","username":"@eva"},"user_id":"US.13491208655302741918"}],
             "messages":[{"from_user_id":"US.13491208655302741918","id":"wamid.1","timestamp":"1744344496",
                          "type":"text","text":{"body":"hi"}}]}
            """));

        assertThat(hidden.person().phone()).isEmpty();
        assertThat(hidden.person().userId()).contains("US.13491208655302741918");
        assertThat(hidden.person().username()).contains("eva");
        assertThat(hidden.name()).contains("Eva");
    }

    @Test
    void notices_about_a_person_name_them_even_when_only_the_notice_does() {
        Signal.Message moved = only(messages("""
            {"id":"wamid.1","timestamp":"1744344496","type":"system",
             "system":{"type":"user_changed_user_id","user_id":"US.2","previous_user_id":"US.1"}}
            """));
        assertThat(moved.person().userId()).contains("US.1");

        Signal.Message key = only(messages("""
            {"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"system",
             "system":{"type":"customer_identity_changed"},"identity":{"hash":"DF2l"}}
            """));
        assertThat(((MessageContent.SystemNotice) key.content())
                        .form()
                        .path("identity")
                        .path("hash")
                        .asString())
                .isEqualTo("DF2l");
    }

    @Test
    void an_advertisement_opens_the_free_entry_point_and_a_reply_keeps_its_context_and_its_group() {
        Signal.Message fromAd = only(messages("""
            {"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"text","text":{"body":"hi"},
             "group_id":"G1","context":{"from":"15550783881","id":"wamid.0"},
             "referral":{"source_type":"ad","source_id":"1","ctwa_clid":"x"}}
            """));

        assertThat(fromAd.origin()).contains(Signal.Origin.FREE_ENTRY_POINT);
        assertThat(fromAd.group()).contains("G1");
        assertThat(fromAd.context().orElseThrow().path("id").asString()).isEqualTo("wamid.0");
        assertThat(fromAd.context().orElseThrow().at("/referral/ctwa_clid").asString())
                .isEqualTo("x");
    }

    @Test
    void statuses_move_messages_of_ours_and_a_failure_says_why_in_plain_words() {
        List<Parsed> updates = parse(change("messages", """
            {"metadata":{"phone_number_id":"106540352242922"},"statuses":[
              {"id":"wamid.A","status":"sent","timestamp":"1750030073","recipient_id":"16505551234"},
              {"id":"wamid.B","status":"played","timestamp":1750030074,"recipient_user_id":"US.1"},
              {"id":"wamid.C","status":"failed","timestamp":"1750030075","errors":[{"code":131047,
                "title":"Re-engagement message","message":"Re-engagement message",
                "error_data":{"details":"More than 24 hours have passed."}}]},
              {"id":"wamid.D","status":"warning","timestamp":"1750030076"}]}
            """));

        assertThat(updates).hasSize(4);
        assertThat(((Signal.Status) updates.get(0).signal()).status()).isEqualTo(MessageStatus.SENT);
        assertThat(((Signal.Status) updates.get(1).signal()).status()).isEqualTo(MessageStatus.PLAYED);
        Signal.Status failed = (Signal.Status) updates.get(2).signal();
        assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
        assertThat(failed.error().orElseThrow().code()).isEqualTo("131047");
        assertThat(failed.error().orElseThrow().message())
                .isEqualTo("Re-engagement message: More than 24 hours have passed.");
        assertThat(failed.error().orElseThrow().cause()).contains("Send a template");
        assertThat(updates.get(3).signal()).isInstanceOf(Signal.Unknown.class);
        assertThat(updates.get(2).signal().toString()).doesNotContain("24 hours have passed.\"");
    }

    @Test
    void a_status_names_the_message_by_our_own_id_when_whatsapp_gives_it_back() {
        dev.palomar.model.id.MessageId ours = new dev.palomar.model.id.MessageId(new java.util.UUID(7, 1));
        Signal.Status status = (Signal.Status)
                parse(change("messages", """
                {"metadata":{"phone_number_id":"1"},"statuses":[{"id":"wamid.A","status":"sent",
                 "timestamp":"1750030073","biz_opaque_callback_data":"%s"}]}
                """.formatted(ours.text()))).getFirst().signal();

        assertThat(status.ours()).contains(ours);
    }

    @Test
    void what_the_business_writes_on_its_phone_is_outbound_to_the_customer() {
        Signal.Message echo = only(change("smb_message_echoes", """
            {"metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
             "message_echoes":[{"from":"15550783881","to":"16505551234","id":"wamid.1","timestamp":"1744344496",
                                "type":"text","text":{"body":"voy"}}]}
            """));

        assertThat(echo.outbound()).isTrue();
        assertThat(echo.person().phone()).contains(ANA);
    }

    @Test
    void history_is_backfilled_in_both_directions() {
        List<Parsed> updates = parse(change("history", """
            {"metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
             "history":[{"metadata":{"phase":0,"chunk_order":1,"progress":50},"threads":[{"id":"16505551234","messages":[
               {"from":"16505551234","id":"wamid.1","timestamp":"1700000000","type":"text","text":{"body":"a"},
                "history_context":{"status":"READ"}},
               {"from":"15550783881","to":"16505551234","id":"wamid.2","timestamp":"1700000001",
                "type":"media_placeholder"}]}]},
              {"errors":[{"code":2593109,"title":"declined"}]}]}
            """));

        assertThat(updates).hasSize(3);
        Signal.Message theirs = (Signal.Message) updates.get(0).signal();
        Signal.Message ours = (Signal.Message) updates.get(1).signal();
        assertThat(theirs.backfilled() && ours.backfilled()).isTrue();
        assertThat(theirs.outbound()).isFalse();
        assertThat(ours.outbound()).isTrue();
        assertThat(ours.person().phone()).contains(ANA);
        assertThat(ours.content()).isEqualTo(new MessageContent.Unsupported("media_placeholder"));
        assertThat(updates.get(2).signal()).isInstanceOf(Signal.NumberNotice.class);
    }

    @Test
    void calls_and_notices_about_account_limits_and_templates_are_told_apart() {
        assertThat(parse(change("calls", """
            {"metadata":{"phone_number_id":"1"},"contacts":[{"profile":{"name":"Ana"},"wa_id":"16505551234"}],
             "calls":[{"id":"wacid.1","from":"16505551234","to":"15550783881","event":"connect",
                       "direction":"USER_INITIATED","timestamp":"1744344496"}]}
            """)).getFirst().signal()).isInstanceOfSatisfying(Signal.Call.class, call -> {
            assertThat(call.person().phone()).contains(ANA);
            assertThat(call.name()).contains("Ana");
        });
        assertThat(kind(
                        "phone_number_quality_update",
                        "{\"event\":\"THROUGHPUT_UPGRADE\",\"display_phone_number\":\"1555\"}"))
                .isEqualTo(Signal.NumberNotice.Kind.LIMIT);
        assertThat(kind("message_template_status_update", "{\"event\":\"APPROVED\",\"message_template_id\":1}"))
                .isEqualTo(Signal.NumberNotice.Kind.TEMPLATE);
        assertThat(kind("account_update", "{\"event\":\"DISABLED_UPDATE\"}"))
                .isEqualTo(Signal.NumberNotice.Kind.ACCOUNT);
        assertThat(parse(change("flows", "{\"event\":\"x\"}")).getFirst().signal())
                .isInstanceOf(Signal.Unknown.class);
    }

    private static Signal.NumberNotice.Kind kind(String field, String value) {
        return ((Signal.NumberNotice) parse(change(field, value)).getFirst().signal()).kind();
    }

    @Test
    void updates_about_an_account_are_addressed_to_it_even_when_the_entry_names_the_partner() {
        assertThat(parse(change("phone_number_quality_update", "{\"display_phone_number\":\"15550783881\"}"))
                        .getFirst()
                        .to())
                .isEqualTo(new Addressee.BusinessAccount("102290129340398", Optional.of("15550783881")));
        assertThat(parse(change("account_update", "{\"event\":\"PARTNER_REMOVED\",\"waba_info\":{\"waba_id\":\"77\"}}"))
                        .getFirst()
                        .to())
                .isEqualTo(new Addressee.BusinessAccount("77", Optional.empty()));
    }

    @Test
    void errors_beside_messages_are_told_and_the_messages_are_not_lost() {
        List<Parsed> updates = parse(change("messages", """
            {"metadata":{"phone_number_id":"1"},
             "messages":[{"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"text","text":{"body":"x"}}],
             "errors":[{"code":130429,"title":"Rate limit hit"}]}
            """));

        assertThat(updates.get(0).signal()).isInstanceOf(Signal.Message.class);
        assertThat(updates.get(1).signal())
                .isInstanceOfSatisfying(
                        Signal.NumberNotice.class,
                        notice -> assertThat(notice.kind()).isEqualTo(Signal.NumberNotice.Kind.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{}",
                "{\"from\":\"16505551234\",\"timestamp\":\"1744344496\",\"type\":\"text\"}",
                "{\"from\":\"16505551234\",\"id\":\"wamid.9\",\"timestamp\":\"soon\",\"type\":\"text\"}",
                "{\"from\":\"16505551234\",\"id\":\"wamid.9\",\"timestamp\":\"99999999999999\",\"type\":\"text\"}",
                "{\"id\":\"wamid.9\",\"timestamp\":\"1744344496\",\"type\":\"text\",\"text\":{\"body\":\"from nobody\"}}",
            })
    void a_message_that_cannot_be_read_is_kept_as_unknown_and_costs_no_other(String broken) {
        List<Parsed> updates =
                parse(messages(message("text", "{\"body\":\"one\"}"), broken, message("text", "{\"body\":\"two\"}")));

        assertThat(updates).hasSize(3);
        assertThat(updates.get(0).signal()).isInstanceOf(Signal.Message.class);
        assertThat(updates.get(1).signal()).isInstanceOf(Signal.Unknown.class);
        assertThat(updates.get(2).signal()).isInstanceOf(Signal.Message.class);
    }

    @Test
    void all_entries_and_changes_are_read_and_broken_ones_become_unknown() {
        List<Parsed> updates = parse("""
            {"object":"whatsapp_business_account","entry":[
              {"id":"1","changes":[{"field":"messages","value":"text"},{"field":"messages","value":{"metadata":{"phone_number_id":"9"}}},5]},
              {"id":"2","changes":[{"field":"account_review_update","value":{"decision":"APPROVED"}}]},
              null]}
            """);

        assertThat(updates).hasSize(4);
        assertThat(updates.subList(0, 3)).allMatch(update -> update.signal() instanceof Signal.Unknown);
        assertThat(updates.get(3).to()).isEqualTo(new Addressee.BusinessAccount("2", Optional.empty()));
        assertThat(parse("{\"object\":\"page\"}").getFirst().to()).isEqualTo(new Addressee.Nobody());
        assertThatThrownBy(() -> parse("not json")).isInstanceOf(Rejection.Malformed.class);
        assertThatThrownBy(() -> parse("[1]")).isInstanceOf(Rejection.Malformed.class);
    }

    @Test
    void nul_and_half_surrogates_survive_where_they_can_and_harm_nothing() {
        Signal.Message odd = only(change("messages", """
            {"metadata":{"phone_number_id":"106540352242922"},
             "contacts":[{"profile":{"name":"A\\u0000\\ud83d"},"wa_id":"16505551234"}],
             "messages":[{"from":"16505551234","id":"wamid.1","timestamp":"1744344496","type":"text",
                          "text":{"body":"x\\u0000\\ud83dy"}}]}
            """));

        assertThat(odd.name()).contains("A\uFFFD\uFFFD");
        assertThat(((MessageContent.Text) odd.content()).body()).isEqualTo("x\u0000\ud83dy");
        assertThat(Json.read(odd.raw().bytes())
                        .at("/value/messages/0/text/body")
                        .asString())
                .isEqualTo("x\u0000\ud83dy");
    }

    @Test
    void a_thousand_updates_in_one_body_are_all_read() {
        String[] many = new String[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = message("text", "{\"body\":\"" + "x".repeat(700) + i + "\"}")
                    .replace("wamid.1", "wamid." + i);
        }

        assertThat(parse(messages(many))).hasSize(1000);
    }
}
