package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// One person's data, taken out and taken away, as a company does it.
class PrivacyTest {

    private static final String NUMBER = "+541152631801";
    private static final String ZULEMA = "+5491155558801";
    private static final List<String> TRACES =
            List.of("5491155558801", "Zulema", "guacamayo", "turquesa", "ornitorrinco", "perejil", "alcaucil");

    @Test
    void of_an_erased_person_nothing_is_left_in_any_table_or_file() throws IOException {
        Company flores = Company.open("privacidad-flores");
        Company otra = Company.open("privacidad-otra");
        String device = flores.connect(flores.business(NUMBER, json("{}")));
        HttpServer echo = echo();
        flores.post(
                "/v1/webhook-endpoints",
                json("{'eventTypes':['*']}")
                        .put("url", "http://127.0.0.1:" + echo.getAddress().getPort() + "/"));
        flores.hub.sandbox("POST", "/sandbox/phones", json("{'phone':'" + ZULEMA + "','name':'Zulema'}"));
        says(flores, "vi un guacamayo turquesa");
        until(() -> assertThat(flores.get("/v1/contacts?q=5558801").text("/data/0/id"))
                .isNotEmpty());
        String contact = flores.get("/v1/contacts?q=5558801").text("/data/0/id");
        String conversation =
                flores.get("/v1/conversations?contactId=" + contact).text("/data/0/id");
        flores.call(
                "PATCH",
                "/v1/contacts/" + contact,
                json("{'name':'Zulema Quiñones','tags':['perejil'],'fields':{'gusto':'alcaucil'},'note':'alcaucil'}"));
        flores.post(
                "/v1/contacts/" + contact + "/consents",
                json("{'purpose':'marketing','state':'granted','source':'perejil'}"));
        flores.post("/v1/conversations/" + conversation + "/notes", json("{'text':'pidió un ornitorrinco'}"));
        String picture = Uploads.picture(flores);
        Map<String, String> once = new HashMap<>(flores.administrator());
        once.put("Idempotency-Key", "privacidad-1");
        ObjectNode image = json("{'to':'" + ZULEMA + "','type':'image','image':{'caption':'su ornitorrinco'}}");
        ((ObjectNode) image.get("image")).put("id", picture);
        assertThat(flores.hub
                        .hub("POST", "/v1/devices/" + device + "/messages/send", image, once)
                        .status())
                .isEqualTo(202);
        until(() -> assertThat(flores.get("/v1/conversations/" + conversation + "/messages")
                        .text("/data/0/status"))
                .isIn("sent", "delivered", "read"));
        assertThat(flores.get("/v1/conversations/" + conversation + "/access").text("/data/0/by/kind"))
                .isEqualTo("user");
        takenOut(flores, otra, contact);
        for (String trace : TRACES) {
            assertThat(ErasureKilledTest.tablesWith(flores.hub, trace))
                    .as(trace)
                    .isNotEmpty();
        }
        assertThat(stored(flores)).isNotEmpty();

        assertThat(flores.post("/v1/contacts/" + contact + "/erase", json("{'confirm':'otra'}"))
                        .text("/field"))
                .isEqualTo("confirm");
        RunningHub.Got begun = flores.post("/v1/contacts/" + contact + "/erase", json("{'confirm':'zulema quiñones'}"));
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String erasure = "/v1/erasures/" + begun.text("/id");
        until(() -> assertThat(flores.get(erasure).text("/state")).isEqualTo("done"));

        for (String trace : TRACES) {
            assertThat(ErasureKilledTest.tablesWith(flores.hub, trace))
                    .as(trace)
                    .isEmpty();
        }
        assertThat(stored(flores)).isEmpty();
        RunningHub.Got certificate = flores.get(erasure);
        assertThat(certificate.body().at("/certificate/erased/messages").asInt())
                .isEqualTo(2);
        assertThat(certificate.body().at("/certificate/erased/media").asInt()).isEqualTo(1);
        assertThat(certificate.body().at("/certificate/erased/notes").asInt()).isEqualTo(1);
        assertThat(certificate.text("/certificate/digest")).startsWith("sha256:");
        assertThat(flores.get("/v1/audit?action=contact.erased").body().toString())
                .contains(certificate.text("/certificate/digest"));
        assertThat(flores.get("/v1/contacts/" + contact).status()).isEqualTo(410);
        assertThat(otra.get(erasure).status()).isEqualTo(404);
        assertThat(flores.hub
                        .hub("POST", "/v1/devices/" + device + "/messages/send", image, once)
                        .status())
                .isIn(202, 410);
        echo.stop(0);
    }

    @Test
    void whoever_reads_a_single_message_its_file_or_finds_it_is_on_record_as_a_reader_of_the_conversation() {
        Company flores = Company.open("privacidad-lectores");
        String business = "+541152631802";
        String zoe = "+5491155558803";
        flores.connect(flores.business(business, json("{}")));
        flores.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Zoe'}").put("phone", zoe));
        ObjectNode picture =
                json("{'type':'image','image':{'caption':'un mapache'}}").put("to", business);
        flores.hub.sandbox("POST", "/sandbox/phones/" + zoe + "/messages", picture);
        // not by the API: whoever asks there is a reader
        until(() -> assertThat(flores.hub
                        .rows("SELECT m.state FROM media m JOIN tenant t ON t.id = m.tenant_id"
                                + " WHERE t.slug = 'privacidad-lectores'")
                        .strip())
                .isEqualTo("stored"));
        RunningHub.Got events = flores.get("/v1/events?types=message.received");
        String message = events.text("/data/0/normalized/messageId");
        String file = events.text("/data/0/normalized/media/id");
        String access = "/v1/conversations/" + events.text("/data/0/conversationId") + "/access";
        assertThat(flores.get(access).body().path("data")).isEmpty();

        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("mensaje", "/v1/messages/" + message);
        ways.put("lista", "/v1/messages");
        ways.put("archivo", "/v1/media/" + file);
        ways.put("contenido", "/v1/media/" + file + "/content");
        ways.put("busqueda", "/v1/messages?q=mapache");
        until(() -> assertThat(flores.get("/v1/messages?q=mapache").body().path("data"))
                .hasSize(1));
        ways.forEach((name, path) -> {
            String key = flores.post(
                            "/v1/api-keys",
                            json("{'scopes':['messages:read','media:read']}").put("name", name))
                    .text("/key");
            assertThat(flores.hub
                            .hub("GET", path, null, Map.of("X-Api-Key", key))
                            .status())
                    .as(path)
                    .isEqualTo(200);
        });

        assertThat(flores.get(access).body().path("data").findValuesAsString("name"))
                .containsAll(ways.keySet());
    }

    @Test
    void whoever_only_answers_messages_may_neither_take_out_nor_take_away() {
        Company flores = Company.open("privacidad-llave");
        String contact =
                flores.post("/v1/contacts", json("{'phone':'+5491155558802'}")).text("/id");
        RunningHub.Got key = flores.post(
                "/v1/api-keys", json("{'name':'CRM','scopes':['contacts:read','contacts:manage','messages:read']}"));
        Map<String, String> program = Map.of("X-Api-Key", key.text("/key"));

        for (String path : List.of("export", "erase")) {
            assertThat(flores.hub
                            .asDocumented(
                                    "POST",
                                    "/v1/contacts/" + contact + "/" + path,
                                    json("{'confirm':'+5491155558802'}"),
                                    program)
                            .status())
                    .isEqualTo(403);
        }
        for (String path : List.of("/v1/contacts/export.csv", "/v1/privacy", "/v1/erasures")) {
            assertThat(flores.hub.asDocumented("GET", path, null, program).status())
                    .isEqualTo(403);
        }
        assertThat(flores.hub
                        .asDocumented("GET", "/v1/contacts/" + contact, null, program)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_a_company_keeps_only_for_a_while_is_set_within_bounds() {
        Company flores = Company.open("privacidad-plazos");

        assertThat(flores.call("PUT", "/v1/privacy", json("{'retentionDays':{'messages':30,'media':7}}"))
                        .body()
                        .path("retentionDays")
                        .toString())
                .isEqualTo("{\"messages\":30,\"media\":7,\"events\":null}");
        RunningHub.Got refused = flores.call(
                "PUT",
                "/v1/privacy",
                json(
                        "{'retentionDays':{'messages':0,'events':9999,'x':1},'optOutWords':['','no'],'optInWords':['no']}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(fault -> fault.path("field").asString()))
                .contains("retentionDays.messages", "retentionDays.events", "retentionDays.x", "optOutWords[0]");
        assertThat(flores.call("PUT", "/v1/privacy", json("{'retentionDays':{'messages':null}}"))
                        .body()
                        .at("/retentionDays/media")
                        .asInt())
                .isEqualTo(7);
    }

    private static void takenOut(Company flores, Company otra, String contact) throws IOException {
        RunningHub.Got begun = flores.post("/v1/contacts/" + contact + "/export", null);
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String path = "/v1/exports/" + begun.text("/id");
        until(() -> assertThat(flores.get(path).text("/state")).isEqualTo("done"));
        assertThat(flores.get(path).body().at("/messages/done").asInt()).isEqualTo(2);
        assertThat(otra.get(path).status()).isEqualTo(404);
        assertThat(otra.get(path + "/content").status()).isEqualTo(404);

        Map<String, String> entries = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(flores.hub.stream(path + "/content", flores.administrator()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(entries.get("person.json")).contains("Zulema", ZULEMA, "alcaucil");
        assertThat(entries.get("messages.json")).contains("guacamayo", "ornitorrinco");
        assertThat(entries.get("notes.json")).contains("ornitorrinco");
        assertThat(entries.get("consents.json")).contains("perejil");
        assertThat(entries.get("events.json")).contains("guacamayo");
        assertThat(entries.keySet()).anyMatch(name -> name.startsWith("media/med_"));
    }

    private static HttpServer echo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void says(Company company, String text) {
        ObjectNode said = json("{'to':'" + NUMBER + "','type':'text','text':{}}");
        ((ObjectNode) said.get("text")).put("body", text);
        assertThat(company.hub
                        .sandbox("POST", "/sandbox/phones/" + ZULEMA + "/messages", said)
                        .status())
                .isLessThan(300);
    }

    /// The company's files in the folder of the hub's data: pictures and archives.
    private static List<Path> stored(Company company) throws IOException {
        String tenant = company.hub
                .rows("SELECT replace(id::text, '-', '') FROM tenant WHERE slug = 'privacidad-flores'")
                .strip();
        try (Stream<Path> files = Files.walk(company.hub.data())) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().contains(tenant) || file.toString().contains("exports"))
                    .toList();
        }
    }
}
