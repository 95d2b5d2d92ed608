package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TemplatesTest extends Town {

    private static final String READY = """
            {'name':'pedido_listo','category':'UTILITY','language':'es_AR','components':[
             {'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::x']}},
             {'type':'BODY','text':'Hola {{1}}, su pedido {{2}} está listo.','example':{'body_text':[['Ana','7']]}},
             {'type':'BUTTONS','buttons':[{'type':'URL','text':'Ver','url':'https://f.example/{{1}}','example':['https://f.example/7']}]}]}
            """;

    @BeforeEach
    void create() {
        assertThat(graph("POST", account + "/message_templates", READY)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("PENDING");
    }

    private void reviewed() {
        control("POST", "/clock", "{'advance':'PT11S'}");
    }

    @Test
    void a_template_is_reviewed_after_a_while_and_the_app_is_told() {
        assertThat(sending("").code()).isEqualTo(132001);
        reviewed();

        JsonNode told = receiver.awaitChange("message_template_status_update");
        assertThat(told.path("event").asString()).isEqualTo("APPROVED");
        assertThat(told.path("message_template_id").isIntegralNumber()).isTrue();
        assertThat(graph("GET", account + "/message_templates?name=pedido_listo", "")
                        .json()
                        .at("/data/0/status")
                        .asString())
                .isEqualTo("APPROVED");
    }

    @Test
    void a_template_that_fits_is_accepted_outside_the_window_and_shown_filled() {
        reviewed();

        Reply reply = sending("""
                {'type':'header','parameters':[{'type':'image','image':{'link':'https://f.example/a.png'}}]},
                {'type':'body','parameters':[{'type':'text','text':'Ana'},{'type':'text','text':'7'}]},
                {'type':'button','sub_type':'url','index':0,'parameters':[{'type':'text','text':'7'}]}""");

        assertThat(reply.json().at("/messages/0/message_status").asString()).isEqualTo("accepted");
        String id = reply.json().at("/messages/0/id").asString();
        assertThat(receiver.awaitStatus(id, "sent").at("/pricing/category").asString())
                .isEqualTo("utility");
        receiver.awaitStatus(id, "delivered");
        assertThat(onAnasPhone(id).at("/rendered/body").asString()).isEqualTo("Hola Ana, su pedido 7 está listo.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type':'header','parameters':[{'type':'image','image':{'link':'https://x/a.png'}}]},{'type':'body','parameters':[{'type':'text','text':'Ana'}]} | 132000
            {'type':'body','parameters':[{'type':'text','text':'Ana'},{'type':'text','text':'7'}]} | 132012
            {'type':'header','parameters':[{'type':'video','video':{'link':'https://x/a.mp4'}}]} | 132012
            {'type':'header','parameters':[{'type':'image','image':{'link':'https://x/a.png'}}]},{'type':'body','parameters':[{'type':'text','text':'Ana'},{'type':'text','text':'7'}]} | 131008
            """)
    void parameters_that_do_not_fit_are_refused(String components, int code) {
        reviewed();

        assertThat(sending(components).code()).isEqualTo(code);
    }

    @Test
    void a_paused_and_a_disabled_template_are_refused_each_in_its_way() {
        reviewed();
        control("POST", "/businesses/" + number + "/templates", "{'name':'pedido_listo','status':'PAUSED'}");
        int paused = sending("").code();
        control("POST", "/businesses/" + number + "/templates", "{'name':'pedido_listo','status':'DISABLED'}");

        assertThat(paused).isEqualTo(132015);
        assertThat(sending("").code()).isEqualTo(132016);
    }

    @Test
    void templates_are_paged_edited_and_deleted() {
        for (int i = 0; i < 4; i++) {
            graph("POST", account + "/message_templates", simple("t" + i, "Cuerpo " + i));
        }
        reviewed();
        JsonNode first = graph("GET", account + "/message_templates?limit=2&fields=name", "")
                .json();
        assertThat(first.path("data")).hasSize(2);
        String after = first.at("/paging/cursors/after").asString();
        JsonNode second = graph("GET", account + "/message_templates?limit=2&fields=name&after=" + after, "")
                .json();
        assertThat(second.at("/data/0/name").asString()).isEqualTo("t1");
        assertThat(second.at("/paging/previous").asString()).contains("before=");
        assertThat(graph("GET", account + "/message_templates?after=nonsense", "")
                        .code())
                .isEqualTo(131059);

        String id = second.at("/data/0/id").asString();
        assertThat(graph("POST", id, "{'components':[{'type':'BODY','text':'Otro'}]}")
                        .status())
                .isEqualTo(200);
        assertThat(graph("GET", id, "").json().path("status").asString()).isEqualTo("PENDING");
        assertThat(graph("DELETE", account + "/message_templates?name=t1", "").status())
                .isEqualTo(200);
        assertThat(graph("GET", id, "").code()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'name':'Mal Nombre','category':'UTILITY','language':'es','components':[{'type':'BODY','text':'x'}]} | 0
            {'name':'a','category':'OTHER','language':'es','components':[{'type':'BODY','text':'x'}]} | 0
            {'name':'a','category':'UTILITY','language':'es','components':[{'type':'FOOTER','text':'x'}]} | 2388043
            {'name':'a','category':'UTILITY','language':'es','components':[{'type':'BODY','text':'Hola {{1}}'}]} | 2388299
            {'name':'a','category':'UTILITY','language':'es','components':[{'type':'BODY','text':'Hola {{1}}.'}]} | 2388043
            {'name':'pedido_listo','category':'UTILITY','language':'es_AR','components':[{'type':'BODY','text':'x'}]} | 2388024
            """)
    void a_template_that_meta_would_not_take_is_refused(String template, int subcode) {
        Reply refused = graph("POST", account + "/message_templates", template);

        assertThat(refused.code()).isEqualTo(100);
        assertThat(refused.error().path("error_subcode").asInt(0)).isEqualTo(subcode);
    }

    private Reply sending(String components) {
        return graph(
                "POST",
                number + "/messages",
                "{'messaging_product':'whatsapp','to':'" + ANA
                        + "','type':'template','template':{'name':'pedido_listo','language':{'code':'es_AR'},'components':["
                        + components + "]}}");
    }

    private static String simple(String name, String text) {
        return "{'name':'" + name + "','category':'MARKETING','language':'es','components':[{'type':'BODY','text':'"
                + text + "'}]}";
    }
}
