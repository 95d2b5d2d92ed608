package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GraphTest extends Town {

    @Test
    void any_version_none_and_a_slash_at_the_end_lead_to_the_same_number() {
        for (String path :
                List.of("/v22.0/" + number, "/v26.0/" + number + "/", "/" + number, "/" + number + "/?x=y")) {
            HttpResponse<String> answer = request("GET", path, Map.of("Authorization", "Bearer " + token), "");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).path("id").asString()).isEqualTo(number);
        }
    }

    @Test
    void a_token_is_accepted_as_header_in_the_query_and_in_a_form() {
        String form = "access_token=" + token + "&messaging_product=whatsapp&to=" + ANA_WA
                + "&type=text&text=%7B%22body%22%3A%22x%22%7D";

        assertThat(request("GET", "/v25.0/" + number + "?access_token=" + token, Map.of(), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(request(
                                "POST",
                                "/v25.0/" + number + "/messages",
                                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                                form)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_get_may_carry_a_body_and_parameters_nobody_knows() {
        HttpResponse<String> answer = request(
                "GET",
                "/v25.0/" + number + "?format=json&pretty=1",
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                "not json");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_proof_of_the_app_secret_is_refused_and_the_right_one_is_not() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                business.path("appSecret").asString().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String proof = HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));

        assertThat(graph("GET", number + "?appsecret_proof=" + proof, "").status())
                .isEqualTo(200);
        assertThat(graph("GET", number + "?appsecret_proof=00", "").code()).isEqualTo(100);
    }

    @Test
    void a_token_that_nobody_gave_out_expired_or_was_withdrawn_is_190() {
        Reply unknown = graph("GET", number, "", "EAAnothing");
        control("PUT", "/businesses/" + number, "{'token':'expired'}");
        Reply expired = graph("GET", number, "");
        control("PUT", "/businesses/" + number, "{'token':'revoked'}");
        Reply revoked = graph("GET", number, "");

        assertThat(List.of(unknown.status(), expired.status(), revoked.status()))
                .containsOnly(401);
        assertThat(List.of(unknown.code(), expired.code(), revoked.code())).containsOnly(190);
        assertThat(expired.error().path("error_subcode").asInt()).isEqualTo(463);
        assertThat(expired.http().headers().firstValue("www-authenticate").orElse(""))
                .startsWith("OAuth");
    }

    @Test
    void a_token_ends_when_its_time_has_passed_on_the_clock() {
        JsonNode short_ =
                control("POST", "/businesses", "{'name':'Corta','phone':'+541155550077','tokenExpiresIn':'PT1H'}");
        String id = short_.path("phoneNumberId").asString();
        assertThat(graph("GET", id, "", short_.path("accessToken").asString()).status())
                .isEqualTo(200);

        control("POST", "/clock", "{'advance':'PT61M'}");

        assertThat(graph("GET", id, "", short_.path("accessToken").asString()).code())
                .isEqualTo(190);
    }

    @Test
    void another_companys_number_looks_exactly_like_one_that_does_not_exist() {
        JsonNode other = business("Otra", "+541155550002");

        Reply theirs = graph("GET", other.path("phoneNumberId").asString(), "");
        Reply nobodys = graph("GET", "123456789012345", "");

        assertThat(List.of(theirs.status(), nobodys.status())).containsOnly(400);
        assertThat(theirs.error().path("error_subcode").asInt()).isEqualTo(33);
        assertThat(theirs.error().path("message").asString().replaceAll("\\d{15}", "ID"))
                .isEqualTo(nobodys.error().path("message").asString().replaceAll("\\d{15}", "ID"));
    }

    @Test
    void answers_carry_metas_headers() {
        HttpResponse<String> answer = graph("GET", number, "").http();

        assertThat(answer.headers().firstValue("facebook-api-version")).contains("v25.0");
        assertThat(answer.headers().firstValue("x-fb-trace-id")).isPresent();
        assertThat(answer.headers().firstValue("x-business-use-case-usage").orElse(""))
                .contains(account);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=UTF-8");
    }

    @Test
    void a_number_is_registered_with_its_pin_and_only_with_it() {
        graph("POST", number + "/deregister", "{}");
        assertThat(graph(
                                "POST",
                                number + "/messages",
                                "{'messaging_product':'whatsapp','to':'" + ANA + "','text':{'body':'x'}}")
                        .code())
                .isEqualTo(133010);
        assertThat(graph("POST", number, "{'pin':'123456'}").status()).isEqualTo(200);

        assertThat(graph("POST", number + "/register", "{'messaging_product':'whatsapp','pin':'000000'}")
                        .code())
                .isEqualTo(133005);
        assertThat(graph("POST", number + "/register", "{'messaging_product':'whatsapp','pin':'123456'}")
                        .status())
                .isEqualTo(200);
        assertThat(graph("GET", number + "?fields=status", "")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("CONNECTED");
    }

    @Test
    void the_eleventh_registration_in_three_days_is_refused() {
        for (int i = 0; i < 5; i++) {
            graph("POST", number + "/deregister", "{}");
            graph("POST", number + "/register", "{'messaging_product':'whatsapp','pin':'123456'}");
        }

        assertThat(graph("POST", number + "/deregister", "{}").code()).isEqualTo(133016);
        control("POST", "/clock", "{'advance':'P4D'}");
        assertThat(graph("POST", number + "/deregister", "{}").status()).isEqualTo(200);
    }

    @Test
    void a_new_number_proves_its_owner_by_a_code() {
        String added = graph(
                        "POST",
                        account + "/phone_numbers",
                        "{'cc':'54','phone_number':'1155550033','verified_name':'Flores Norte'}")
                .json()
                .path("id")
                .asString();
        assertThat(graph("POST", added + "/register", "{'messaging_product':'whatsapp','pin':'123456'}")
                        .code())
                .isEqualTo(133006);
        graph("POST", added + "/request_code?code_method=SMS&language=es", "");
        String code = control("GET", "/businesses/" + added, "")
                .path("verificationCode")
                .asString();

        assertThat(graph("POST", added + "/verify_code", "{'code':'000'}").code())
                .isEqualTo(136025);
        assertThat(graph("POST", added + "/verify_code", "{'code':'" + code + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(graph("GET", account + "/phone_numbers", "").json().path("data"))
                .hasSize(2);
    }

    @Test
    void an_override_is_set_only_when_the_receiver_answers_the_challenge() {
        String body = "{'override_callback_uri':'" + receiver.url() + "/own','verify_token':'%s'}";

        Reply refused = graph("POST", account + "/subscribed_apps", body.formatted("falso"));
        Reply accepted = graph("POST", account + "/subscribed_apps", body.formatted("palabra"));

        assertThat(refused.code()).isEqualTo(2200);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(graph("GET", account + "/subscribed_apps", "")
                        .json()
                        .at("/data/0/override_callback_uri")
                        .asString())
                .endsWith("/own");
        graph("POST", account + "/subscribed_apps", "");
        assertThat(graph("GET", account + "/subscribed_apps", "")
                        .json()
                        .at("/data/0")
                        .has("override_callback_uri"))
                .isFalse();
    }

    @Test
    void an_app_that_is_not_subscribed_hears_nothing() {
        graph("DELETE", account + "/subscribed_apps", "");
        anaWritesText("¿hola?");
        graph("POST", account + "/subscribed_apps", "{}");

        anaWritesText("¿ahora sí?");

        assertThat(receiver.awaitMessage(_ -> true).at("/text/body").asString()).isEqualTo("¿ahora sí?");
        assertThat(receiver.messages()).hasSize(1);
    }

    @Test
    void a_business_profile_is_changed_and_read_flat() {
        graph(
                "POST",
                number + "/whatsapp_business_profile",
                "{'messaging_product':'whatsapp','about':'Flores','vertical':'RETAIL','websites':['https://f.example']}");

        JsonNode profile = graph("GET", number + "/whatsapp_business_profile?fields=about,websites", "")
                .json()
                .at("/data/0");
        assertThat(profile.path("about").asString()).isEqualTo("Flores");
        assertThat(profile.at("/websites/0").asString()).isEqualTo("https://f.example");
        assertThat(profile.has("vertical")).isFalse();
        assertThat(graph(
                                "POST",
                                number + "/whatsapp_business_profile",
                                "{'messaging_product':'whatsapp','vertical':'X'}")
                        .code())
                .isEqualTo(100);
    }

    @Test
    void who_is_blocked_is_not_heard_any_more() {
        anaWritesText("uno");
        receiver.awaitMessage(_ -> true);
        graph(
                "POST",
                number + "/block_users",
                "{'messaging_product':'whatsapp','block_users':[{'user':'" + ANA + "'}]}");
        anaWritesText("dos");
        graph(
                "DELETE",
                number + "/block_users",
                "{'messaging_product':'whatsapp','block_users':[{'user':'" + ANA + "'}]}");
        anaWritesText("tres");

        receiver.awaitMessage(one -> one.at("/text/body").asString().equals("tres"));
        assertThat(receiver.messages()).hasSize(2);
    }

    @Test
    void an_accepted_message_whose_answer_is_cut_off_still_reaches_the_phone() {
        anaWritesText("hola");
        control("POST", "/faults", "{'on':'" + number + "','kind':'graph-cut','count':1}");

        assertThatThrownBy(() -> sendText("¿llegó?")).hasRootCauseInstanceOf(IOException.class);

        String received = control(
                        "GET",
                        "/phones/" + ANA + "/messages?after="
                                + control("GET", "/phones/" + ANA + "/messages", "")
                                        .at("/data/0/id")
                                        .asString()
                                + "&wait=5",
                        "")
                .at("/data/0/text/body")
                .asString();
        assertThat(received).isEqualTo("¿llegó?");
    }

    @Test
    void graph_faults_answer_as_meta_does_on_a_bad_day() {
        control("POST", "/faults", "{'kind':'graph-5xx','count':1,'status':503}");
        Reply down = graph("GET", number, "");
        control("POST", "/faults", "{'kind':'graph-429','count':1}");
        Reply limited = graph("GET", number, "");
        control("POST", "/faults", "{'kind':'graph-slow','count':1,'wait':0.3}");
        long start = System.nanoTime();
        Reply slow = graph("GET", number, "");

        assertThat(down.status()).isEqualTo(503);
        assertThat(down.code()).isEqualTo(2);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.code()).isEqualTo(4);
        assertThat(slow.status()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(250_000_000L);
        assertThat(control("GET", "/faults", "").path("data")).isEmpty();
    }

    @Test
    void a_message_can_be_made_to_fail_with_any_code() {
        anaWritesText("hola");
        control("POST", "/faults", "{'kind':'message-failed','code':131049,'count':1}");

        String id = sendText("x");

        assertThat(receiver.awaitStatus(id, "failed").at("/errors/0/code").asInt())
                .isEqualTo(131049);
    }

    @Test
    void the_log_shows_both_directions_and_no_secret() {
        anaWritesText("hola");
        receiver.awaitMessage(_ -> true);
        graph("GET", number + "?access_token=" + token, "");

        String log = control("GET", "/log?after=0", "").toString();

        assertThat(log).contains("\"direction\":\"in\"").contains("\"direction\":\"out\"");
        assertThat(log)
                .doesNotContain(token)
                .doesNotContain(business.path("appSecret").asString());
    }
}
