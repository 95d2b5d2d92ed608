package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// A company's people answer its customers: each test goes on where the one before stopped.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConversationsTest {

    private static final String CARLA = "+5491155551901";
    private static final String BUSINESS = "+541152631901";

    private static Company company;
    private static Company stranger;
    private static String device;
    private static String path;
    private static String bruno;
    private static String label;
    private static String reply;
    private static Map<String, String> agent;
    private static final List<String> HINTS = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        company = Company.open("charlas");
        stranger = Company.open("charlas-ajenas");
        device = company.connect(company.business(BUSINESS, json("{}")));
        company.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Carla'}").put("phone", CARLA));
        RunningHub.Got user = company.post(
                "/v1/users",
                json(
                        "{'email':'bruno@charlas.example','name':'Bruno','role':'agent','password':'otra clave larga 7'}"));
        bruno = user.text("/id");
        RunningHub.Got login = company.hub.hub(
                "POST",
                "/v1/auth/login",
                json("{'email':'bruno@charlas.example','password':'otra clave larga 7'}"),
                Map.of());
        agent = Map.of("Authorization", "Bearer " + login.text("/access_token"), "X-Tenant-Id", company.id);
        listen();
    }

    /// Returns when the stream is open: what comes from then on is heard.
    private static void listen() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(company.hub.url() + "/v1/stream"));
        company.administrator().forEach(request::header);
        HttpResponse<Stream<String>> stream = HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .join();
        Thread.startVirtualThread(() -> stream.body().forEach(HINTS::add));
    }

    private static void writes(String text) {
        company.hub.sandbox(
                "POST",
                "/sandbox/phones/" + CARLA + "/messages",
                json("{'type':'text','text':{}}")
                        .put("to", BUSINESS)
                        .set("text", json("{}").put("body", text)));
    }

    private static JsonNode seen() {
        return company.get(path).body();
    }

    private static RunningHub.Got work(String method, String path, JsonNode body) {
        return company.hub.asDocumented(method, path, body, agent);
    }

    private static JsonNode first(String query) {
        JsonNode data = company.get("/v1/conversations?" + query).body().get("data");
        return data.isEmpty() ? json("{}") : data.get(0);
    }

    @Test
    @Order(1)
    void a_customer_writes_and_somebody_takes_the_conversation() {
        writes("Hola, quería una reservación para el viernes");
        until(() -> assertThat(
                        first("state=open&assignee=none&unread=true").path("id").asString(""))
                .isNotEmpty());
        path = "/v1/conversations/" + first("deviceId=" + device).get("id").asString();
        assertThat(seen().at("/window/open").asBoolean()).isTrue();
        assertThat(seen().at("/window/origin").asString()).isEqualTo("customer");
        assertThat(seen().get("unread").asInt()).isEqualTo(1);
        assertThat(seen().get("agentMode").asString()).isEqualTo("off");

        assertThat(work("GET", "/v1/assignees", null).body().toString()).contains("Bruno");
        RunningHub.Got taken =
                work("POST", path + "/assign", json("{'from':null}").put("userId", bruno));
        assertThat(taken.text("/assignee/name")).isEqualTo("Bruno");
        assertThat(company.post(path + "/assign", json("{'userId':null,'from':null}"))
                        .text("/type"))
                .isEqualTo("/problems/assigned-meanwhile");
        assertThat(company.hub
                        .hub("GET", "/v1/conversations?assignee=me", null, agent)
                        .body()
                        .get("data"))
                .hasSize(1);
        assertThat(first("assignee=none").path("id").isMissingNode()).isTrue();
    }

    @Test
    @Order(2)
    void whoever_answers_is_named_and_the_answer_shows_what_it_answers() {
        String asked = company.get(path + "/messages").text("/data/0/wireId");
        RunningHub.Got sent = work(
                "POST",
                "/v1/devices/" + device + "/messages/send",
                json("{'type':'text','text':{'body':'Sí, ¿para cuántas personas?'},'context':{}}")
                        .put("to", CARLA)
                        .set("context", json("{}").put("message_id", asked)));
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(202);
        JsonNode answer = company.get("/v1/messages/" + sent.text("/id")).body();

        assertThat(answer.at("/sentBy/name").asString()).isEqualTo("Bruno");
        assertThat(answer.at("/sentBy/kind").asString()).isEqualTo("person");
        assertThat(answer.at("/quoted/text").asString()).startsWith("Hola, quería");
        until(() -> assertThat(company.get("/v1/messages/" + sent.text("/id")).text("/wireId"))
                .isNotEmpty());
        String wireId = company.get("/v1/messages/" + sent.text("/id")).text("/wireId");
        company.hub.sandbox(
                "POST",
                "/sandbox/phones/" + CARLA + "/messages",
                json("{'type':'reaction'}")
                        .put("to", BUSINESS)
                        .set("reaction", json("{'emoji':'👍'}").put("message_id", wireId)));
        until(() -> assertThat(company.get("/v1/messages/" + sent.text("/id")).text("/reactions/0/emoji"))
                .isEqualTo("👍"));
        assertThat(company.get("/v1/messages/" + sent.text("/id")).text("/reactions/0/from/name"))
                .isEqualTo("Carla");
    }

    @Test
    @Order(3)
    void labels_notes_and_quick_replies_are_the_companys_own() {
        label = work("POST", "/v1/labels", json("{'name':'Pedido','color':'#2E7D32'}"))
                .text("/id");
        assertThat(work("POST", "/v1/labels", json("{'name':'pedido','color':'#000000'}"))
                        .status())
                .isEqualTo(409);
        assertThat(work("POST", "/v1/labels", json("{'name':'x','color':'verde'}"))
                        .text("/field"))
                .isEqualTo("color");
        RunningHub.Got labelled = work("PUT", path + "/labels", json("{'labelIds':['" + label + "']}"));
        assertThat(labelled.text("/labels/0/color")).isEqualTo("#2e7d32");
        assertThat(first("label=" + label).get("id")).isEqualTo(seen().get("id"));
        assertThat(work("PATCH", "/v1/labels/" + label, json("{'name':'Pedidos'}"))
                        .status())
                .isEqualTo(200);

        assertThat(work("POST", path + "/notes", json("{'text':'Llamar por la tarde'}"))
                        .text("/author/name"))
                .isEqualTo("Bruno");
        assertThat(work("GET", path + "/notes", null).text("/data/0/text")).isEqualTo("Llamar por la tarde");

        reply = work("POST", "/v1/quick-replies", json("{'shortcut':'/Horario','text':'De 9 a 18.'}"))
                .text("/id");
        assertThat(work("PATCH", "/v1/quick-replies/" + reply, json("{'text':'De 9 a 19.'}"))
                        .text("/text"))
                .isEqualTo("De 9 a 19.");
        assertThat(work("GET", "/v1/quick-replies", null).text("/data/0/shortcut"))
                .isEqualTo("horario");
        until(() -> assertThat(HINTS).anyMatch(line -> line.contains("\"topic\":\"conversation\"")));
        until(() -> assertThat(HINTS).anyMatch(line -> line.contains("\"topic\":\"label\"")));
    }

    @Test
    @Order(4)
    void what_is_read_is_read_on_the_customers_phone_too_when_wanted() {
        RunningHub.Got read = work("POST", path + "/read", json("{'markAtWhatsApp':true}"));
        assertThat(read.status()).as(read.body().toString()).isEqualTo(200);
        assertThat(read.body().get("unread").asInt()).isZero();
    }

    @Test
    @Order(5)
    void a_closed_conversation_is_opened_by_the_next_message() {
        assertThat(work("POST", path + "/takeover", null).status()).isEqualTo(200);
        assertThat(work("POST", path + "/release", null).status()).isEqualTo(200);
        assertThat(work("POST", path + "/close", null).text("/state")).isEqualTo("closed");
        assertThat(first("state=closed").get("id")).isEqualTo(seen().get("id"));
        writes("¿Hacen reservaciones también los lunes?");
        until(() -> assertThat(seen().get("state").asString()).isEqualTo("open"));
        assertThat(work("POST", path + "/close", null).status()).isEqualTo(200);
        assertThat(work("POST", path + "/reopen", null).text("/state")).isEqualTo("open");
        String types =
                company.get("/v1/events?types=conversation.*&limit=200").body().toString();
        assertThat(types)
                .contains("conversation.assigned", "conversation.closed", "conversation.handover", "\"reopened\":true");
        assertThat(company.get("/v1/audit?action=conversation.closed").body().toString())
                .contains("Bruno");
    }

    @Test
    @Order(6)
    void what_was_said_is_found_with_the_word_marked() {
        until(() -> assertThat(company.get("/v1/messages?q=reservacion%20viernes")
                        .body()
                        .get("data"))
                .hasSize(1));
        until(() -> assertThat(
                        company.get("/v1/messages?q=reservaci%C3%B3n").body().get("data"))
                .hasSize(2));
        RunningHub.Got found = company.get("/v1/messages?q=reservaci%C3%B3n");
        assertThat(found.body().toString()).contains("{\"text\":\"reservaciones\",\"hit\":true}");
        assertThat(company.get("/v1/messages?q=reservaci%C3%B3n&conversationId="
                                + path.substring(path.lastIndexOf('/') + 1))
                        .body()
                        .get("data"))
                .hasSize(2);
        assertThat(company.get("/v1/messages?q=hola&direction=inbound").text("/field"))
                .isEqualTo("q");
        assertThat(company.get("/v1/conversations?q=carl").body().get("data")).hasSize(1);
        assertThat(company.get("/v1/conversations?q=CARL%C3%A1").body().get("data"))
                .hasSize(1);
        assertThat(company.get("/v1/conversations?q=11%205555-1901").body().get("data"))
                .hasSize(1);
        assertThat(company.get("/v1/conversations?q=nadie").body().get("data")).isEmpty();
    }

    @Test
    @Order(7)
    void a_key_does_what_its_scopes_say_and_sees_its_own_numbers_alone() {
        Map<String, String> reader = key("{'name':'lee','scopes':['messages:read','conversations:read']}");
        Map<String, String> worker = key("{'name':'atiende','scopes':['messages:read','conversations:manage']}");

        assertThat(as(reader, "GET", "/v1/labels", null)).isEqualTo(200);
        assertThat(as(reader, "POST", path + "/close", null)).isEqualTo(403);
        assertThat(as(worker, "POST", path + "/read", json("{}"))).isEqualTo(200);
        assertThat(as(worker, "GET", "/v1/conversations?assignee=me", null)).isEqualTo(422);
        assertThat(as(worker, "GET", path + "/notes", null)).isEqualTo(403);
    }

    private static Map<String, String> key(String wanted) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Api-Key", company.post("/v1/api-keys", json(wanted)).text("/key"));
        return headers;
    }

    private static int as(Map<String, String> who, String method, String path, JsonNode body) {
        return company.hub.asDocumented(method, path, body, who).status();
    }

    @Test
    @Order(8)
    void another_company_finds_and_changes_nothing_of_it() {
        for (String act : List.of("/close", "/reopen", "/takeover", "/release", "/read")) {
            assertThat(stranger.post(path + act, null).status()).as(act).isEqualTo(404);
        }
        assertThat(stranger.post(path + "/assign", json("{'userId':null}")).status())
                .isEqualTo(404);
        assertThat(stranger.call("PUT", path + "/labels", json("{'labelIds':[]}"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get(path + "/notes").status()).isEqualTo(404);
        assertThat(stranger.post(path + "/notes", json("{'text':'x'}")).status())
                .isEqualTo(404);
        assertThat(stranger.get("/v1/labels/" + label).status()).isEqualTo(404);
        assertThat(stranger.call("PATCH", "/v1/labels/" + label, json("{'name':'x'}"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.call("DELETE", "/v1/labels/" + label, null).status())
                .isEqualTo(404);
        assertThat(stranger.get("/v1/quick-replies/" + reply).status()).isEqualTo(404);
        assertThat(stranger.call("DELETE", "/v1/quick-replies/" + reply, null).status())
                .isEqualTo(404);
        assertThat(stranger.get("/v1/labels").body().get("data")).isEmpty();
        assertThat(stranger.get("/v1/messages?q=reservacion").body().get("data"))
                .isEmpty();
        assertThat(stranger.get("/v1/conversations?label=" + label).body().get("data"))
                .isEmpty();
        assertThat(company.post(path + "/assign", json("{'userId':'usr_01k9zq4w8rt6m3n5b7c9d1f2g3'}"))
                        .text("/field"))
                .isEqualTo("userId");
        assertThat(seen().at("/assignee/name").asString()).isEqualTo("Bruno");
    }

    @Test
    @Order(9)
    void whoever_leaves_the_company_leaves_the_conversation() {
        assertThat(company.call("DELETE", "/v1/users/" + bruno, null).status()).isEqualTo(204);

        assertThat(seen().get("assignee").isNull()).isTrue();
    }
}
