package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SignupTest extends Town {

    private static final String BACK = "http://127.0.0.1:9/oauth/meta/callback";
    private String app;
    private String secret;

    @BeforeEach
    void register() {
        JsonNode made = control(
                "POST", "/apps", "{'name':'Palomar','webhookUrl':'" + receiver.url() + "','verifyToken':'palabra'}");
        app = made.path("appId").asString();
        secret = made.path("appSecret").asString();
    }

    @Test
    void a_customer_clicks_through_the_dialog_and_the_app_gets_a_token_for_the_chosen_account() {
        assertThat(dialog("GET", "").body())
                .contains("Palomar")
                .contains("Flores Sur")
                .contains("action=\"?client_id=");

        String code = codeOf(dialog("POST", "account=" + account + "&decision=continue"));
        JsonNode token = exchange(code).json();

        assertThat(token.path("access_token").asString()).startsWith("EAA");
        assertThat(token.path("expires_in").asLong()).isEqualTo(5_184_000);
        String value = token.path("access_token").asString();
        JsonNode debug = graph("GET", "debug_token?input_token=" + value, "", app + "|" + secret)
                .json()
                .path("data");
        assertThat(debug.path("is_valid").asBoolean()).isTrue();
        assertThat(debug.at("/granular_scopes/0/target_ids/0").asString()).isEqualTo(account);
        assertThat(graph("GET", account + "/phone_numbers", "", value)
                        .json()
                        .at("/data/0/id")
                        .asString())
                .isEqualTo(number);
        assertThat(graph("POST", account + "/subscribed_apps", "", value).status())
                .isEqualTo(200);
        assertThat(receiver.awaitChange("account_update").path("event").asString())
                .isEqualTo("PARTNER_ADDED");
        assertThat(graph("GET", "me?fields=client_business_id", "", value)
                        .json()
                        .has("client_business_id"))
                .isTrue();
    }

    @Test
    void a_code_works_once_for_thirty_seconds_and_only_with_the_same_return_address() {
        String code = codeOf(dialog("POST", "account=" + account + "&decision=continue"));
        Reply other = graph(
                "GET",
                "oauth/access_token?client_id=" + app + "&client_secret=" + secret + "&code=" + code
                        + "&redirect_uri=http://127.0.0.1:9/other",
                "",
                "");
        Reply first = exchange(code);
        Reply again = exchange(code);
        String late = codeOf(dialog("POST", "account=" + account + "&decision=continue"));
        control("POST", "/clock", "{'advance':'PT31S'}");

        assertThat(other.error().path("error_subcode").asInt()).isEqualTo(36008);
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.error().path("error_subcode").asInt()).isEqualTo(36009);
        assertThat(exchange(late).error().path("error_subcode").asInt()).isEqualTo(36007);
    }

    @Test
    void who_refuses_is_sent_back_with_access_denied_and_the_state() {
        String location = dialog("POST", "account=" + account + "&decision=cancel")
                .headers()
                .firstValue("location")
                .orElse("");

        assertThat(location).startsWith(BACK).contains("error=access_denied").contains("state=s-1");
    }

    @Test
    void a_customer_without_an_account_makes_one_in_the_dialog() {
        String code = codeOf(dialog("POST", "account=new&name=Nueva&phone=%2B541155550044&decision=continue"));
        String value = exchange(code).json().path("access_token").asString();

        String waba = graph("GET", "debug_token?input_token=" + value, "", app + "|" + secret)
                .json()
                .at("/data/granular_scopes/0/target_ids/0")
                .asString();
        JsonNode numbers = graph("GET", waba + "/phone_numbers?fields=status,verified_name", "", value)
                .json();

        assertThat(numbers.at("/data/0/verified_name").asString()).isEqualTo("Nueva");
        assertThat(numbers.at("/data/0/status").asString()).isEqualTo("DISCONNECTED");
        String id = numbers.at("/data/0/id").asString();
        assertThat(graph("POST", id + "/register", "{'messaging_product':'whatsapp','pin':'123456'}", value)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_unknown_app_and_a_wrong_secret_are_refused() {
        assertThat(request("GET", "/v25.0/dialog/oauth?client_id=1&redirect_uri=" + BACK, Map.of(), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(graph("GET", "oauth/access_token?client_id=" + app + "&client_secret=x&code=y", "", "")
                        .code())
                .isEqualTo(1);
    }

    private Reply exchange(String code) {
        return graph(
                "GET",
                "oauth/access_token?client_id=" + app + "&client_secret=" + secret + "&code=" + code + "&redirect_uri="
                        + BACK,
                "",
                "");
    }

    private HttpResponse<String> dialog(String method, String form) {
        return request(
                method,
                "/v25.0/dialog/oauth?client_id=" + app + "&redirect_uri=" + BACK + "&state=s-1&response_type=code",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form);
    }

    private static String codeOf(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("location").orElseThrow();
        assertThat(location).startsWith(BACK).contains("state=s-1");
        return location.replaceAll(".*[?&]code=([^&#]+).*", "$1");
    }
}
