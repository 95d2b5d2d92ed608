package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A company's address book, as it is reached from outside.
class ContactsTest {

    @Test
    void a_contact_is_made_found_and_changed() {
        Company flores = Company.open("contactos-flores");
        RunningHub.Got made = flores.post(
                "/v1/contacts",
                json("{'phone':'+5491155551001','name':'Ángela Núñez','tags':['mayorista'],"
                        + "'fields':{'ciudad':'Rosario'},'note':'Prefiere la mañana'}"));
        assertThat(made.status()).isEqualTo(201);
        flores.post("/v1/contacts", json("{'phone':'+5491155551002','name':'Bruno'}"));

        for (String search : List.of("angela", "NUNEZ", "5555-1001", "%2B5491155551001", "mayor", "551001")) {
            assertThat(names(flores, "q=" + search.replace(" ", "%20")))
                    .as(search)
                    .containsExactly("Ángela Núñez");
        }
        assertThat(names(flores, "tag=mayorista")).containsExactly("Ángela Núñez");
        assertThat(names(flores, "tag=mayor")).isEmpty();
        assertThat(names(flores, "q=zzz")).isEmpty();

        String path = "/v1/contacts/" + made.text("/id");
        RunningHub.Got changed = flores.call(
                "PATCH", path, json("{'tags':['vip'],'fields':{'ciudad':null,'zona':'norte'},'note':null}"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("tags").toString()).isEqualTo("[\"vip\"]");
        assertThat(changed.body().path("fields").toString()).isEqualTo("{\"zona\":\"norte\"}");
        assertThat(changed.body().path("note").isNull()).isTrue();
        assertThat(changed.text("/name")).isEqualTo("Ángela Núñez");
        assertThat(changed.text("/identities/0/kind")).isEqualTo("phone");
        assertThat(changed.text("/identities/0/since")).isNotEmpty();
        assertThat(flores.hub.rows("SELECT convert_from(normalized, 'UTF8') FROM event WHERE type = 'contact.updated'"))
                .contains("\"change\":\"created\"", "\"change\":\"details\"");
    }

    @Test
    void whatever_is_wrong_is_named() {
        Company flores = Company.open("contactos-faltas");
        flores.post("/v1/contacts", json("{'phone':'+5491155551001'}"));

        assertThat(flores.post("/v1/contacts", json("{'phone':'+5491155551001'}"))
                        .status())
                .isEqualTo(409);
        RunningHub.Got refused = flores.post(
                "/v1/contacts",
                json("{'phone':'12','name':' ','tags':['',5],'fields':{'a':1,'':'x'},'note':7,'color':'rojo'}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(fault -> fault.path("field").asString()))
                .containsExactlyInAnyOrder(
                        "phone", "name", "tags[0]", "tags[1]", "fields.a", "fields.", "note", "color");
        ObjectNode many = json("{'phone':'+5491155551009','fields':{}}");
        for (int i = 0; i < 51; i++) {
            ((ObjectNode) many.get("fields")).put("f" + i, "x");
        }
        assertThat(flores.post("/v1/contacts", many).text("/field")).isEqualTo("fields");
        assertThat(flores.get("/v1/contacts?color=rojo").status()).isEqualTo(422);
    }

    @Test
    void consents_are_added_and_never_overwritten() {
        Company flores = Company.open("contactos-consentimientos");
        String path = "/v1/contacts/"
                + flores.post("/v1/contacts", json("{'phone':'+5491155551001'}"))
                        .text("/id");

        flores.post(
                path + "/consents",
                json("{'purpose':'marketing','state':'granted','source':'formulario','proof':'ficha 812'}"));
        RunningHub.Got withdrawn = flores.post(
                path + "/consents", json("{'purpose':'marketing','state':'withdrawn','source':'teléfono'}"));
        flores.post(path + "/consents", json("{'purpose':'encuestas','state':'granted','source':'mostrador'}"));

        assertThat(withdrawn.status()).isEqualTo(201);
        assertThat(withdrawn.text("/by/kind")).isEqualTo("user");
        assertThat(flores.get(path + "/consents").body().path("data").size()).isEqualTo(3);
        RunningHub.Got contact = flores.get(path);
        assertThat(contact.text("/optedOutAt")).isNotEmpty();
        assertThat(contact.body().path("consents").size()).isEqualTo(2);
        assertThat(flores.post(path + "/consents", json("{'purpose':'Con espacio','state':'sí','source':'keyword'}"))
                        .body()
                        .path("errors")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void whoever_writes_the_word_gets_no_advertising_and_it_shows() {
        Company flores = Company.open("contactos-baja");
        RunningHub.Got business = flores.business("+541152631701", json("{}"));
        String device = flores.connect(business);
        String ana = "+5491155551701";
        flores.hub.sandbox("POST", "/sandbox/phones", json("{'phone':'" + ana + "','name':'Ana'}"));
        says(flores, ana, "¡Baja!");

        until(() -> assertThat(flores.get("/v1/contacts?q=5551701").text("/data/0/optedOutAt"))
                .isNotEmpty());
        JsonNode consent = flores.get("/v1/contacts?q=5551701").body().at("/data/0/consents/0");
        assertThat(consent.path("source").asString()).isEqualTo("keyword");
        assertThat(consent.path("proof").asString()).startsWith("message wamid.");
        assertThat(consent.path("by").isNull()).isTrue();
        assertThat(flores.post("/v1/devices/" + device + "/messages/send", json("{'to':'" + ana + "','text':'Listo'}"))
                        .status())
                .isEqualTo(202);

        assertThat(flores.call("PUT", "/v1/privacy", json("{'optInWords':['quiero ofertas']}"))
                        .body()
                        .path("optInWords")
                        .toString())
                .isEqualTo("[\"quiero ofertas\"]");
        says(flores, ana, "Quiero ofertas");
        until(() -> assertThat(flores.get("/v1/contacts?q=5551701")
                        .body()
                        .at("/data/0/optedOutAt")
                        .isNull())
                .isTrue());
    }

    @Test
    void a_file_of_contacts_is_brought_in_with_a_report_for_each_row() {
        Company flores = Company.open("contactos-archivo");
        flores.post("/v1/contacts", json("{'phone':'+5491155551001','name':'Ana','tags':['vip']}"));
        String file = "\uFEFFTeléfono;Nombre;Etiquetas;Nota;ciudad\r\n"
                + "+54 9 11 5555-1001;;mayorista|vip;;Rosario\r\n"
                + "5491155551002;\"Núñez; Bruno\";;\"dice \"\"hola\"\"\";\r\n"
                + "no es un número;Carla;;;\r\n"
                + "\r\n"
                + "+5491155551004;" + "x".repeat(201) + ";;;\r\n"
                + "+5491155551005;'=Eva;;;Funes\r\n";

        RunningHub.Got begun = upload(flores, file);
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String path = "/v1/contacts/imports/" + begun.text("/id");
        until(() -> assertThat(flores.get(path).text("/state")).isEqualTo("done"));

        RunningHub.Got done = flores.get(path);
        assertThat(done.body().path("total").asInt()).isEqualTo(6);
        assertThat(done.body().path("rows").asInt()).isEqualTo(6);
        assertThat(done.body().path("created").asInt()).isEqualTo(2);
        assertThat(done.body().path("changed").asInt()).isEqualTo(1);
        assertThat(done.body()
                        .path("report")
                        .valueStream()
                        .map(line -> line.path("row").asInt() + " "
                                + line.path("field").asString()))
                .containsExactly("4 Teléfono", "6 Nombre");
        assertThat(flores.get("/v1/contacts?q=5551001")
                        .body()
                        .at("/data/0/tags")
                        .toString())
                .isEqualTo("[\"vip\",\"mayorista\"]");
        assertThat(names(flores, "q=nunez")).containsExactly("Núñez; Bruno");
        assertThat(names(flores, "q=5551005")).containsExactly("=Eva");
        assertThat(flores.hub
                        .rows("SELECT count(*) FROM contact_import i JOIN tenant t ON t.id = i.tenant_id"
                                + " WHERE t.slug = 'contactos-archivo' AND i.content IS NOT NULL")
                        .strip())
                .isEqualTo("0");
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_with_the_reason() {
        Company flores = Company.open("contactos-archivo-malo");

        assertThat(upload(flores, "nombre\nAna\n").text("/field")).isEqualTo("phone");
        assertThat(upload(flores, "phone,phone,telefono\n").status()).isEqualTo(422);
        assertThat(upload(flores, "").status()).isEqualTo(422);
        assertThat(upload(flores, "phone\n\"+549").status()).isIn(202, 400);
        assertThat(flores.post("/v1/contacts/import", json("{'phone':'+5491155551001'}"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void what_is_taken_out_can_be_brought_in_again_and_is_no_formula() {
        Company flores = Company.open("contactos-salida");
        Company otra = Company.open("contactos-entrada");
        flores.post(
                "/v1/contacts",
                json("{'phone':'+5491155551001','name':'=1+1','tags':['a','b'],"
                        + "'fields':{'name':'@x','ciudad':'Funes, Santa Fe'},'note':'dos\\nlíneas'}"));

        String file = text(flores, "/v1/contacts/export.csv");
        assertThat(file).startsWith("\uFEFFid,phone,name,tags,note,").contains("'=1+1", "'@x", ",field:name");
        assertThat(text(flores, "/v1/contacts/export.csv?separator=semicolon")).startsWith("\uFEFFid;phone;");
        RunningHub.Got begun = upload(otra, file);
        until(() -> assertThat(
                        otra.get("/v1/contacts/imports/" + begun.text("/id")).text("/state"))
                .isEqualTo("done"));

        JsonNode there = flores.get("/v1/contacts").body().at("/data/0");
        JsonNode here = otra.get("/v1/contacts").body().at("/data/0");
        for (String same : List.of("name", "phone", "tags", "fields", "note")) {
            assertThat(here.path(same)).as(same).isEqualTo(there.path(same));
        }
        assertThat(flores.get("/v1/contacts/imports/" + begun.text("/id")).status())
                .isEqualTo(404);
        assertThat(text(otra, "/v1/contacts/export.csv?tag=nadie").lines()).hasSize(1);
    }

    private static RunningHub.Got upload(Company company, String file) {
        return company.hub.upload("/v1/contacts/import", "text/csv", file, company.administrator());
    }

    private static String text(Company company, String path) {
        return company.hub.text(path, company.administrator());
    }

    @Test
    void another_company_finds_nothing_of_it() {
        Company flores = Company.open("contactos-propios");
        Company otra = Company.open("contactos-ajenos");
        String path = "/v1/contacts/"
                + flores.post("/v1/contacts", json("{'phone':'+5491155551001','name':'Ana'}"))
                        .text("/id");

        assertThat(otra.get(path).status()).isEqualTo(404);
        assertThat(otra.call("PATCH", path, json("{'name':'Robada'}")).status()).isEqualTo(404);
        assertThat(otra.get(path + "/consents").status()).isEqualTo(404);
        assertThat(otra.post(path + "/consents", json("{'purpose':'marketing','state':'granted','source':'x'}"))
                        .status())
                .isEqualTo(404);
        assertThat(names(otra, "q=Ana")).isEmpty();
        assertThat(otra.post("/v1/contacts", json("{'phone':'+5491155551001'}")).status())
                .isEqualTo(201);
        assertThat(flores.get(path).text("/name")).isEqualTo("Ana");
    }

    private static void says(Company company, String phone, String text) {
        ObjectNode said = json("{'to':'+541152631701','type':'text','text':{}}");
        ((ObjectNode) said.get("text")).put("body", text);
        assertThat(company.hub
                        .sandbox("POST", "/sandbox/phones/" + phone + "/messages", said)
                        .status())
                .isLessThan(300);
    }

    private static List<String> names(Company company, String query) {
        return company.get("/v1/contacts?" + query)
                .body()
                .path("data")
                .valueStream()
                .map(contact -> contact.path("name").asString())
                .toList();
    }
}
