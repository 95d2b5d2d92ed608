package dev.palomar.transport.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.Transport;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages in the words of the engine.
class OutboundWordsTest {

    private static final MessageId ID = new MessageId(new UUID(7, 1));
    private static final MediaId FILE = new MediaId(new UUID(8, 1));
    private static final Identity ANA = new Identity(
            Optional.of(new PhoneNumber("+5491155550101")), Optional.of("1111"), Optional.empty(), Optional.empty());
    private static final String GROUP = "120363000000000001@g.us";

    @Test
    void a_person_is_named_by_all_that_is_known_and_by_the_lid_first() {
        assertThat(send(new MessageContent.Text("hola", true))).isEqualTo(Json.read("""
                {"to":{"pn":"5491155550101@s.whatsapp.net","lid":"1111@lid","jid":"1111@lid"},
                 "content":{"kind":"text","text":"hola"}}"""));
    }

    @Test
    void files_are_named_by_our_id_or_by_where_they_are() {
        MessageContent voice = new MessageContent.Media(
                MediaKind.AUDIO,
                new MediaSource.Stored(FILE, Optional.of("audio/ogg"), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                true);
        assertThat(content(voice))
                .isEqualTo(Json.object()
                        .put("kind", "voice")
                        .set("file", Json.object().put("media", FILE.text()).put("mimeType", "audio/ogg")));

        MessageContent note = new MessageContent.Media(
                MediaKind.VIDEO,
                new MediaSource.Link(URI.create("https://files.example/a.mp4")),
                Optional.of("mirá"),
                Optional.empty(),
                Set.of(MediaTrait.VIDEO_NOTE, MediaTrait.VIEW_ONCE));
        assertThat(content(note)).isEqualTo(Json.read("""
                {"kind":"video","file":{"link":"https://files.example/a.mp4"},"caption":"mirá","note":true,"viewOnce":true}"""));
    }

    @Test
    void a_card_becomes_a_vcard_with_the_account_to_write_to_and_comes_back_as_it_was() {
        ArrayNode cards = (ArrayNode) Json.read("""
                [{"name":{"formatted_name":"Ana Pérez","first_name":"Ana","last_name":"Pérez"},
                  "phones":[{"phone":"+54 9 11 5555 0101","type":"CELL"}],"emails":[{"email":"a@b.example","type":"WORK"}],
                  "org":{"company":"Florería","department":"Ventas","title":"Dueña"},"birthday":"1990-12-31",
                  "addresses":[{"street":"Callao 1","city":"Buenos Aires","type":"HOME"}],"urls":[{"url":"https://b.example"}]}]""");

        JsonNode card =
                content(new MessageContent.Contacts(cards)).path("cards").path(0);

        assertThat(card.path("name").asString()).isEqualTo("Ana Pérez");
        assertThat(card.path("vcard").asString())
                .startsWith("BEGIN:VCARD")
                .containsIgnoringCase("waid=5491155550101")
                .doesNotContain("PRODID");
        ObjectNode back = Cards.read((ObjectNode) Json.object()
                .put("displayName", "x")
                .put("vcard", card.path("vcard").asString()));
        assertThat(back.path("phones").path(0).path("wa_id").asString()).isEqualTo("5491155550101");
        assertThat(back.get("name")).isEqualTo(cards.get(0).get("name"));
        assertThat(back.get("org")).isEqualTo(cards.get(0).get("org"));
        assertThat(back.get("birthday")).isEqualTo(cards.get(0).get("birthday"));
    }

    @Test
    void a_reaction_an_edit_and_a_deletion_name_their_message_with_its_author() {
        Transport.Referred theirs = new Transport.Referred(new WireId("T"), false, ANA);
        assertThat(inGroup(new MessageContent.Reaction(new WireId("T"), "👍"), theirs)
                        .path("content"))
                .isEqualTo(Json.read("""
                        {"kind":"reaction","emoji":"👍","of":{"wireId":"T","chat":{"jid":"120363000000000001@g.us"},"fromMe":false,
                         "sender":{"pn":"5491155550101@s.whatsapp.net","lid":"1111@lid","jid":"1111@lid"}}}"""));

        Transport.Referred ours = new Transport.Referred(new WireId("O"), true, Identity.NOBODY);
        assertThat(inGroup(new MessageContent.Revoke(new WireId("O")), ours).path("content"))
                .isEqualTo(Json.read("""
                        {"kind":"revoke","of":{"wireId":"O","chat":{"jid":"120363000000000001@g.us"},"fromMe":true}}"""));
        assertThat(content(new MessageContent.Edit(new WireId("O"), new MessageContent.Text("mejor", false)))
                        .path("text")
                        .asString())
                .isEqualTo("mejor");
    }

    @Test
    void an_answer_quotes_and_a_mention_names() {
        ObjectNode send = OutboundWords.send(new Transport.Outgoing(
                        ID,
                        Identity.NOBODY,
                        Optional.of(GROUP),
                        new MessageContent.Text("sí @5491155550101", false),
                        Optional.of(new WireId("Q")),
                        List.of(ANA),
                        Optional.of(new Transport.Referred(new WireId("Q"), false, ANA))))
                .orElseThrow();

        assertThat(send.path("quote").path("sender").path("lid").asString()).isEqualTo("1111@lid");
        assertThat(send.path("mentions").path(0).path("pn").asString()).isEqualTo("5491155550101@s.whatsapp.net");
    }

    @Test
    void a_poll_says_how_many_answers_may_be_chosen() {
        assertThat(content(new MessageContent.Poll("¿Cuándo?", List.of("Lunes", "Martes"), 1)))
                .isEqualTo(
                        Json.read(
                                "{\"kind\":\"poll\",\"question\":\"¿Cuándo?\",\"options\":[\"Lunes\",\"Martes\"],\"choices\":1}"));
    }

    @Test
    void buttons_and_templates_are_not_turned_into_something_else() {
        assertThat(OutboundWords.send(outgoing(new MessageContent.Interactive(Json.object()))))
                .isEmpty();
        assertThat(OutboundWords.send(outgoing(new MessageContent.Template(Json.object()))))
                .isEmpty();
        assertThat(OutboundWords.TYPES).doesNotContain("interactive", "template");
    }

    @Test
    void whoever_has_neither_number_nor_lid_cannot_be_written_to() {
        Identity cloudOnly = new Identity(Optional.empty(), Optional.empty(), Optional.of("US.1349"), Optional.empty());
        assertThat(OutboundWords.send(new Transport.Outgoing(
                        ID, cloudOnly, Optional.empty(), new MessageContent.Text("x", false), Optional.empty())))
                .isEmpty();
    }

    @Test
    void the_same_message_always_has_the_same_name_in_whatsapps_form() {
        assertThat(WebNames.of(ID)).isEqualTo(WebNames.of(new MessageId(new UUID(7, 1))));
        assertThat(WebNames.of(ID).value()).matches("3EB0[0-9A-F]{18}");
        assertThat(WebNames.of(ID)).isNotEqualTo(WebNames.of(new MessageId(new UUID(7, 2))));
    }

    private static Transport.Outgoing outgoing(MessageContent content) {
        return new Transport.Outgoing(ID, ANA, Optional.empty(), content, Optional.empty());
    }

    private static ObjectNode send(MessageContent content) {
        return OutboundWords.send(outgoing(content)).orElseThrow();
    }

    private static JsonNode content(MessageContent content) {
        return send(content).path("content");
    }

    private static ObjectNode inGroup(MessageContent content, Transport.Referred refers) {
        return OutboundWords.send(new Transport.Outgoing(
                        ID,
                        Identity.NOBODY,
                        Optional.of(GROUP),
                        content,
                        Optional.empty(),
                        List.of(),
                        Optional.of(refers)))
                .orElseThrow();
    }
}
