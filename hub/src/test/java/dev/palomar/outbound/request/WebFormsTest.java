package dev.palomar.outbound.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.transport.Transport;
import dev.palomar.transport.web.words.OutboundWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What can be sent over WhatsApp Web alone.
class WebFormsTest {

    private static final Transport.Capabilities WEB =
            new Transport.Capabilities(true, OutboundWords.TYPES, false, true);
    private static final Transport.Capabilities CLOUD =
            new Transport.Capabilities(false, Set.of("text", "video", "template", "interactive"), true);

    @Test
    void a_poll_has_two_to_twelve_different_answers() {
        assertThat(parse("\"type\":\"poll\",\"poll\":{\"name\":\"¿Cuándo?\",\"options\":[\"a\",\"b\"]}")
                        .content())
                .isEqualTo(new MessageContent.Poll("¿Cuándo?", List.of("a", "b"), 1));
        assertThat(parse("\"type\":\"poll\",\"poll\":{\"name\":\"?\",\"options\":[\"a\",\"b\"],\"selectable_count\":0}")
                        .content())
                .isEqualTo(new MessageContent.Poll("?", List.of("a", "b"), 0));
        assertThat(
                        faults(
                                "\"type\":\"poll\",\"poll\":{\"name\":\"\",\"options\":[\"a\"],\"selectable_count\":9,\"x\":1}"))
                .containsExactlyInAnyOrder(
                        "poll.name: must not be empty",
                        "poll.options: expected a list of 2 to 12 texts",
                        "poll.selectable_count: expected a number from 0 to 1",
                        "poll.x: is not a field that exists here");
        assertThat(faults("\"type\":\"poll\",\"poll\":{\"name\":\"?\",\"options\":[\"a\",\"a\",7]}"))
                .containsExactly(
                        "poll.options[2]: expected a text of 1 to 100 characters",
                        "poll.options: holds the same answer twice");
    }

    @Test
    void an_edit_is_a_new_text_or_new_words_below_a_file() {
        assertThat(parse("\"type\":\"edit\",\"edit\":{\"original_message_id\":\"A\",\"message\":{\"type\":\"text\","
                                + "\"text\":{\"body\":\"hola\"}}}")
                        .content())
                .isEqualTo(new MessageContent.Edit(new WireId("A"), new MessageContent.Text("hola", false)));
        MessageContent.Edit caption = (MessageContent.Edit)
                parse("\"type\":\"edit\",\"edit\":{\"original_message_id\":\"A\",\"message\":{\"type\":\"image\","
                                + "\"image\":{\"caption\":\"mejor\"}}}")
                        .content();
        assertThat(((MessageContent.Media) caption.now()).caption()).contains("mejor");
        assertThat(faults("\"type\":\"edit\",\"edit\":{\"message\":{\"type\":\"audio\",\"audio\":{}}}"))
                .contains(
                        "edit.original_message_id: is missing",
                        "edit.message.type: expected one of document, image, text, video");
    }

    @Test
    void a_deletion_names_its_message() {
        assertThat(parse("\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"A\"}")
                        .content())
                .isEqualTo(new MessageContent.Revoke(new WireId("A")));
        assertThat(faults("\"type\":\"revoke\",\"revoke\":{}"))
                .containsExactly("revoke.original_message_id: is missing");
    }

    @Test
    void people_are_mentioned_by_number_or_by_lid_with_or_without_an_answer() {
        Submission both = parse("\"text\":{\"body\":\"x\"},\"type\":\"text\",\"context\":{\"message_id\":\"A\","
                + "\"mentions\":[\"+5491155550101\",\"lid:777\"]}");
        assertThat(both.quoted()).contains(new WireId("A"));
        assertThat(both.mentions())
                .containsExactly(
                        Identity.of(new PhoneNumber("+5491155550101")),
                        new Identity(Optional.empty(), Optional.of("777"), Optional.empty(), Optional.empty()));
        assertThat(parse("\"text\":\"x\",\"context\":{\"mentions\":[\"+5491155550101\"]}")
                        .quoted())
                .isEmpty();
        assertThat(faults("\"text\":\"x\",\"context\":{\"mentions\":[\"nobody\"]}"))
                .containsExactly("context.mentions[0]: expected a number like +5491155550100, or lid:…");
        Pointers pointers = new Pointers(both.quoted(), both.mentions());
        assertThat(Pointers.read(pointers.json().map(Json::text))).isEqualTo(pointers);
    }

    @Test
    void a_film_may_be_a_moving_picture_a_round_one_or_seen_once() {
        MessageContent.Media film =
                (MessageContent.Media) parse("\"type\":\"video\",\"video\":{\"link\":\"https://e.com/a.mp4\","
                                + "\"gif\":true,\"video_note\":false,\"view_once\":true}")
                        .content();
        assertThat(film.traits()).containsExactlyInAnyOrder(MediaTrait.GIF, MediaTrait.VIEW_ONCE);
    }

    @Test
    void what_a_transport_cannot_do_is_named_by_its_field() {
        assertThat(objection(
                        "\"type\":\"poll\",\"poll\":{\"name\":\"?\",\"options\":[\"a\",\"b\"]}", TransportKind.CLOUD))
                .isEqualTo("type");
        assertThat(objection("\"text\":\"x\",\"context\":{\"mentions\":[\"+5491155550101\"]}", TransportKind.CLOUD))
                .isEqualTo("context.mentions");
        assertThat(objection(
                        "\"type\":\"video\",\"video\":{\"link\":\"https://e.com/a.mp4\",\"video_note\":true}",
                        TransportKind.CLOUD))
                .isEqualTo("video.video_note");
        assertThat(objection(
                        "\"type\":\"template\",\"template\":{\"name\":\"x\",\"language\":{\"code\":\"es\"}}",
                        TransportKind.WEB))
                .isEqualTo("type");
        assertThat(objection("\"type\":\"video\",\"video\":{\"id\":\"1013859600285441\"}", TransportKind.WEB))
                .isEqualTo("video.id");
        assertThat(objection("\"text\":\"x\"", TransportKind.WEB)).isEmpty();
    }

    private static String objection(String members, TransportKind kind) {
        return Possible.objection(parse(members), kind, Optional.of(kind == TransportKind.WEB ? WEB : CLOUD))
                .map(rejection -> ((Rejection.NotPossible) rejection).field())
                .orElse("");
    }

    private static Submission parse(String members) {
        return SendRequest.parse((ObjectNode) Json.read("{\"to\":\"+5491155550101\"," + members + "}"));
    }

    private static List<String> faults(String members) {
        Rejection.InvalidValue refused = catchThrowableOfType(Rejection.InvalidValue.class, () -> parse(members));
        return refused.faults().stream()
                .map(fault -> fault.field() + ": " + fault.detail())
                .toList();
    }
}
