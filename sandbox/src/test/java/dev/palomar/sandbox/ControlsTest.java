package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlsTest extends Town {

    @Test
    void a_reset_leaves_an_empty_network() {
        anaWritesText("hola");
        control("POST", "/reset", "{}");

        assertThat(control("GET", "/phones", "").path("data")).isEmpty();
        assertThat(control("GET", "/businesses", "").path("data")).isEmpty();
        assertThat(control("GET", "/log?after=0", "").path("data")).isEmpty();
        assertThat(graph("GET", number, "").code()).isEqualTo(190);
    }

    @Test
    void a_business_can_be_made_again_with_the_ids_it_had() {
        String asked = "{'name':'Flores Sur','phone':'" + FLORES + "','phoneNumberId':'" + number + "','wabaId':'"
                + account + "','accessToken':'" + token + "','appId':'"
                + business.path("appId").asString()
                + "','appSecret':'" + business.path("appSecret").asString() + "'}";
        control("POST", "/reset", "{}");

        JsonNode again = control("POST", "/businesses", asked);

        assertThat(again.path("phoneNumberId").asString()).isEqualTo(number);
        assertThat(again.path("appSecret")).isEqualTo(business.path("appSecret"));
        assertThat(graph("GET", number, "").status()).isEqualTo(200);
    }

    @Test
    void several_numbers_can_share_an_app_and_each_keeps_its_webhook() {
        try (Receiver other = new Receiver()) {
            JsonNode second = control(
                    "POST",
                    "/businesses",
                    "{'name':'Flores Norte','phone':'+541155550003','appId':'%s','webhookUrl':'%s','verifyToken':'x'}"
                            .formatted(business.path("appId").asString(), other.url()));
            assertThat(second.path("appSecret")).isEqualTo(business.path("appSecret"));

            control(
                    "POST",
                    "/phones/" + ANA + "/messages",
                    "{'to':'+541155550003','type':'text','text':{'body':'norte'}}");
            anaWritesText("sur");

            assertThat(other.awaitMessage(_ -> true).at("/text/body").asString())
                    .isEqualTo("norte");
            assertThat(receiver.awaitMessage(_ -> true).at("/text/body").asString())
                    .isEqualTo("sur");
            assertThat(receiver.messages()).hasSize(1);
        }
    }

    @Test
    void what_is_asked_wrongly_is_refused_with_the_reason() {
        assertThat(refusal("POST", "/phones", "{'name':'x'}")).isEqualTo("400 phone is missing");
        assertThat(refusal("POST", "/phones", "{'phone':'x'}")).startsWith("400 phone is not a telephone number");
        assertThat(refusal("POST", "/phones/" + ANA + "/messages", "{'to':'+1','text':{'body':'x'}}"))
                .isEqualTo("404 there is no business, person or group +1");
        assertThat(refusal("POST", "/faults", "{'kind':'nothing'}")).startsWith("400 kind is one of graph-5xx");
        assertThat(refusal("POST", "/clock", "{'advance':'soon'}")).startsWith("400 advance is not a length of time");
        assertThat(refusal("POST", "/load", "{'rate':1000000}")).startsWith("400 rate is between 1 and 20000");
        assertThat(refusal("POST", "/phones/" + ANA + "/scan", "{}"))
                .isEqualTo("400 qr is missing, and nobody shows one");
        assertThat(refusal("POST", "/phones/" + ANA + "/scan", "{'qr':'https://wa.me/x#a,b,c,d'}"))
                .isEqualTo("400 this QR code is not one that is shown now");
        assertThat(refusal("POST", "/phones/" + ANA + "/code", "{'code':'ABCD1234'}"))
                .startsWith("400 no program asks to be linked");
        assertThat(refusal("DELETE", "/phones/" + ANA + "/devices/1", "{}"))
                .isEqualTo("404 the phone has no linked device 1");
        assertThat(refusal("POST", "/groups", "{'subject':'x','members':[]}")).isEqualTo("400 members is empty");
        assertThat(refusal("POST", "/nothing", "{}")).startsWith("404 there is no control");
        assertThat(refusal("POST", "/phones", "not json")).startsWith("400 the body is not JSON");
    }

    @Test
    void a_misspelt_or_impossible_wish_is_refused_and_changes_nothing() {
        String ana = "/phones/" + ANA;
        assertThat(refusal("PUT", ana, "{'online':'perhaps'}")).isEqualTo("400 online is true or false");
        assertThat(refusal("PUT", ana, "{'onlin':false}")).startsWith("400 there is no field onlin, only ");
        assertThat(control("GET", ana, "").path("online").asBoolean()).isTrue();
        assertThat(refusal("POST", "/faults", "{'kind':'graph-5xx','times':1}"))
                .startsWith("400 there is no field times");
        assertThat(refusal("POST", "/faults", "{'kind':'graph-5xx','share':'half'}"))
                .isEqualTo("400 share is more than 0 and at most 1");
        assertThat(refusal("POST", "/faults", "{'kind':'graph-5xx','status':200}"))
                .isEqualTo("400 status is between 400 and 599");
        assertThat(refusal("POST", "/faults", "{'kind':'graph-slow','wait':'PT-5S'}"))
                .isEqualTo("400 wait is between nothing and ten years");
        assertThat(control("GET", "/faults", "").path("data")).isEmpty();
        assertThat(refusal("POST", "/clock", "{'advance':'P9999999D'}"))
                .isEqualTo("400 advance is between nothing and ten years");
        assertThat(refusal("POST", "/load", "{'numbers':'many'}")).isEqualTo("400 numbers is not a whole number");
        assertThat(refusal("PUT", "/businesses/" + number, "{'registered':'maybe'}"))
                .isEqualTo("400 registered is true or false");
        assertThat(refusal("POST", "/reset/everything", "{}")).startsWith("404 there is no control");
        assertThat(refusal("POST", "/businesses/" + number, "{'name':'x','phone':'+541155550077'}"))
                .startsWith("404 there is no control");
    }

    @Test
    void a_business_that_is_asked_for_wrongly_is_not_half_made() {
        for (String wrong : java.util.List.of(
                "'webhookUrl':'nonsense'",
                "'tokenExpiresIn':'soon'",
                "'registered':'maybe'",
                "'limits':{'perSecond':0}",
                "'phoneNumberId':'" + number + "'")) {
            assertThat(refusal("POST", "/businesses", "{'name':'x','phone':'+541155550077'," + wrong + "}"))
                    .as(wrong)
                    .startsWith("400 ");
        }
        assertThat(control("GET", "/businesses", "").path("data")).hasSize(1);
    }

    @Test
    void a_number_belongs_to_a_person_or_to_a_business() {
        assertThat(refusal("POST", "/businesses", "{'name':'x','phone':'" + ANA + "'}"))
                .isEqualTo("400 " + ANA + " is the number of a person");
        assertThat(refusal("POST", "/phones", "{'name':'x','phone':'" + FLORES + "'}"))
                .isEqualTo("400 " + FLORES + " is the number of a business");
    }

    @Test
    void a_phone_sends_nothing_that_a_phone_could_not_send() {
        assertThat(written("{'type':'text'}")).isEqualTo("400 text.body is missing");
        assertThat(written("{'type':'text','text':{'body':''}}")).isEqualTo("400 text.body is missing");
        assertThat(written("{'type':'location'}"))
                .isEqualTo("400 location.latitude and location.longitude are missing");
        assertThat(written("{'type':'contacts','contacts':[]}")).isEqualTo("400 contacts is not a list of contacts");
        assertThat(written("{'type':'reaction'}")).isEqualTo("400 reaction.message_id is missing");
        assertThat(written("{'type':'interactive'}")).isEqualTo("400 interactive is not an object");
        assertThat(written("{'type':'image','image':7}")).isEqualTo("400 image is not an object");
        assertThat(written("{'type':'image','image':{'data':'***'}}")).isEqualTo("400 data is not base64");
        assertThat(written("{'text':{'body':'x'},'context':'x'}")).isEqualTo("400 context is not an object");
        assertThat(control("GET", "/phones/" + ANA + "/messages", "").path("data"))
                .isEmpty();
    }

    private String written(String message) {
        return refusal("POST", "/phones/" + ANA + "/messages", message.replaceFirst("\\{", "{'to':'" + FLORES + "',"));
    }

    @Test
    void somebody_of_the_business_sends_a_picture_from_the_phone() {
        String echo = "/businesses/" + number + "/echoes";

        JsonNode sent = control("POST", echo, "{'to':'" + ANA + "','type':'image','image':{'caption':'rosas'}}");

        JsonNode told = receiver.awaitChange("smb_message_echoes").at("/message_echoes/0");
        assertThat(told.path("id")).isEqualTo(sent.path("id"));
        assertThat(told.at("/image/caption").asString()).isEqualTo("rosas");
        assertThat(graph("GET", told.at("/image/id").asString(), "").status()).isEqualTo(200);
        assertThat(refusal("POST", echo, "{'to':'" + ANA + "'}")).isEqualTo("400 text.body is missing");
    }

    @Test
    void load_is_spread_over_the_numbers_that_have_a_webhook() {
        control("POST", "/businesses", "{'name':'Sin webhook','phone':'+541155550004'}");

        control("POST", "/load", "{'people':3,'rate':20,'duration':'PT0.5S'}");

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> control("GET", "/load", "").path("accepted").asInt() == 10);
        assertThat(receiver.messages()).hasSize(10);
        assertThat(refusal("POST", "/load", "{'numbers':2}"))
                .isEqualTo("400 numbers is between 1 and 1, the business numbers with a webhook");
    }

    @Test
    void a_fault_can_be_bound_to_a_number_and_switched_off() {
        control("POST", "/faults", "{'on':" + number + ",'kind':'graph-5xx','count':1}");
        assertThat(graph("GET", account, "").status()).isEqualTo(200);
        assertThat(graph("GET", number, "").status()).isEqualTo(500);
        control("POST", "/faults", "{'on':'999999999','kind':'graph-5xx'}");
        assertThat(graph("GET", number, "").status()).isEqualTo(200);
        control("POST", "/faults", "{'on':'" + number + "','kind':'graph-5xx'}");
        assertThat(graph("GET", number, "").status()).isEqualTo(500);
        control("POST", "/faults", "{'on':false,'kind':'graph-5xx'}");
        assertThat(graph("GET", number, "").status()).isEqualTo(200);
    }

    @Test
    void a_missing_file_cannot_be_looked_up() {
        String id = anaWrites("{'type':'document'}").at("/document/id").asString();
        control("POST", "/faults", "{'kind':'media-missing','count':1}");

        assertThat(graph("GET", id, "").error().path("error_subcode").asInt()).isEqualTo(33);
        assertThat(graph("GET", id, "").status()).isEqualTo(200);
    }

    @Test
    void a_voice_message_is_heard() {
        String file = anaWrites("{'type':'audio'}").at("/audio/id").asString();
        String id = send("{'to':'" + ANA + "','type':'audio','audio':{'id':'" + file + "','voice':true}}");
        receiver.awaitStatus(id, "delivered");

        control("POST", "/phones/" + ANA + "/read", "{'id':'" + id + "','played':true}");

        receiver.awaitStatus(id, "played");
        assertThat(receiver.statusesOf(id)).containsExactly("sent", "delivered", "read", "played");
    }

    @Test
    void a_person_who_stopped_marketing_gets_none_and_the_business_is_told() {
        graph(
                "POST",
                account + "/message_templates",
                "{'name':'oferta','category':'MARKETING','language':'es','components':[{'type':'BODY','text':'Oferta.'}]}");
        control("POST", "/clock", "{'advance':'PT11S'}");
        control("POST", "/phones/" + ANA + "/marketing", "{'to':'" + FLORES + "'}");

        String id =
                send("{'to':'" + ANA + "','type':'template','template':{'name':'oferta','language':{'code':'es'}}}");

        assertThat(receiver.awaitStatus(id, "failed").at("/errors/0/code").asInt())
                .isEqualTo(131050);
        assertThat(receiver.awaitChange("user_preferences")
                        .at("/user_preferences/0/value")
                        .asString())
                .isEqualTo("stop");
    }

    @Test
    void who_changed_phones_does_not_get_what_was_meant_for_the_old_one() {
        String old = control("GET", "/phones/" + ANA, "").path("identityHash").asString();
        anaWrites(
                "{'type':'system','system':{'type':'customer_identity_changed','body':'x'},'identity':{'hash':'new'}}");
        anaWritesText("hola");

        String id = send("{'to':'" + ANA + "','text':{'body':'x'},'recipient_identity_key_hash':'" + old + "'}");

        assertThat(receiver.awaitStatus(id, "failed").at("/errors/0/code").asInt())
                .isEqualTo(137000);
    }

    @Test
    void a_person_who_came_by_an_advertisement_is_answered_free_of_charge() {
        anaWrites(
                "{'text':{'body':'vi el anuncio'},'referral':{'source_type':'ad','source_id':'1','source_url':'https://fb.me/1'}}");

        String id = sendText("¡hola!");

        JsonNode sent = receiver.awaitStatus(id, "sent");
        assertThat(sent.at("/pricing/type").asString()).isEqualTo("free_entry_point");
        assertThat(sent.at("/conversation/origin/type").asString()).isEqualTo("referral_conversion");
        assertThat(receiver.awaitMessage(_ -> true).at("/referral/source_type").asString())
                .isEqualTo("ad");
    }

    @Test
    void the_same_seed_makes_the_same_ids() {
        SandboxSettings seeded =
                new SandboxSettings("127.0.0.1", 0, java.util.Optional.of(42L), java.util.Optional.empty());
        String first = idsOf(seeded);

        assertThat(idsOf(seeded)).isEqualTo(first);
    }

    private String idsOf(SandboxSettings settings) {
        Sandbox kept = sandbox;
        try (Sandbox seeded = Sandbox.start(settings)) {
            sandbox = seeded;
            return business("Flores", "+541155550001").toString();
        } finally {
            sandbox = kept;
        }
    }

    private String refusal(String method, String path, String body) {
        var answer = request(method, "/sandbox" + path, Map.of("Content-Type", "application/json"), quoted(body));
        return answer.statusCode() + " "
                + JSON.readTree(answer.body()).path("error").asString("");
    }
}
