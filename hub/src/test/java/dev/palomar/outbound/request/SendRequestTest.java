package dev.palomar.outbound.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SendRequestTest {

    private static final MediaId FILE = new MediaId(new UUID(4, 4));

    private static Submission parse(String body) {
        return SendRequest.parse(Json.readObject(body));
    }

    /// `rest` goes with a good recipient.
    private static Submission to(String rest) {
        return parse("{\"to\":\"+54 9 11 5555-0101\"," + rest + "}");
    }

    private static List<String> faults(String body) {
        Rejection.InvalidValue rejection = catchThrowableOfType(Rejection.InvalidValue.class, () -> parse(body));
        assertThat(rejection).as("something is wrong with " + body).isNotNull();
        return rejection.faults().stream()
                .map(fault -> fault.field() + ": " + fault.detail())
                .toList();
    }

    private static List<String> faultsOf(String rest) {
        return faults("{\"to\":\"+5491155550101\"," + rest + "}");
    }

    @Test
    void the_short_form_is_a_text_and_the_number_is_read_as_people_type_it() {
        Submission submission = to("\"text\":\"hola\"");

        assertThat(submission.content()).isEqualTo(new MessageContent.Text("hola", false));
        assertThat(submission.to().identity().phone()).contains(new PhoneNumber("+5491155550101"));
    }

    @Test
    void metas_form_of_a_text_may_leave_out_its_type_and_answer_a_message() {
        Submission submission = parse("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"5491155550101",
                 "text":{"body":"hola","preview_url":true},"context":{"message_id":"wamid.X"},
                 "biz_opaque_callback_data":"order-77"}
                """);

        assertThat(submission.content()).isEqualTo(new MessageContent.Text("hola", true));
        assertThat(submission.quoted()).contains(new WireId("wamid.X"));
        assertThat(submission.clientReference()).contains("order-77");
    }

    @Test
    void our_own_reference_wins_over_metas_and_metas_is_left_out_when_it_is_too_long() {
        assertThat(to("\"text\":\"x\",\"clientReference\":\"a\",\"biz_opaque_callback_data\":\"b\"")
                        .clientReference())
                .contains("a");
        assertThat(to("\"text\":\"x\",\"biz_opaque_callback_data\":\"" + "b".repeat(129) + "\"")
                        .clientReference())
                .isEmpty();
        assertThat(faultsOf("\"text\":\"x\",\"clientReference\":\"a\\u0000\""))
                .containsExactly(
                        "clientReference: holds a character that cannot be kept (NUL or half a surrogate pair)");
        assertThat(faultsOf("\"text\":\"x\",\"clientReference\":\"a\\n\""))
                .containsExactly("clientReference: holds characters that cannot be printed");
        assertThat(faultsOf("\"text\":\"a\\u0000b\""))
                .containsExactly("text: holds a character that cannot be kept (NUL or half a surrogate pair)");
    }

    @Test
    void a_person_may_be_named_by_user_id_and_a_number_wins_when_both_are_there() {
        assertThat(parse("{\"recipient\":\"US.13491208655302741918\",\"text\":\"x\"}")
                        .to()
                        .identity()
                        .userId())
                .contains("US.13491208655302741918");
        assertThat(to("\"recipient\":\"US.1\",\"text\":\"x\"").to().identity().userId())
                .isEmpty();
        assertThat(faults("{\"text\":\"x\"}")).containsExactly("to: is missing");
        assertThat(faults("{\"to\":\"pizza\",\"text\":\"x\"}"))
                .containsExactly("to: expected a number like +5491155550100");
    }

    @Test
    void a_file_is_named_by_our_id_or_metas_or_by_a_link_and_not_by_two_of_them() {
        assertThat(to("\"type\":\"image\",\"image\":{\"id\":\"" + FILE.text() + "\",\"caption\":\"c\"}"))
                .satisfies(submission -> {
                    assertThat(submission.files()).containsExactly(FILE);
                    assertThat(submission.content())
                            .isEqualTo(new MessageContent.Media(
                                    MediaKind.IMAGE,
                                    new MediaSource.Stored(FILE, Optional.empty(), Optional.empty()),
                                    Optional.of("c"),
                                    Optional.empty(),
                                    false));
                });
        assertThat(((MessageContent.Media) to("\"type\":\"document\",\"document\":{\"link\":\"https://e.com/a.pdf\"}")
                                .content())
                        .file())
                .isEqualTo(new MediaSource.Link(URI.create("https://e.com/a.pdf")));
        assertThat(((MessageContent.Media)
                                to("\"type\":\"audio\",\"audio\":{\"id\":\"1013859600285441\",\"voice\":true}")
                                        .content())
                        .voice())
                .isTrue();
        assertThat(faultsOf("\"type\":\"sticker\",\"sticker\":{}"))
                .containsExactly("sticker: expected either id or link");
        assertThat(faultsOf("\"type\":\"sticker\",\"sticker\":{\"link\":\"ftp://e.com/a\"}"))
                .containsExactly("sticker.link: expected an address that begins with https:// or http://");
        assertThat(faultsOf("\"type\":\"video\",\"video\":{\"id\":\"med_x\"}").getFirst())
                .startsWith("video.id: expected the id of a file");
        assertThat(faultsOf("\"type\":\"audio\",\"audio\":{\"id\":\"1\",\"caption\":\"no\"}"))
                .containsExactly("audio.caption: is not a field that exists here");
    }

    @Test
    void all_faults_are_told_at_once_with_their_paths() {
        assertThat(faults("""
                {"to":"x","type":"interactive","colour":"red","interactive":{"type":"button","body":{"text":""},
                 "action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"%s"}},
                                      {"type":"reply","reply":{"id":"a","title":"B"}}]}}}
                """.formatted("t".repeat(21))))
                .containsExactly(
                        "to: expected a number like +5491155550100",
                        "interactive.body.text: must not be empty",
                        "interactive.action.buttons[0].reply.title: is 21 characters long; at most 20 are allowed",
                        "interactive.action.buttons[1].reply.id: is there twice",
                        "colour: is not a field that exists here");
    }

    @Test
    void a_field_that_does_not_exist_has_a_code_of_its_own() {
        Rejection.InvalidValue rejection = catchThrowableOfType(
                Rejection.InvalidValue.class, () -> to("\"text\":{\"body\":\"x\",\"colour\":\"red\"}"));
        assertThat(rejection.code()).isEqualTo("unknown-field");
        assertThat(rejection.faults().getFirst().field()).isEqualTo("text.colour");
        assertThat(faultsOf("\"type\":\"image\",\"image\":{\"id\":\"1\"},\"text\":{\"body\":\"x\"}"))
                .containsExactly("text: is not a field that exists here");
    }

    @Test
    void lengths_are_whatsapps() {
        to("\"text\":\"" + "😀".repeat(4096) + "\"");
        assertThat(faultsOf("\"text\":\"" + "x".repeat(4097) + "\"").getFirst()).startsWith("text: is 4097 characters");
        assertThat(faultsOf("\"text\":\"\"")).containsExactly("text: must not be empty");
        assertThat(faultsOf("\"type\":\"image\",\"image\":{\"id\":\"1\",\"caption\":\"" + "x".repeat(1025) + "\"}"))
                .hasSize(1);
    }

    @Test
    void a_list_has_ten_rows_at_most_and_its_sections_have_titles_when_there_are_several() {
        to("""
                "type":"interactive","interactive":{"type":"list","header":{"type":"text","text":"h"},
                 "body":{"text":"b"},"footer":{"text":"f"},
                 "action":{"button":"Ver","sections":[{"title":"A","rows":[{"id":"1","title":"uno"}]},
                                                      {"title":"B","rows":[{"id":"2","title":"dos","description":"d"}]}]}}
                """);
        assertThat(faultsOf("""
                "type":"interactive","interactive":{"type":"list","body":{"text":"b"},
                 "action":{"button":"Ver","sections":[{"rows":[{"id":"1","title":"uno"}]},
                                                      {"title":"B","rows":[{"id":"1","title":"dos"}]}]}}
                """))
                .containsExactly(
                        "interactive.action.sections[0].title: is needed when there is more than one section",
                        "interactive.action.sections[1].rows[0].id: is there twice");
    }

    @Test
    void links_flows_location_requests_and_metas_further_kinds_are_taken() {
        to("""
                "type":"interactive","interactive":{"type":"cta_url","header":{"type":"image","image":{"id":"%s"}},
                 "body":{"text":"b"},"action":{"name":"cta_url","parameters":{"display_text":"Ver","url":"https://e.com"}}}
                """.formatted(FILE.text()));
        to("""
                "type":"interactive","interactive":{"type":"flow","body":{"text":"b"},
                 "action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Ir"}}}
                """);
        to("""
                "type":"interactive","interactive":{"type":"location_request_message","body":{"text":"b"},
                 "action":{"name":"send_location"}}
                """);
        to("""
                "type":"interactive","interactive":{"type":"catalog_message","body":{"text":"b"},
                 "action":{"name":"catalog_message","parameters":{"thumbnail_product_retailer_id":"x"}}}
                """);
        assertThat(faultsOf("\"type\":\"interactive\",\"interactive\":{\"type\":\"pizza\"}")
                        .getFirst())
                .startsWith("interactive.type: expected button, list");
    }

    @Test
    void files_in_headers_and_template_parameters_are_known_as_files_of_ours() {
        assertThat(to("""
                "type":"template","template":{"name":"invoice","language":{"code":"es_AR","policy":"deterministic"},
                 "components":[{"type":"header","parameters":[{"type":"document","document":{"id":"%s"}}]},
                               {"type":"button","sub_type":"url","index":0,"parameters":[{"type":"text","text":"x"}]}]}
                """.formatted(FILE.text())).files()).containsExactly(FILE);
        assertThat(faultsOf("\"type\":\"template\",\"template\":{\"name\":\"\",\"components\":[{}]}"))
                .containsExactly(
                        "template.name: must not be empty",
                        "template.language: is missing",
                        "template.components[0].type: is missing");
    }

    @Test
    void places_take_numbers_or_texts_and_stay_on_the_globe() {
        assertThat(to("\"type\":\"location\",\"location\":{\"latitude\":\"-34.6\",\"longitude\":-58.38,\"name\":\"n\"}")
                        .content())
                .isEqualTo(new MessageContent.Location(-34.6, -58.38, Optional.of("n"), Optional.empty()));
        assertThat(faultsOf("\"type\":\"location\",\"location\":{\"latitude\":91}"))
                .containsExactly(
                        "location.latitude: expected a number from -90 to 90", "location.longitude: is missing");
    }

    @Test
    void cards_need_a_name_and_a_reaction_a_message() {
        to("""
                "type":"contacts","contacts":[{"name":{"formatted_name":"Juan"},"birthday":"1990-12-31",
                 "phones":[{"phone":"+54","type":"WORK","wa_id":"54"}],"org":{"company":"Acme"}}]
                """);
        assertThat(faultsOf("\"type\":\"contacts\",\"contacts\":[{\"birthday\":\"soon\"},5]"))
                .containsExactly(
                        "contacts[1]: expected an object",
                        "contacts[0].name: is missing",
                        "contacts[0].birthday: expected a day such as 1990-12-31");
        assertThat(to("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.X\",\"emoji\":\"\"}")
                        .content())
                .isEqualTo(new MessageContent.Reaction(new WireId("wamid.X"), ""));
        assertThat(faultsOf("\"type\":\"reaction\",\"reaction\":{}")).hasSize(2);
    }

    @Test
    void wrong_kinds_of_values_are_faults_and_no_defects() {
        assertThat(faults("{\"to\":5,\"type\":[],\"text\":{\"body\":{},\"preview_url\":\"yes\"}}"))
                .containsExactly(
                        "to: expected a text",
                        "type: expected a text",
                        "text.body: expected a text",
                        "text.preview_url: expected true or false");
        assertThat(faultsOf("\"type\":\"pizza\"").getFirst()).startsWith("type: expected text, image");
        assertThat(faultsOf("\"type\":\"image\",\"image\":\"x\"")).containsExactly("image: expected an object");
        assertThat(faultsOf("\"type\":\"contacts\",\"contacts\":{}")).containsExactly("contacts: expected a list");
    }
}
