package dev.palomar.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is wrong with a message is said with the field, before WhatsApp is asked.
class FittingTest {

    private static final Blueprint READY = blueprint("""
            [{'type':'HEADER','format':'IMAGE'},
             {'type':'BODY','text':'Hola {{1}}, su pedido {{2}} está listo.','example':{'body_text':[['Ana','7']]}},
             {'type':'FOOTER','text':'Flores Sur'},
             {'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Gracias'},
               {'type':'URL','text':'Ver','url':'https://f.example/{{1}}','example':['https://f.example/7']}]}]
            """);
    private static final Blueprint NAMED = blueprint("""
            [{'type':'HEADER','format':'TEXT','text':'Pedido {{order_id}}',
              'example':{'header_text_named_params':[{'param_name':'order_id','example':'860198'}]}},
             {'type':'BODY','text':'Hola {{first_name}}, llega el {{day}}.','example':{'body_text_named_params':
              [{'param_name':'first_name','example':'Ana'},{'param_name':'day','example':'lunes'}]}}]
            """);

    private static Blueprint blueprint(String components) {
        return Blueprint.of((ArrayNode) Json.read(components.replace('\'', '"')), "UTILITY");
    }

    private static List<Fault> faults(Blueprint blueprint, String components) {
        ObjectNode form = Json.object();
        form.set("components", Json.read("[" + components.replace('\'', '"') + "]"));
        return Fitting.faults(blueprint, form, "template");
    }

    private static final String IMAGE =
            "{'type':'header','parameters':[{'type':'image','image':{'link':'https://f.example/a.png'}}]}";
    private static final String TWO =
            "{'type':'body','parameters':[{'type':'text','text':'Ana'},{'type':'text','text':'7'}]}";
    private static final String LINK =
            "{'type':'button','sub_type':'url','index':1,'parameters':[{'type':'text','text':'7'}]}";

    @Test
    void a_message_that_fills_its_template_has_no_faults() {
        assertThat(faults(READY, IMAGE + "," + TWO + "," + LINK)).isEmpty();
        assertThat(
                        faults(
                                READY,
                                IMAGE + "," + TWO + "," + LINK
                                        + ",{'type':'button','sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'x'}]}"))
                .isEmpty();
        assertThat(faults(
                        NAMED,
                        "{'type':'header','parameters':[{'type':'text','parameter_name':'order_id','text':'1'}]},"
                                + "{'type':'body','parameters':[{'type':'text','parameter_name':'day','text':'lunes'},"
                                + "{'type':'text','parameter_name':'first_name','text':'Ana'}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type':'body','parameters':[{'type':'text','text':'Ana'}]}                                  | template.components[2].parameters               | takes 2 values, and there is 1
            {'type':'body','parameters':[{'type':'text','text':''},{'type':'text','text':'7'}]}          | template.components[2].parameters[0].text       | must not be empty
            {'type':'body','parameters':[{'type':'image','image':{}},{'type':'text','text':'7'}]}        | template.components[2].parameters[0].type       | expected text, currency or date_time
            {'type':'body','parameters':[{'type':'currency','currency':{}},{'type':'text','text':'7'}]}  | template.components[2].parameters[0].currency.fallback_value | is missing
            """)
    void a_body_that_does_not_fit_is_named(String body, String field, String detail) {
        assertThat(faults(READY, IMAGE + "," + LINK + "," + body))
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo(field))
                .satisfies(fault -> assertThat(fault.detail()).contains(detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type':'header','parameters':[{'type':'video','video':{'link':'https://x/a.mp4'}}]} | template.components[2].parameters[0].type  | needs image, and not video
            {'type':'header','parameters':[{'type':'image','image':{}}]}                         | template.components[2].parameters[0].image | either id or link
            {'type':'header','parameters':[]}                                                    | template.components[2].parameters          | needs one image
            {'type':'footer'}                                                                    | template.components                        | needs one image
            """)
    void a_missing_or_other_file_in_the_header_is_named(String header, String field, String detail) {
        assertThat(faults(READY, TWO + "," + LINK + "," + header))
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo(field))
                .satisfies(fault -> assertThat(fault.detail()).contains(detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type':'footer'}                                                                                    | template.components                       | needs a value
            {'type':'button','sub_type':'quick_reply','index':1,'parameters':[{'type':'payload','payload':'x'}]} | template.components[2].sub_type           | of kind url
            {'type':'button','sub_type':'url','index':1,'parameters':[]}                                         | template.components[2].parameters         | one value of type text
            {'type':'button','sub_type':'url','index':1,'parameters':[{'type':'text','text':''}]}                | template.components[2].parameters[0].text | must not be empty
            """)
    void a_button_without_its_value_is_named(String button, String field, String detail) {
        assertThat(faults(READY, IMAGE + "," + TWO + "," + button))
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo(field))
                .satisfies(fault -> assertThat(fault.detail()).contains(detail));
    }

    @Test
    void a_button_that_is_not_there_is_named() {
        assertThat(
                        faults(
                                READY,
                                IMAGE + "," + TWO + "," + LINK
                                        + ",{'type':'button','sub_type':'url','index':5,'parameters':[{'type':'text','text':'x'}]}"))
                .extracting(Fault::field)
                .containsExactly("template.components[3].index");
    }

    @Test
    void wrong_twice_and_missing_names_are_named() {
        List<Fault> faults = faults(
                NAMED,
                "{'type':'header','parameters':[{'type':'text','text':'1'}]},"
                        + "{'type':'body','parameters':[{'type':'text','parameter_name':'name','text':'Ana'},"
                        + "{'type':'text','parameter_name':'day','text':'x'},{'type':'text','parameter_name':'day','text':'y'}]}");

        assertThat(faults)
                .extracting(Fault::field)
                .containsExactly(
                        "template.components[0].parameters[0].parameter_name",
                        "template.components[0].parameters",
                        "template.components[1].parameters[0].parameter_name",
                        "template.components[1].parameters[2].parameter_name",
                        "template.components[1].parameters");
        assertThat(faults.getLast().detail()).contains("first_name");
    }

    @Test
    void each_card_of_a_carousel_is_looked_at() {
        Blueprint carousel = blueprint("""
                [{'type':'BODY','text':'Mirá'},{'type':'CAROUSEL','cards':[
                  {'components':[{'type':'HEADER','format':'IMAGE'},{'type':'BODY','text':'Rosas a {{1}} pesos'}]},
                  {'components':[{'type':'HEADER','format':'IMAGE'},{'type':'BODY','text':'Lirios a {{1}} pesos'}]}]}]
                """);
        String card = "{'card_index':%d,'components':[" + IMAGE
                + ",{'type':'body','parameters':[{'type':'text','text':'%s'}]}]}";

        assertThat(faults(
                        carousel,
                        "{'type':'carousel','cards':[" + card.formatted(0, "90") + "," + card.formatted(1, "80")
                                + "]}"))
                .isEmpty();
        assertThat(faults(
                        carousel,
                        "{'type':'carousel','cards':[" + card.formatted(0, "90") + "," + card.formatted(1, "") + "]}"))
                .extracting(Fault::field)
                .containsExactly("template.components[0].cards[1].components[1].parameters[0].text");
        assertThat(faults(carousel, "{'type':'carousel','cards':[" + card.formatted(0, "90") + "]}"))
                .extracting(Fault::field)
                .containsExactly("template.components[0].cards");
    }

    @Test
    void a_code_needs_its_button_too() {
        Blueprint code = Blueprint.of((ArrayNode) Json.read("""
                        [{"type":"BODY","text":"*{{1}}* es tu código."},{"type":"BUTTONS","buttons":[{"type":"URL","text":"Copiar",
                          "url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"}]}]
                        """), "AUTHENTICATION");

        assertThat(faults(code, "{'type':'body','parameters':[{'type':'text','text':'123456'}]}"))
                .extracting(Fault::field)
                .containsExactly("template.components");
    }

    @Test
    void variables_are_found_with_their_types_and_examples() {
        assertThat(Variable.of(READY))
                .extracting(one -> one.component() + " " + one.name().orElse("-") + " " + one.type() + " "
                        + one.required() + " " + one.example().orElse("-"))
                .containsExactly(
                        "header - image true -",
                        "body 1 text true Ana",
                        "body 2 text true 7",
                        "button - payload false -",
                        "button - text true 7");
        assertThat(Variable.of(NAMED))
                .extracting(one -> one.name().orElse("") + "=" + one.example().orElse(""))
                .containsExactly("order_id=860198", "first_name=Ana", "day=lunes");
    }
}
