package dev.palomar.transport.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.ContentJson;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people say over WhatsApp Web, in the hub's words.
class InboundWordsTest {

    private static final Identity ANA = new Identity(
            Optional.of(new PhoneNumber("+5491155550101")),
            Optional.of("111122223333"),
            Optional.empty(),
            Optional.empty());

    @Test
    void a_text_comes_with_who_said_it_by_all_their_names() {
        Signal.Message message = Samples.heard(Samples.said("conversation"));

        assertThat(message.id()).isEqualTo(new WireId("3EB0AAAA"));
        assertThat(message.person()).isEqualTo(ANA);
        assertThat(message.name()).contains("Ana");
        assertThat(message.content()).isEqualTo(new MessageContent.Text("hola", false));
        assertThat(message.sentAt()).isEqualTo(Instant.ofEpochSecond(1784550000));
        assertThat(message.outbound()).isFalse();
        assertThat(message.backfilled()).isFalse();
        assertThat(Json.read(message.raw().bytes())).isEqualTo(Samples.said("conversation"));
    }

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
                "message",
                Json.object()
                        .<ObjectNode>set("holographicMessage", Json.object().put("depth", 3)));

        assertThat(Samples.heard(said).content()).isEqualTo(new MessageContent.Unsupported("holographicMessage"));
        assertThat(Samples.content("encryptedEdit"))
                .isEqualTo(new MessageContent.Unsupported("secretEncryptedMessage"));
        assertThat(Samples.content("stickerPack")).isEqualTo(new MessageContent.Unsupported("stickerPackMessage"));
        assertThat(Samples.content("placeholder")).isEqualTo(new MessageContent.Unsupported("placeholderMessage"));
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
    void an_answer_names_what_it_answers_and_a_forwarded_message_says_so() {
        assertThat(Samples.heard(Samples.said("extendedText")).context())
                .contains((ObjectNode) Json.read("{\"from\":\"5491155550101\",\"id\":\"QUOTED1\"}"));
        assertThat(Samples.heard(Samples.said("image")).context()).isPresent();
        assertThat(Samples.heard(Samples.said("forwarded")).context())
                .contains((ObjectNode) Json.read("{\"forwarded\":true,\"frequently_forwarded\":true}"));
        assertThat(Samples.heard(Samples.said("conversation")).context()).isEmpty();
    }

    @Test
    void people_who_are_mentioned_are_named() {
        assertThat(Samples.heard(Samples.said("mentioning")).context()).contains((ObjectNode)
                Json.read("{\"mentions\":[{\"wa_id\":\"5491155550101\"},{\"lid\":\"111122223333\"}]}"));
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
    void in_a_group_the_sender_is_named_and_the_group_is_the_chat() {
        Signal.Message message = Samples.heard(Samples.inGroup(Samples.said("groupText")));

        assertThat(message.group()).contains(Samples.GROUP);
        assertThat(message.person()).isEqualTo(ANA);
        assertThat(message.content()).isEqualTo(new MessageContent.Text("hola grupo", false));
    }

    @Test
    void keys_to_what_others_will_say_are_not_passed_on() {
        Signal.Message message = Samples.heard(Samples.inGroup(Samples.said("groupText")));

        assertThat(message.raw().text()).contains("hola grupo").doesNotContain("senderKeyDistributionMessage");
    }

    @Test
    void what_the_business_wrote_on_its_phone_goes_to_the_person_of_the_chat() {
        ObjectNode said = Samples.said("conversation");
        said.put("fromMe", true);
        said.set("sender", Json.object().put("pn", "541152630000@s.whatsapp.net"));

        Signal.Message message = Samples.heard(said);

        assertThat(message.outbound()).isTrue();
        assertThat(message.person()).isEqualTo(ANA);
        assertThat(message.name()).isEmpty();
    }

    @Test
    void either_name_of_a_person_may_be_missing() {
        ObjectNode said = Samples.said("conversation");
        said.set("chat", Json.object().put("jid", Samples.LID).put("kind", "person"));
        assertThat(Samples.heard(said).person().phone()).isEmpty();
        assertThat(Samples.heard(said).person().lid()).contains("111122223333");

        said.set(
                "chat",
                Json.object().put("jid", "5491155550101:12@s.whatsapp.net").put("kind", "person"));
        assertThat(Samples.heard(said).person()).isEqualTo(Identity.of(new PhoneNumber("+5491155550101")));
    }

    @Test
    void what_waited_at_the_server_or_comes_out_of_a_history_is_backfilled() {
        ObjectNode offline = Samples.said("conversation");
        offline.put("offline", true);
        assertThat(Samples.heard(offline).backfilled()).isTrue();

        ObjectNode history = Json.object().put("type", "history").put("kind", "initial");
        history.putArray("said").add(Samples.said("conversation"));
        Signal.Message old =
                (Signal.Message) InboundWords.read(history).signals().getFirst();
        assertThat(old.backfilled()).isTrue();
    }

    @Test
    void a_history_tells_of_people_and_groups_before_what_they_said_and_of_reactions_after() {
        ObjectNode history = Json.object().put("type", "history").put("kind", "initial");
        ObjectNode said = Samples.said("conversation");
        said.set(
                "reactions",
                Json.read("[{\"sender\":{\"pn\":\"5491155550101@s.whatsapp.net\",\"lid\":\"111122223333@lid\"},"
                        + "\"emoji\":\"👍\",\"at\":1784550009}]"));
        history.putArray("said").add(said);
        history.set("lids", Json.read("[{\"pn\":\"5491155550101@s.whatsapp.net\",\"lid\":\"111122223333@lid\"}]"));
        history.set("contacts", Json.read("[{\"pn\":\"5491155550101@s.whatsapp.net\",\"name\":\"Ana de Flores\"}]"));
        history.set(
                "chats", Json.read("[{\"jid\":\"120363000000000001@g.us\",\"kind\":\"group\",\"name\":\"Flores\"}]"));

        List<Signal> signals = InboundWords.read(history).signals();

        assertThat(signals).hasSize(5);
        assertThat(signals.get(0)).isEqualTo(new Signal.Acquaintance(ANA, Optional.empty()));
        assertThat(signals.get(1))
                .isEqualTo(new Signal.Acquaintance(
                        Identity.of(new PhoneNumber("+5491155550101")), Optional.of("Ana de Flores")));
        assertThat(signals.get(2))
                .isEqualTo(new Signal.Group(Samples.GROUP, Optional.of("Flores"), Optional.empty(), Optional.empty()));
        assertThat(signals.get(3)).isInstanceOf(Signal.Message.class);
        assertThat(signals.get(4))
                .isInstanceOfSatisfying(
                        Signal.Message.class,
                        reaction -> assertThat(reaction.content())
                                .isEqualTo(new MessageContent.Reaction(new WireId("3EB0AAAA"), "👍")));
    }

    @Test
    void statuses_and_channels_are_ignored_and_counted() {
        for (String kind : List.of("status", "newsletter")) {
            ObjectNode said = Samples.said("conversation");
            said.set("chat", Json.object().put("jid", "status@broadcast").put("kind", kind));
            assertThat(Samples.hear(said)).isEqualTo(new Heard(List.of(), List.of(kind)));
        }
        ObjectNode peer = Samples.said("historyNotice");
        peer.put("category", "peer");
        assertThat(Samples.hear(peer)).isEqualTo(new Heard(List.of(), List.of("peer")));
    }

    @Test
    void what_cannot_be_decrypted_is_told_and_not_dropped() {
        ObjectNode said = Samples.from(Samples.ANA);
        said.set("undecryptable", Json.object().put("reason", "bad-mac").put("final", false));

        assertThat(Samples.heard(said).content())
                .isEqualTo(new MessageContent.Unsupported(MessageContent.Unsupported.UNREADABLE));
    }

    @Test
    void notices_of_a_group_say_what_happened() {
        ObjectNode said = Samples.inGroup(Samples.from(Samples.ANA));
        said.set("stub", Json.read("{\"type\":\"GROUP_CHANGE_SUBJECT\",\"parameters\":[\"Flores y más\"]}"));
        assertThat(((MessageContent.SystemNotice) Samples.heard(said).content()).form())
                .isEqualTo(Json.read(
                        "{\"type\":\"group_subject_changed\",\"body\":\"The group is called Flores y más now\","
                                + "\"subject\":\"Flores y más\"}"));

        said.set(
                "stub",
                Json.object()
                        .put("type", "GROUP_PARTICIPANT_ADD")
                        .set(
                                "parameters",
                                Json.array()
                                        .add(
                                                "{\"id\":\"111122223333@lid\",\"phoneNumber\":\"5491155550101@s.whatsapp.net\"}")));
        assertThat(((MessageContent.SystemNotice) Samples.heard(said).content()).form())
                .isEqualTo(Json.read("{\"type\":\"group_members_added\",\"body\":\"+5491155550101 joined\","
                        + "\"members\":[{\"wa_id\":\"5491155550101\",\"lid\":\"111122223333\"}]}"));

        said.set("stub", Json.read("{\"type\":\"E2E_ENCRYPTED\",\"parameters\":[]}"));
        assertThat(Samples.hear(said)).isEqualTo(new Heard(List.of(), List.of("notice:E2E_ENCRYPTED")));
    }

    @Test
    void a_call_is_told_whether_it_rang_or_was_missed() {
        ObjectNode call = (ObjectNode) Json.read("""
                {"type":"call","callId":"C1","from":{"pn":"5491155550101@s.whatsapp.net","lid":"111122223333@lid"},
                 "status":"offer","video":true,"at":1784550000,"offline":false}""");
        Signal.Message rang = (Signal.Message) InboundWords.read(call).signals().getFirst();
        assertThat(rang.id()).isEqualTo(new WireId("C1"));
        assertThat(rang.person()).isEqualTo(ANA);
        assertThat(((MessageContent.Call) rang.content()).form().path("video").asBoolean())
                .isTrue();

        ObjectNode said = Samples.from(Samples.ANA);
        said.set("stub", Json.read("{\"type\":\"CALL_MISSED_VOICE\",\"parameters\":[]}"));
        assertThat(Samples.heard(said).content().type()).isEqualTo("call");
    }

    @Test
    void a_receipt_raises_each_message_it_names_and_in_a_group_says_whose_it_is() {
        ObjectNode event = (ObjectNode) Json.read("""
                {"type":"receipts","receipts":[
                  {"wireIds":["A","B"],"chat":{"jid":"111122223333@lid","kind":"person","pn":"5491155550101@s.whatsapp.net"},
                   "status":"read","fromMe":true,"at":1784550001},
                  {"wireIds":["C"],"chat":{"jid":"120363000000000001@g.us","kind":"group"},"status":"delivered","fromMe":true,
                   "participant":{"pn":"5491155550101@s.whatsapp.net","lid":"111122223333@lid"},"at":1784550002},
                  {"wireIds":["D"],"chat":{"jid":"111122223333@lid","kind":"person"},"status":"read","fromMe":false,"at":1784550003},
                  {"wireIds":["E"],"chat":{"jid":"111122223333@lid","kind":"person"},"status":"retry","at":1784550003}]}""");

        Heard heard = InboundWords.read(event);

        assertThat(heard.signals()).hasSize(4);
        assertThat(heard.signals().get(0)).isInstanceOfSatisfying(Signal.Status.class, status -> {
            assertThat(status.id()).isEqualTo(new WireId("A"));
            assertThat(status.status()).isEqualTo(MessageStatus.READ);
        });
        assertThat(heard.signals().get(2)).isInstanceOfSatisfying(Signal.GroupReceipt.class, receipt -> {
            assertThat(receipt.member()).isEqualTo(ANA);
            assertThat(receipt.status()).isEqualTo(MessageStatus.DELIVERED);
        });
        assertThat(heard.signals().get(3))
                .isEqualTo(new Signal.ReadElsewhere(new WireId("D"), Instant.ofEpochSecond(1784550003)));
        assertThat(heard.left()).containsExactly("receipt:retry");
    }

    @Test
    void groups_and_their_members_are_told() {
        ObjectNode event = (ObjectNode) Json.read("""
                {"type":"groups","groups":[{"jid":"120363000000000001@g.us","subject":"Flores","members":[
                  {"pn":"5491155550101@s.whatsapp.net","lid":"111122223333@lid","admin":"superadmin"},{"lid":"9@lid"}]}]}""");
        Signal.Group group = (Signal.Group) InboundWords.read(event).signals().getFirst();
        assertThat(group.subject()).contains("Flores");
        assertThat(group.members().orElseThrow()).hasSize(2);
        assertThat(group.members().orElseThrow().getFirst()).isEqualTo(new Signal.Member(ANA, true));

        ObjectNode left = (ObjectNode) Json.read("""
                {"type":"group-members","group":"120363000000000001@g.us","action":"leave","members":[{"lid":"111122223333@lid"}],
                 "at":1784550000}""");
        assertThat(InboundWords.read(left).signals().getFirst())
                .isInstanceOfSatisfying(
                        Signal.GroupMembers.class,
                        members -> assertThat(members.change()).isEqualTo(Signal.GroupMembers.Change.REMOVED));
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
