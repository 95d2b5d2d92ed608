package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A person connects the company's numbers in Meta's dialog, page by page.
class EmbeddedSignupTest {

    private static int next = 300;

    private final Browser browser = new Browser("es-AR,es;q=0.9,en;q=0.5");

    @AfterEach
    void close() {
        browser.close();
    }

    private static String phone() {
        return "+541152630" + ++next;
    }

    /// A business account at Meta that has nothing to do with this hub yet.
    private static RunningHub.Got stranger(Company company, String phone, ObjectNode more) {
        ObjectNode wanted = json("{'name':'Flores Sur'}").put("phone", phone);
        wanted.setAll(more);
        return company.hub.sandbox("POST", "/sandbox/businesses", wanted);
    }

    /// As the panel does it for a person who is logged in.
    private String begin(Company company) {
        String answer =
                browser.post(company.hub.url() + "/v1/whatsapp/embedded-signup/session", "{}", company.administrator());
        return Json.string(Json.read(answer), "connect_url").orElseThrow(() -> new AssertionError(answer));
    }

    private Browser.Page agree(String link, String account) {
        Browser.Page dialog = browser.open(link);
        assertThat(dialog.choices("account")).contains(account);
        return browser.submit(dialog, "account", account, "decision", "continue");
    }

    private static RunningHub.Got connection(Company company) {
        return company.get("/v1/whatsapp/connection");
    }

    private static void state(Company company, String state) {
        until(() -> assertThat(connection(company).text("/state")).isEqualTo(state));
    }

    @Test
    void a_company_signs_up_and_a_customers_message_comes_in() {
        Company company = Company.open("alta");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        assertThat(connection(company).text("/state")).isEqualTo("NOT_CONNECTED");
        String link = begin(company);
        assertThat(link).contains("/dialog/oauth").contains("config_id=900000000000009");
        assertThat(connection(company).text("/state")).isEqualTo("PENDING");

        Browser.Page landing = agree(link, business.text("/wabaId"));

        assertThat(landing.status()).as(landing.html()).isEqualTo(200);
        assertThat(landing.html()).contains("WhatsApp está conectado").contains("lang=\"es\"");
        assertThat(landing.policy()).contains("default-src 'none'").doesNotContain("unsafe");
        assertThat(landing.html()).doesNotContain("<script").doesNotContain("style=");
        assertThat(browser.open(company.hub.url() + "/oauth/meta/page.css").status())
                .isEqualTo(200);
        state(company, "CONNECTED");
        RunningHub.Got seen = connection(company);
        assertThat(seen.text("/numbers/0/phoneNumberId")).isEqualTo(business.text("/phoneNumberId"));
        assertThat(seen.text("/numbers/0/tokenExpiresAt")).isNotEmpty();
        assertThat(seen.text("/signup/stage")).isEqualTo("done");
        assertThat(seen.text("/signup/numbers/0/result")).isEqualTo("connected");
        until(() -> assertThat(connection(company).body().at("/numbers/0/findings"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.get("ok").asBoolean())
                        .as(finding.toString())
                        .isTrue()));
        assertThat(seen.body().toString()).doesNotContain("EAA");

        company.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Carla'}").put("phone", "+5491155550301"));
        company.hub.sandbox(
                "POST",
                "/sandbox/phones/+5491155550301/messages",
                json("{'type':'text','text':{'body':'hola'}}").put("to", business.text("/phone")));
        until(() -> assertThat(company.get("/v1/messages").text("/data/0/text/body"))
                .isEqualTo("hola"));
        assertThat(company.get("/v1/audit").body().toString()).contains("connection.signedUp");
    }

    @Test
    void a_new_account_with_a_new_number_is_registered_with_a_pin_and_works() {
        Company company = Company.open("cuenta-nueva");
        Browser.Page dialog = browser.open(begin(company));

        Browser.Page landing =
                browser.submit(dialog, "account", "new", "name", "Nueva", "phone", phone(), "decision", "continue");

        assertThat(landing.html()).contains("WhatsApp está conectado");
        state(company, "CONNECTED");
    }

    @Test
    void several_numbers_come_at_once() {
        Company company = Company.open("varios");
        RunningHub.Got first = stranger(company, phone(), json("{}"));
        stranger(company, phone(), json("{}").put("wabaId", first.text("/wabaId")));

        agree(begin(company), first.text("/wabaId"));

        state(company, "CONNECTED");
        assertThat(connection(company).body().get("numbers")).hasSize(2);
        assertThat(company.get("/v1/devices").body().get("data"))
                .allSatisfy(
                        device -> assertThat(device.get("transport").asString()).isEqualTo("CLOUD"));
    }

    @Test
    void a_number_of_another_company_is_refused_and_stays_where_it_is() {
        Company owner = Company.open("duena");
        RunningHub.Got business = owner.business(phone(), json("{}"));
        String device = owner.connect(business);
        Company thief = Company.open("intrusa");

        Browser.Page landing = agree(begin(thief), business.text("/wabaId"));

        assertThat(landing.status()).isEqualTo(422);
        assertThat(landing.html()).contains("Está conectado a otra empresa").doesNotContain("duena");
        RunningHub.Got seen = connection(thief);
        assertThat(seen.text("/state")).isEqualTo("ERROR");
        assertThat(seen.text("/signup/problem")).isEqualTo("no-number-joined");
        assertThat(seen.text("/signup/numbers/0/result")).isEqualTo("taken");
        assertThat(thief.get("/v1/devices").body().get("data")).isEmpty();
        assertThat(owner.get("/v1/devices/" + device).text("/state")).isEqualTo("ONLINE");
    }

    @Test
    void a_state_is_good_once_and_an_error_uses_it_up_too() {
        Company company = Company.open("una-vez");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        Browser.Page dialog = browser.open(begin(company));

        Browser.Page declined = browser.submit(dialog, "account", business.text("/wabaId"), "decision", "cancel");
        assertThat(declined.status()).isEqualTo(200);
        assertThat(declined.html()).contains("No se conectó nada");
        assertThat(connection(company).text("/signup/problem")).isEqualTo("declined");
        assertThat(connection(company).text("/state")).isEqualTo("NOT_CONNECTED");

        Browser.Page again = browser.submit(dialog, "account", business.text("/wabaId"), "decision", "continue");
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.html()).contains("ya no sirve");
        assertThat(company.get("/v1/devices").body().get("data")).isEmpty();
    }

    @Test
    void somebody_elses_browser_cannot_finish_what_was_begun_and_nobody_can_afterwards() {
        Company company = Company.open("otro-navegador");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        String link = begin(company);
        try (Browser other = new Browser("en")) {
            Browser.Page landing =
                    other.submit(other.open(link), "account", business.text("/wabaId"), "decision", "continue");
            assertThat(landing.status()).isEqualTo(403);
            assertThat(landing.html()).contains("another browser").contains("lang=\"en\"");
        }

        assertThat(agree(link, business.text("/wabaId")).status()).isEqualTo(410);
        assertThat(company.get("/v1/devices").body().get("data")).isEmpty();
        assertThat(connection(company).text("/signup/problem")).isEqualTo("other-browser");
    }

    @Test
    void a_made_up_state_and_none_at_all_lead_nowhere() {
        Company company = Company.open("inventada");
        String callback = company.hub.url() + "/oauth/meta/callback";

        assertThat(browser.open(callback).status()).isEqualTo(410);
        assertThat(browser.open(callback + "?code=x&state=abc").status()).isEqualTo(410);
        assertThat(browser.open(callback + "?error=access_denied&state=%3Cscript%3E")
                        .html())
                .doesNotContain("<script>");
        assertThat(browser.open(company.hub.url() + "/oauth/meta/start?state=abc")
                        .status())
                .isEqualTo(410);
    }

    @Test
    void a_program_passes_a_link_on_and_only_the_first_browser_that_opens_it_comes_through() {
        Company company = Company.open("por-enlace");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        String key = company.post(
                        "/v1/api-keys",
                        json(
                                "{'name':'bot','scopes':['devices:manage','devices:read'],'deviceIds':null,'expiresAt':null}"))
                .text("/key");
        RunningHub.Got session = company.hub.asDocumented(
                "POST", "/v1/whatsapp/embedded-signup/session", null, Map.of("X-Api-Key", key));
        assertThat(session.status()).isEqualTo(201);
        assertThat(session.body().get("expires_in").asInt()).isEqualTo(600);
        String link = session.text("/connect_url");
        assertThat(link).contains("/oauth/meta/start?state=" + session.text("/state"));

        Browser.Page dialog = browser.open(link);
        try (Browser late = new Browser("es")) {
            assertThat(late.open(link).status()).isEqualTo(410);
        }
        Browser.Page landing = browser.submit(dialog, "account", business.text("/wabaId"), "decision", "continue");

        assertThat(landing.html()).contains("WhatsApp está conectado");
        state(company, "CONNECTED");
    }

    @Test
    void a_missing_permission_is_said_on_the_page_and_in_the_connection() {
        Company company = Company.open("sin-permiso");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        Browser.Page dialog = browser.open(begin(company));

        Browser.Page landing = browser.submit(
                dialog,
                "account",
                business.text("/wabaId"),
                "deny",
                "whatsapp_business_messaging",
                "decision",
                "continue");

        assertThat(landing.status()).isEqualTo(422);
        assertThat(landing.html()).contains("Falta un permiso");
        assertThat(connection(company).text("/signup/problem")).isEqualTo("scope-missing");
        assertThat(connection(company).text("/state")).isEqualTo("ERROR");
    }

    @Test
    void a_token_that_ended_asks_for_a_new_agreement_which_brings_the_same_number_back() {
        Company company = Company.open("vencida");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        agree(begin(company), business.text("/wabaId"));
        state(company, "CONNECTED");
        String device = connection(company).text("/numbers/0/deviceId");

        company.hub.sandbox(
                "PUT", "/sandbox/businesses/" + business.text("/phoneNumberId"), json("{'token':'revoked'}"));
        RunningHub.Got checked = company.post("/v1/whatsapp/connection/check", null);
        assertThat(checked.text("/state")).isEqualTo("REAUTHORISE");
        assertThat(checked.body().at("/numbers/0/findings"))
                .anySatisfy(
                        finding -> assertThat(finding.get("code").asString()).isEqualTo("token-refused"));

        Browser.Page landing = agree(begin(company), business.text("/wabaId"));

        assertThat(landing.html()).contains("Conectado de nuevo");
        state(company, "CONNECTED");
        assertThat(connection(company).body().get("numbers")).hasSize(1);
        assertThat(connection(company).text("/numbers/0/deviceId")).isEqualTo(device);
    }

    @Test
    void while_meta_is_away_after_the_agreement_the_hub_goes_on_by_itself() {
        Company company = Company.open("meta-calla");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        Browser.Page dialog = browser.open(begin(company));
        company.hub.sandbox(
                "POST",
                "/sandbox/faults",
                json("{'kind':'graph-5xx','count':1}").put("on", business.text("/wabaId")));

        Browser.Page landing = browser.submit(dialog, "account", business.text("/wabaId"), "decision", "continue");

        assertThat(landing.status()).as(landing.html()).isEqualTo(202);
        assertThat(landing.html()).contains("Se está conectando");
        state(company, "CONNECTED");
        assertThat(connection(company).text("/signup/stage")).isEqualTo("done");
    }

    @Test
    void when_the_apps_address_is_another_one_what_comes_for_the_account_is_brought_here() {
        Company company = Company.open("otra-direccion");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        ObjectNode app = json("{'name':'Palomar','verifyToken':'palabra'}").put("appId", Company.APP_ID);
        company.hub.sandbox("POST", "/sandbox/apps", app.put("webhookUrl", "http://127.0.0.1:9/other"));
        try {
            agree(begin(company), business.text("/wabaId"));
        } finally {
            company.hub.sandbox(
                    "POST", "/sandbox/apps", app.put("webhookUrl", company.hub.url() + "/webhooks/meta/whatsapp"));
        }

        state(company, "CONNECTED");
        assertThat(company.post("/v1/whatsapp/connection/check", null).body().at("/numbers/0/findings"))
                .anySatisfy(
                        finding -> assertThat(finding.get("code").asString()).isEqualTo("callback-ok"));
        assertThat(company.hub
                        .sandbox(
                                "GET",
                                "/" + business.text("/wabaId") + "/subscribed_apps?access_token="
                                        + business.text("/accessToken"),
                                null)
                        .body()
                        .toString())
                .contains("override_callback_uri");
    }

    @Test
    void neither_state_nor_token_nor_pin_is_readable_in_the_database() {
        Company company = Company.open("sellado");
        RunningHub.Got business = stranger(company, phone(), json("{}"));
        String link = begin(company);
        String state = link.replaceAll(".*[?&]state=([^&]+).*", "$1");
        assertThat(company.hub.rows("SELECT * FROM signup")).contains("waiting").doesNotContain(state);

        agree(link, business.text("/wabaId"));

        assertThat(company.hub.rows("SELECT state_hash, browser_hash, token, pin FROM signup WHERE stage = 'done'"))
                .contains("null null null null")
                .doesNotContain("x");
        assertThat(company.hub.rows("SELECT * FROM cloud_number")).doesNotContain("EAA");
    }
}
