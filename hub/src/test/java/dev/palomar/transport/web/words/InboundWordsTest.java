package dev.palomar.transport.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What people and machines do over WhatsApp Web, in the hub's words.
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
    void an_answer_names_what_it_answers_and_a_forwarded_message_says_so() {
        assertThat(Samples.heard(Samples.said("extendedText")).context())
                .contains((ObjectNode) Json.read("{\"from\":\"5491155550101\",\"id\":\"QUOTED1\"}"));
        assertThat(Samples.heard(Samples.said("image")).context()).isPresent();
        assertThat(Samples.heard(Samples.said("forwarded")).context())
                .contains((ObjectNode) Json.read("{\"forwarded\":true,\"frequently_forwarded\":true}"));
        assertThat(Samples.heard(Samples.said("conversation")).context()).isEmpty();
    }

    @Test
    void whoever_comes_by_an_advertisement_says_which_and_a_preview_of_a_page_is_none() {
        ObjectNode said = Samples.said("extendedText");
        ObjectNode told = (ObjectNode) said.at("/message/extendedTextMessage/contextInfo");
        told.putObject("externalAdReply").put("title", "Una página").put("sourceUrl", "https://example.com");
        assertThat(Samples.heard(said).context().orElseThrow().has("referral")).isFalse();
        told.putObject("externalAdReply")
                .put("title", "Rosas a mitad de precio")
                .put("mediaType", "IMAGE")
                .put("mediaUrl", "https://example.com/rosas.jpg")
                .put("sourceType", "ad")
                .put("sourceId", "1203")
                .put("sourceUrl", "https://fb.me/rosas")
                .put("ctwaClid", "ARA");

        assertThat(Samples.heard(said).context().orElseThrow().path("referral"))
                .isEqualTo(Json.read("{\"headline\":\"Rosas a mitad de precio\",\"media_type\":\"image\",\"image_url\":"
                        + "\"https://example.com/rosas.jpg\",\"source_type\":\"ad\",\"source_id\":\"1203\","
                        + "\"source_url\":\"https://fb.me/rosas\",\"ctwa_clid\":\"ARA\"}"));
    }

    @Test
    void people_who_are_mentioned_are_named() {
        assertThat(Samples.heard(Samples.said("mentioning")).context()).contains((ObjectNode)
                Json.read("{\"mentions\":[{\"wa_id\":\"5491155550101\"},{\"lid\":\"111122223333\"}]}"));
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
    void what_waited_at_the_server_for_a_while_is_new_and_what_waited_for_days_is_backfilled() {
        ObjectNode offline = Samples.said("conversation");
        offline.put("offline", true);
        assertThat(Samples.heard(offline).backfilled()).isFalse();
        offline.put("timestamp", 1784550000 - 86_401);
        assertThat(Samples.heard(offline).backfilled()).isTrue();
        offline.put("offline", false);
        assertThat(Samples.heard(offline).backfilled()).isFalse();
    }

    @Test
    void what_comes_out_of_a_history_is_backfilled() {

        ObjectNode history = Json.object().put("type", "history").put("kind", "initial");
        history.putArray("said").add(Samples.said("conversation"));
        Signal.Message old = (Signal.Message)
                InboundWords.read(history, Samples.A_DAY_BEFORE).signals().getFirst();
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

        List<Signal> signals = InboundWords.read(history, Samples.A_DAY_BEFORE).signals();

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
             "status":"offer","video":true,"at":1784550000,"offline":false}\
            """);
        Signal.Message rang = (Signal.Message)
                InboundWords.read(call, Samples.A_DAY_BEFORE).signals().getFirst();
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
              {"wireIds":["E"],"chat":{"jid":"111122223333@lid","kind":"person"},"status":"retry","at":1784550003}]}\
            """);

        Heard heard = InboundWords.read(event, Samples.A_DAY_BEFORE);

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
              {"pn":"5491155550101@s.whatsapp.net","lid":"111122223333@lid","admin":"superadmin"},{"lid":"9@lid"}]}]}\
            """);
        Signal.Group group = (Signal.Group)
                InboundWords.read(event, Samples.A_DAY_BEFORE).signals().getFirst();
        assertThat(group.subject()).contains("Flores");
        assertThat(group.members().orElseThrow()).hasSize(2);
        assertThat(group.members().orElseThrow().getFirst()).isEqualTo(new Signal.Member(ANA, true));

        ObjectNode left = (ObjectNode) Json.read("""
            {"type":"group-members","group":"120363000000000001@g.us","action":"leave","members":[{"lid":"111122223333@lid"}],
             "at":1784550000}\
            """);
        assertThat(InboundWords.read(left, Samples.A_DAY_BEFORE).signals().getFirst())
                .isInstanceOfSatisfying(
                        Signal.GroupMembers.class,
                        members -> assertThat(members.change()).isEqualTo(Signal.GroupMembers.Change.REMOVED));
    }
}
