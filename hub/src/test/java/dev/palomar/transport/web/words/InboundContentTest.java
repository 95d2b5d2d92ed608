package dev.palomar.transport.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a message of WhatsApp Web says, in the hub's words.
class InboundContentTest {

    @Test
    void every_kind_of_message_becomes_what_it_is() {
        assertThat(Samples.outcomes())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("conversation", "text"),
                        Map.entry("extendedText", "text"),
                        Map.entry("ephemeral", "text"),
                        Map.entry("comment", "text"),
                        Map.entry("image", "image"),
                        Map.entry("viewOnce", "image"),
                        Map.entry("albumPart", "image"),
                        Map.entry("video", "video"),
                        Map.entry("gif", "video"),
                        Map.entry("videoNote", "video"),
                        Map.entry("ephemeralViewOnce", "video"),
                        Map.entry("audio", "audio"),
                        Map.entry("voice", "audio"),
                        Map.entry("viewOnceVoice", "audio"),
                        Map.entry("document", "document"),
                        Map.entry("documentWithCaption", "document"),
                        Map.entry("sticker", "sticker"),
                        Map.entry("lottieSticker", "sticker"),
                        Map.entry("location", "location"),
                        Map.entry("liveLocation", "location"),
                        Map.entry("contact", "contacts"),
                        Map.entry("contacts", "contacts"),
                        Map.entry("reaction", "reaction"),
                        Map.entry("poll", "poll"),
                        Map.entry("pollVote", "pollVote"),
                        Map.entry("buttons", "interactive"),
                        Map.entry("buttonsAnswer", "interactive"),
                        Map.entry("list", "interactive"),
                        Map.entry("listAnswer", "interactive"),
                        Map.entry("template", "interactive"),
                        Map.entry("templateAnswer", "button"),
                        Map.entry("interactive", "interactive"),
                        Map.entry("interactiveAnswer", "interactive"),
                        Map.entry("carousel", "interactive"),
                        Map.entry("product", "interactive"),
                        Map.entry("groupInvite", "interactive"),
                        Map.entry("event", "interactive"),
                        Map.entry("phoneNumberAsked", "interactive"),
                        Map.entry("paymentRequest", "interactive"),
                        Map.entry("payment", "interactive"),
                        Map.entry("order", "order"),
                        Map.entry("edit", "edit"),
                        Map.entry("captionEdit", "edit"),
                        Map.entry("revoke", "revoke"),
                        Map.entry("pin", "system"),
                        Map.entry("ephemeralSetting", "system"),
                        Map.entry("callLog", "call")));
    }

    @Test
    void what_machines_say_to_each_other_is_left_and_has_a_word_to_be_counted_by() {
        assertThat(Samples.outcomes())
                .containsAllEntriesOf(Map.of(
                        "keyShare", "left protocol:APP_STATE_SYNC_KEY_SHARE",
                        "historyNotice", "left protocol:HISTORY_SYNC_NOTIFICATION",
                        "keysOnly", "left keys",
                        "album", "left albumMessage"));
    }

    @Test
    void what_is_new_or_not_for_us_to_open_is_kept_under_whatsapps_word() {
        ObjectNode said = Samples.from(Samples.ANA);
        said.set(
                "message", Json.object().set("holographicMessage", Json.object().put("depth", 3)));

        assertThat(Samples.heard(said).content()).isEqualTo(new MessageContent.Unsupported("holographicMessage"));
        assertThat(Samples.content("encryptedEdit"))
                .isEqualTo(new MessageContent.Unsupported("secretEncryptedMessage"));
        assertThat(Samples.content("stickerPack")).isEqualTo(new MessageContent.Unsupported("stickerPackMessage"));
        assertThat(Samples.content("placeholder")).isEqualTo(new MessageContent.Unsupported("placeholderMessage"));
    }

    @Test
    void a_message_in_which_only_keys_were_is_nothing_that_anybody_said() {
        ObjectNode said = Samples.from(Samples.ANA);
        said.set("message", Json.object());
        assertThat(Samples.hear(said)).isEqualTo(new Heard(List.of(), List.of("keys")));
    }

    @Test
    void a_new_wrapping_around_a_message_is_taken_off() {
        ObjectNode said = Samples.from(Samples.ANA);
        ObjectNode wrapped = Json.object();
        wrapped.putObject("wrapOfTomorrowMessage").set("message", Samples.message("image"));
        said.set("message", wrapped);

        assertThat(Samples.heard(said).content().type()).isEqualTo("image");
    }

    @Test
    void a_file_comes_with_what_it_is_and_with_what_is_needed_to_fetch_it() {
        MessageContent.Media image = (MessageContent.Media) Samples.content("image");
        assertThat(image.kind()).isEqualTo(MediaKind.IMAGE);
        assertThat(image.caption()).contains("La factura");
        assertThat(image.traits()).isEmpty();
        MediaSource.AtWhatsApp file = (MediaSource.AtWhatsApp) image.file();
        assertThat(file.mimeType()).contains("image/jpeg");
        assertThat(file.sha256()).contains("02".repeat(32));
        JsonNode fetch = Json.read(file.wireId());
        assertThat(fetch.propertyNames()).containsExactlyInAnyOrder("message", "wireId", "chat", "fromMe", "sender");
        JsonNode told = fetch.path("message").path("imageMessage");
        assertThat(told.propertyNames()).contains("url", "directPath", "mediaKey", "fileEncSha256", "fileLength");
        assertThat(told.propertyNames()).doesNotContain("jpegThumbnail", "contextInfo", "caption");
    }

    @Test
    void moving_pictures_round_films_voices_and_what_may_be_seen_once_are_told_apart() {
        assertThat(traits("gif")).containsExactly(MediaTrait.GIF);
        assertThat(traits("videoNote")).containsExactly(MediaTrait.VIDEO_NOTE);
        assertThat(traits("voice")).containsExactly(MediaTrait.VOICE);
        assertThat(traits("audio")).isEmpty();
        assertThat(traits("animatedSticker")).containsExactly(MediaTrait.ANIMATED);
        assertThat(traits("lottieSticker")).containsExactly(MediaTrait.ANIMATED);
        assertThat(traits("viewOnce")).containsExactly(MediaTrait.VIEW_ONCE);
        assertThat(traits("viewOnceVoice")).containsExactlyInAnyOrder(MediaTrait.VOICE, MediaTrait.VIEW_ONCE);
        assertThat(traits("ephemeralViewOnce")).containsExactly(MediaTrait.VIEW_ONCE);
    }

    private static Set<MediaTrait> traits(String sample) {
        return ((MessageContent.Media) Samples.content(sample)).traits();
    }

    @Test
    void a_document_keeps_its_name_and_the_words_below_it() {
        MessageContent.Media document = (MessageContent.Media) Samples.content("documentWithCaption");
        assertThat(document.filename()).contains("a.pdf");
        assertThat(document.caption()).contains("acá va");
    }

    @Test
    void a_place_that_moves_is_told_apart_from_one_that_does_not() {
        assertThat(Samples.content("location"))
                .isEqualTo(
                        new MessageContent.Location(-34.6, -58.4, Optional.of("Casa"), Optional.of("Callao 1"), false));
        assertThat(Samples.content("liveLocation"))
                .isEqualTo(new MessageContent.Location(-34.6, -58.4, Optional.of("voy"), Optional.empty(), true));
    }

    @Test
    void a_card_comes_in_metas_form_and_one_that_cannot_be_read_keeps_its_name() {
        JsonNode card =
                ((MessageContent.Contacts) Samples.content("contact")).cards().get(0);
        assertThat(card).isEqualTo(Json.read("""
                {"name":{"formatted_name":"Ana Pérez","first_name":"Ana","last_name":"Pérez"},
                 "phones":[{"phone":"+5491155550101","type":"CELL","wa_id":"5491155550101"}],
                 "emails":[{"email":"ana@flores.example","type":"WORK"}],
                 "addresses":[{"street":"Callao 1","city":"Buenos Aires","state":"BA","zip":"C1022","country":"Argentina",
                               "type":"HOME"}],
                 "urls":[{"url":"https://flores.example"}],
                 "org":{"company":"Florería","department":"Ventas","title":"Dueña"},
                 "birthday":"1990-12-31"}"""));
        JsonNode cards = ((MessageContent.Contacts) Samples.content("contacts")).cards();
        assertThat(cards).hasSize(2);
        assertThat(cards.get(1)).isEqualTo(Json.read("{\"name\":{\"formatted_name\":\"Bruno\"}}"));
    }

    @Test
    void a_reaction_points_at_its_message_and_an_empty_one_takes_it_back() {
        assertThat(Samples.content("reaction")).isEqualTo(new MessageContent.Reaction(new WireId("TARGET1"), "👍"));
        assertThat(Samples.content("reactionRemoved"))
                .isEqualTo(new MessageContent.Reaction(new WireId("TARGET1"), ""));
    }

    @Test
    void a_poll_comes_with_its_answers_and_a_vote_with_what_was_chosen() {
        assertThat(Samples.content("poll"))
                .isEqualTo(new MessageContent.Poll("¿Cuándo?", List.of("Lunes", "Martes"), 1));
        assertThat(Samples.content("pollAny"))
                .isEqualTo(new MessageContent.Poll("¿Cuáles?", List.of("Rosas", "Lirios"), 0));

        ObjectNode vote = Samples.said("pollVote");
        vote.set(
                "vote",
                Json.read("{\"poll\":\"POLL1\",\"options\":[\"Lunes\"],\"hashes\":[\"aa\"],\"at\":1784550000}"));
        assertThat(Samples.heard(vote).content())
                .isEqualTo(new MessageContent.PollVote(new WireId("POLL1"), Optional.of(List.of("Lunes"))));

        vote.set("vote", Json.read("{\"poll\":\"POLL1\",\"unreadable\":\"no-secret\"}"));
        assertThat(Samples.heard(vote).content())
                .isEqualTo(new MessageContent.PollVote(new WireId("POLL1"), Optional.empty()));
    }

    @Test
    void an_edit_and_a_deletion_point_at_what_they_change() {
        assertThat(Samples.content("edit"))
                .isEqualTo(new MessageContent.Edit(new WireId("EDITED1"), new MessageContent.Text("hola!", false)));
        assertThat(Samples.content("revoke")).isEqualTo(new MessageContent.Revoke(new WireId("GONE1")));

        Signal.Message byAdmin = Samples.heard(Samples.inGroup(Samples.said("revokeByAdmin")));
        assertThat(byAdmin.content()).isEqualTo(new MessageContent.Revoke(new WireId("GONE2")));
        assertThat(byAdmin.context()).contains((ObjectNode) Json.read("{\"from\":\"lid:111122223333\"}"));
    }

    @Test
    void new_words_below_a_picture_do_not_tell_how_to_fetch_it() {
        MessageContent.Edit edit = (MessageContent.Edit) Samples.content("captionEdit");
        assertThat(((MessageContent.Media) edit.now()).caption()).contains("mejor");
        assertThat(Json.text(ContentJson.write(edit))).doesNotContain("mediaKey");
    }

    @Test
    void buttons_lists_and_their_answers_have_metas_form() {
        assertThat(((MessageContent.Interactive) Samples.content("buttons")).form())
                .isEqualTo(Json.read("""
                {"type":"button","body":{"text":"¿Confirma?"},"header":{"type":"text","text":"Pedido"},
                 "footer":{"text":"Florería"},
                 "action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Sí"}},
                                      {"type":"reply","reply":{"id":"no","title":"No"}}]}}"""));
        assertThat(((MessageContent.Interactive) Samples.content("buttonsAnswer")).form())
                .isEqualTo(Json.read("{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"yes\",\"title\":\"Sí\"}}"));
        assertThat(((MessageContent.Interactive) Samples.content("listAnswer")).form())
                .isEqualTo(Json.read("""
                {"type":"list_reply","list_reply":{"id":"r","title":"Rosas","description":"rojas"}}"""));
        assertThat(Samples.content("templateAnswer")).isEqualTo(new MessageContent.Button("thanks", "Gracias"));
        assertThat(((MessageContent.Interactive) Samples.content("interactive")).form())
                .isEqualTo(Json.read("""
                {"type":"button","body":{"text":"Elija cómo"},"header":{"type":"text","text":"Pago"},
                 "footer":{"text":"Florería"},
                 "action":{"buttons":[{"type":"reply","reply":{"id":"cash","title":"Efectivo"}},
                                      {"type":"cta_url","parameters":{"display_text":"Tarjeta","url":"https://pay.example"}}]}}
                """));
    }

    @Test
    void an_order_and_a_payment_tell_how_much_and_not_how_to_get_at_it() {
        MessageContent order = Samples.content("order");
        assertThat(((MessageContent.Order) order).form()).isEqualTo(Json.read("""
                {"order_id":"99","title":"Florería","text":"para mañana","item_count":"2","status":"INQUIRY",
                 "total_amount":{"value":1500000,"offset":1000,"currency":"ARS"}}"""));
        assertThat(((MessageContent.Interactive) Samples.content("paymentRequest")).form())
                .isEqualTo(Json.read("""
                {"type":"payment_request","body":{"text":"la cena"},
                 "payment_request":{"amount":{"value":25000,"offset":1000,"currency":"BRL"},"expires":"1784560000"}}"""));
    }

    @Test
    void what_is_stored_reads_back_as_it_was() {
        for (String name : Samples.names()) {
            for (Signal signal : Samples.hear(Samples.said(name)).signals()) {
                MessageContent content = ((Signal.Message) signal).content();
                assertThat(ContentJson.read(Json.readObject(Json.text(ContentJson.write(content)))))
                        .describedAs(name)
                        .isEqualTo(content);
            }
        }
    }
}
