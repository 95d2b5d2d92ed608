package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A company's templates: each test goes on where the one before stopped.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TemplatesTest {

    private static final String CARLA = "+5491155550201";
    private static final String READY = """
            {'name':'pedido_listo','category':'UTILITY','language':'es_AR','components':[
             {'type':'BODY','text':'Hola {{1}}, su pedido {{2}} está listo.','example':{'body_text':[['Ana','7']]}},
             {'type':'BUTTONS','buttons':[{'type':'URL','text':'Ver','url':'https://f.example/{{1}}','example':['https://f.example/7']}]}]}
            """;

    private static Company company;
    private static Company other;
    private static String number;
    private static String device;
    private static String account;

    @BeforeAll
    static void open() {
        company = Company.open("plantillas");
        other = Company.open("otra-de-plantillas");
        RunningHub.Got business = company.business("+541152630201", json("{}"));
        number = business.text("/phoneNumberId");
        account = business.text("/wabaId");
        device = company.connect(business);
        company.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Carla'}").put("phone", CARLA));
    }

    private static void reviewed() {
        company.hub.sandbox("POST", "/sandbox/clock", json("{'advance':'PT11S'}"));
    }

    private static RunningHub.Got decide(String what) {
        return company.hub.sandbox("POST", "/sandbox/businesses/" + number + "/templates", json(what));
    }

    private static JsonNode template(String name) {
        for (JsonNode one : company.get("/v1/templates?q=" + name).body().get("data")) {
            if (one.get("name").asString().equals(name)) {
                return one;
            }
        }
        return json("{}");
    }

    private static void status(String name, String status) {
        until(() -> assertThat(template(name).path("status").asString()).isEqualTo(status));
    }

    private static RunningHub.Got send(String name, String language, String components) {
        ObjectNode message = json("{'type':'template','template':{'language':{},'components':[" + components + "]}}");
        message.put("to", CARLA);
        ((ObjectNode) message.get("template")).put("name", name);
        ((ObjectNode) message.at("/template/language")).put("code", language);
        return company.post("/v1/devices/" + device + "/messages/send", message);
    }

    private static final String FILLED = """
            {'type':'body','parameters':[{'type':'text','text':'Carla'},{'type':'text','text':'42'}]},
            {'type':'button','sub_type':'url','index':0,'parameters':[{'type':'text','text':'42'}]}""";

    @Test
    @Order(1)
    void a_new_account_is_looked_up_by_itself() {
        until(() -> assertThat(company.get("/v1/templates/sync").text("/data/0/state"))
                .isEqualTo("done"));
        assertThat(company.get("/v1/templates/sync").text("/data/0/businessAccountId"))
                .isEqualTo(account);
    }

    @Test
    @Order(2)
    void a_template_is_handed_in_and_metas_decision_is_seen_and_told() {
        RunningHub.Got made = company.post("/v1/templates", json(READY));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.text("/status")).isEqualTo("PENDING");
        assertThat(made.body().get("variables")).hasSize(3);
        assertThat(send("pedido_listo", "es_AR", FILLED).text("/type")).isEqualTo("/problems/template-not-sendable");

        reviewed();

        status("pedido_listo", "APPROVED");
        JsonNode told = company.get("/v1/events?types=template.status").body().get("data");
        assertThat(told).isNotEmpty();
        JsonNode facts = told.get(told.size() - 1).get("normalized");
        assertThat(facts.get("templateId").asString()).isEqualTo(made.text("/id"));
        assertThat(facts.get("status").asString()).isEqualTo("APPROVED");
        assertThat(facts.get("previousStatus").asString()).isEqualTo("PENDING");
        assertThat(facts.at("/facts/event").asString()).isEqualTo("APPROVED");
    }

    @Test
    @Order(3)
    void what_meta_would_turn_down_is_turned_down_at_once_with_the_field() {
        RunningHub.Got wrong = company.post("/v1/templates", json("""
                {'name':'Mal Nombre','category':'UTILITY','language':'español','components':[
                 {'type':'HEADER','format':'IMAGE'},{'type':'BODY','text':'{{1}} hola'}]}
                """));

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().get("errors"))
                .extracting(error -> error.get("field").asString())
                .contains(
                        "name",
                        "language",
                        "components[0].example.header_handle",
                        "components[1].text",
                        "components[1].example.body_text");
        assertThat(company.post("/v1/templates", json(READY)).status()).isEqualTo(409);
    }

    @Test
    @Order(4)
    void a_message_that_fills_its_template_arrives_and_one_that_does_not_is_refused_with_the_field() {
        RunningHub.Got sent = send("pedido_listo", "es_AR", FILLED);
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(202);
        until(() -> assertThat(company.get("/v1/messages/" + sent.text("/id")).text("/status"))
                .isEqualTo("delivered"));

        RunningHub.Got fewer =
                send("pedido_listo", "es_AR", "{'type':'body','parameters':[{'type':'text','text':'Carla'}]}");
        assertThat(fewer.status()).isEqualTo(422);
        assertThat(fewer.text("/type")).isEqualTo("/problems/template-parameters");
        assertThat(fewer.body().get("errors"))
                .extracting(error -> error.get("field").asString())
                .containsExactly("template.components[0].parameters", "template.components");

        RunningHub.Got language = send("pedido_listo", "en_US", FILLED);
        assertThat(language.text("/type")).isEqualTo("/problems/template-unknown");
        assertThat(language.text("/field")).isEqualTo("template.language.code");
        assertThat(language.text("/detail")).contains("es_AR");

        RunningHub.Got name = send("no_hay", "es_AR", FILLED);
        assertThat(name.text("/type")).isEqualTo("/problems/template-unknown");
        assertThat(name.text("/field")).isEqualTo("template.name");
    }

    @Test
    @Order(5)
    void a_preview_shows_the_message_and_what_is_missing() {
        String id = template("pedido_listo").get("id").asString();

        RunningHub.Got examples = company.post("/v1/templates/" + id + "/preview", json("{}"));
        assertThat(examples.body().get("ok").asBoolean()).isTrue();
        assertThat(examples.text("/shown/body")).isEqualTo("Hola Ana, su pedido 7 está listo.");
        assertThat(examples.text("/shown/buttons/0/url")).isEqualTo("https://f.example/7");

        RunningHub.Got partly = company.post(
                "/v1/templates/" + id + "/preview",
                json("{'components':[{'type':'body','parameters':[{'type':'text','text':'Eva'}]}]}"));
        assertThat(partly.body().get("ok").asBoolean()).isFalse();
        assertThat(partly.text("/shown/body")).isEqualTo("Hola Eva, su pedido {{2}} está listo.");
        assertThat(partly.body().get("problems")).hasSize(2);
    }

    @Test
    @Order(6)
    void a_template_can_be_tried() {
        String id = template("pedido_listo").get("id").asString();

        RunningHub.Got tried =
                company.post("/v1/templates/" + id + "/test", json("{}").put("to", CARLA));

        assertThat(tried.status()).as(tried.body().toString()).isEqualTo(202);
        assertThat(tried.text("/deviceId")).isEqualTo(device);
        until(() -> assertThat(company.get("/v1/messages/" + tried.text("/id")).text("/status"))
                .isEqualTo("delivered"));
        JsonNode seen = company.hub
                .sandbox("GET", "/sandbox/phones/" + CARLA + "/messages", null)
                .body()
                .get("data");
        assertThat(seen.get(seen.size() - 1).at("/rendered/body").asString())
                .isEqualTo("Hola Ana, su pedido 7 está listo.");
    }

    @Test
    @Order(7)
    void metas_webhooks_about_status_quality_and_category_are_followed() {
        decide("{'name':'pedido_listo','quality':'YELLOW'}");
        until(() ->
                assertThat(template("pedido_listo").path("quality").asString()).isEqualTo("YELLOW"));

        decide("{'name':'pedido_listo','category':'MARKETING'}");
        until(() ->
                assertThat(template("pedido_listo").path("category").asString()).isEqualTo("MARKETING"));
        assertThat(template("pedido_listo").path("previousCategory").asString()).isEqualTo("UTILITY");

        decide("{'name':'pedido_listo','status':'PAUSED'}");
        status("pedido_listo", "PAUSED");
        RunningHub.Got paused = send("pedido_listo", "es_AR", FILLED);
        assertThat(paused.text("/type")).isEqualTo("/problems/template-not-sendable");
        assertThat(paused.text("/detail")).contains("paused");
        assertThat(paused.text("/templateStatus")).isEqualTo("PAUSED");
        assertThat(paused.text("/field")).isEqualTo("template.name");
        decide("{'name':'pedido_listo','status':'APPROVED'}");
        status("pedido_listo", "APPROVED");
    }

    @Test
    @Order(8)
    void a_template_is_changed_at_meta_and_reviewed_again() {
        String id = template("pedido_listo").get("id").asString();

        RunningHub.Got changed = company.call("PATCH", "/v1/templates/" + id, json("""
                {'components':[{'type':'BODY','text':'Hola {{1}}, ya está.','example':{'body_text':[['Ana']]}}]}
                """));

        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.text("/status")).isEqualTo("PENDING");
        assertThat(changed.text("/body")).isEqualTo("Hola {{1}}, ya está.");
        assertThat(company.call("PATCH", "/v1/templates/" + id, json("{'category':'UTILITY'}"))
                        .status())
                .isEqualTo(409);
        reviewed();
        status("pedido_listo", "APPROVED");
    }

    @Test
    @Order(9)
    void what_others_did_at_meta_is_seen_by_looking() {
        company.hub.sandbox(
                "POST",
                "/" + account + "/message_templates?access_token=" + token(),
                json(
                        "{'name':'hecha_en_meta','category':'UTILITY','language':'es','components':[{'type':'BODY','text':'Hola'}]}"));
        company.hub.sandbox(
                "DELETE", "/" + account + "/message_templates?name=pedido_listo&access_token=" + token(), null);

        RunningHub.Got begun = company.post("/v1/templates/sync", null);

        assertThat(begun.status()).isEqualTo(202);
        until(() ->
                assertThat(template("hecha_en_meta").path("status").asString()).isNotEmpty());
        until(() -> assertThat(template("pedido_listo").isEmpty()).isTrue());
        assertThat(company.get("/v1/templates?status=DELETED").text("/data/0/name"))
                .isEqualTo("pedido_listo");
    }

    private static String token() {
        return company.business("+541152630201", json("{}")).text("/accessToken");
    }

    @Test
    @Order(10)
    void a_template_with_a_picture_takes_an_example_and_later_a_file_of_this_hub() {
        String file = Uploads.picture(company);
        ObjectNode wanted = json("""
                {'name':'oferta','category':'MARKETING','language':'es_AR','parameterFormat':'NAMED','components':[
                 {'type':'HEADER','format':'IMAGE','example':{'header_handle':['FILE']}},
                 {'type':'BODY','text':'Hoy: {{producto}} a {{precio}} pesos.','example':{'body_text_named_params':[
                  {'param_name':'producto','example':'rosas'},{'param_name':'precio','example':'90'}]}}]}
                """.replace("FILE", file));
        RunningHub.Got made = company.post("/v1/templates", wanted);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.text("/components/0/example/header_handle/0")).startsWith("4::");
        reviewed();
        status("oferta", "APPROVED");

        RunningHub.Got without = company.post(
                "/v1/templates/" + made.text("/id") + "/test", json("{}").put("to", CARLA));
        assertThat(without.text("/type")).isEqualTo("/problems/template-parameters");
        assertThat(without.text("/detail")).contains("needs one image");
        RunningHub.Got sent = send("oferta", "es_AR", """
                {'type':'header','parameters':[{'type':'image','image':{'id':'FILE'}}]},
                {'type':'body','parameters':[{'type':'text','parameter_name':'precio','text':'80'},
                 {'type':'text','parameter_name':'producto','text':'lirios'}]}""".replace("FILE", file));
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(202);
        until(() -> assertThat(company.get("/v1/messages/" + sent.text("/id")).text("/status"))
                .isEqualTo("delivered"));
    }

    @Test
    @Order(11)
    void a_template_is_deleted_at_meta_too_by_whoever_names_it() {
        String id = template("oferta").get("id").asString();

        assertThat(company.call("DELETE", "/v1/templates/" + id + "?name=otra", null)
                        .status())
                .isEqualTo(422);
        assertThat(company.call("DELETE", "/v1/templates/" + id + "?name=oferta", null)
                        .status())
                .isEqualTo(204);

        assertThat(template("oferta").isEmpty()).isTrue();
        assertThat(company.hub
                        .sandbox("GET", "/" + account + "/message_templates?name=oferta&access_token=" + token(), null)
                        .body()
                        .get("data"))
                .isEmpty();
    }

    @Test
    @Order(12)
    void another_company_neither_sees_nor_touches_them() {
        String id = template("hecha_en_meta").get("id").asString();

        assertThat(other.get("/v1/templates").body().get("data")).isEmpty();
        for (List<String> call : List.of(
                List.of("GET", ""),
                List.of("PATCH", ""),
                List.of("DELETE", "?name=hecha_en_meta"),
                List.of("POST", "/preview"),
                List.of("POST", "/test"))) {
            JsonNode body = call.getFirst().equals("PATCH")
                    ? json("{'category':'UTILITY'}")
                    : call.get(1).equals("/test") ? json("{'to':'+5491155550201'}") : null;
            assertThat(other.call(call.getFirst(), "/v1/templates/" + id + call.get(1), body)
                            .status())
                    .as(call.toString())
                    .isEqualTo(404);
        }
        assertThat(other.post("/v1/templates/sync", null).status()).isEqualTo(409);
    }
}
