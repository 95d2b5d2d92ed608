package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhooksTest extends Town {

    @Test
    void what_a_person_writes_is_posted_signed_over_the_bytes_as_meta_escapes_them() throws Exception {
        anaWritesText("¿qué tal? https://x.y/ 😀");

        receiver.awaitMessage(_ -> true);
        Receiver.Got call = receiver.got.getFirst();
        assertThat(call.text()).contains("\\u00bfqu\\u00e9 tal? https:\\/\\/x.y\\/ \\ud83d\\ude00");
        assertThat(call.signedWith(business.path("appSecret").asString())).isTrue();
        assertThat(call.headers()).containsEntry("user-agent", "facebookexternalua");
        JsonNode value = receiver.changes().getFirst().path("value");
        assertThat(value.path("metadata").path("phone_number_id").asString()).isEqualTo(number);
        assertThat(value.path("contacts").path(0).path("profile").path("name").asString())
                .isEqualTo("Ana");
        assertThat(value.path("messages").path(0).path("from").asString()).isEqualTo(ANA_WA);
        assertThat(value.path("messages").path(0).path("timestamp").isString()).isTrue();
    }

    @Test
    void every_kind_of_message_that_people_send_reaches_the_webhook_in_metas_form() {
        for (String message : List.of(
                "{'type':'text','text':{'body':'hola'}}",
                "{'type':'image','image':{'caption':'mire'}}",
                "{'type':'video'}",
                "{'type':'audio'}",
                "{'type':'document','document':{'filename':'a.pdf'}}",
                "{'type':'sticker'}",
                "{'type':'location','location':{'latitude':-34.6,'longitude':-58.4}}",
                "{'type':'contacts','contacts':[{'name':{'formatted_name':'Luz'}}]}",
                "{'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'a','title':'A'}}}",
                "{'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'a','title':'A'}}}",
                "{'type':'interactive','interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow','body':'Sent','response_json':'{}'}}}",
                "{'type':'button','button':{'payload':'p','text':'P'}}",
                "{'type':'order','order':{'catalog_id':'1','product_items':[]}}",
                "{'type':'system','system':{'type':'user_changed_number','wa_id':'5491155550102','body':'x'}}",
                "{'type':'unsupported','errors':[{'code':131051,'title':'Unsupported message type'}]}",
                "{'type':'request_welcome'}")) {
            String id = anaWrites(message).path("id").asString();
            JsonNode told =
                    receiver.awaitMessage(one -> one.path("id").asString().equals(id));
            JsonNode sent = JSON.readTree(quoted(message));
            String type = sent.path("type").asString();
            assertThat(told.path("type").asString()).isEqualTo(type);
            if (sent.has(type) && sent.path(type).isObject()) {
                sent.path(type)
                        .properties()
                        .forEach(field -> assertThat(told.path(type).path(field.getKey()))
                                .as(type)
                                .isEqualTo(field.getValue()));
            }
        }
    }

    @Test
    void an_answer_names_whose_message_it_quotes() {
        anaWritesText("hola");
        String id = sendText("¿cuál?");
        receiver.awaitStatus(id, "delivered");

        anaWrites("{'type':'text','text':{'body':'ese'},'context':{'message_id':'" + id + "'}}");

        JsonNode told = receiver.awaitMessage(one -> one.has("context"));
        assertThat(told.path("context").path("id").asString()).isEqualTo(id);
        assertThat(told.path("context").path("from").asString()).isEqualTo("541155550001");
    }

    @Test
    void a_person_reacts_edits_and_takes_back() {
        String id = anaWritesText("hola").path("id").asString();
        control("POST", "/phones/" + ANA + "/react", "{'id':'" + id + "','emoji':'👍'}");
        control("POST", "/phones/" + ANA + "/edit", "{'id':'" + id + "','text':'hola!'}");
        control("POST", "/phones/" + ANA + "/revoke", "{'id':'" + id + "'}");

        assertThat(receiver.awaitMessage(one -> one.path("type").asString().equals("reaction"))
                        .path("reaction")
                        .path("message_id")
                        .asString())
                .isEqualTo(id);
        assertThat(receiver.awaitMessage(one -> one.path("type").asString().equals("edit"))
                        .at("/edit/message/text/body")
                        .asString())
                .isEqualTo("hola!");
        assertThat(receiver.awaitMessage(one -> one.path("type").asString().equals("revoke"))
                        .at("/revoke/original_message_id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void a_message_can_be_edited_for_a_quarter_of_an_hour_only() {
        String id = anaWritesText("hola").path("id").asString();
        control("POST", "/clock", "{'advance':'PT16M'}");

        var refused = request(
                "POST",
                "/sandbox/phones/" + ANA + "/edit",
                java.util.Map.of(),
                quoted("{'id':'" + id + "','text':'tarde'}"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("15 minutes");
    }

    @Test
    void a_receiver_that_fails_gets_the_same_bytes_again_at_once_and_then_later() {
        receiver.failing.set(3);

        anaWritesText("hola");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> receiver.got.size() >= 2);
        control("POST", "/clock", "{'advance':'PT1M'}");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> receiver.got.size() >= 3);
        control("POST", "/clock", "{'advance':'PT1M'}");

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.got.stream().anyMatch(Receiver.Got::answeredOk));
        assertThat(receiver.got).hasSize(4);
        assertThat(receiver.got.stream().map(Receiver.Got::text).distinct()).hasSize(1);
    }

    @Test
    void after_seven_days_a_webhook_is_given_up() {
        receiver.failing.set(1_000);
        anaWritesText("hola");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> receiver.got.size() >= 2);

        AtomicInteger before = new AtomicInteger();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(400))
                .until(() -> {
                    control("POST", "/clock", "{'advance':'P8D'}");
                    return before.getAndSet(receiver.got.size()) == receiver.got.size();
                });
    }

    @Test
    void what_gathers_while_a_receiver_is_slow_comes_in_one_call() {
        for (int i = 0; i < 200; i++) {
            anaWritesText("n" + i);
        }

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.messages().size() == 200);
        assertThat(receiver.got.size()).isLessThanOrEqualTo(200);
        List<String> order = receiver.messages().stream()
                .map(message -> message.path("text").path("body").asString())
                .toList();
        assertThat(order)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "n" + i).toList());
    }

    @Test
    void webhooks_arrive_twice_when_that_fault_is_on() {
        control("POST", "/faults", "{'kind':'webhook-duplicate','count':1}");

        String id = anaWritesText("hola").path("id").asString();

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.messages().stream()
                                .filter(one -> one.path("id").asString().equals(id))
                                .count()
                        == 2);
    }

    @Test
    void webhooks_arrive_out_of_order_when_that_fault_is_on() {
        control("POST", "/faults", "{'kind':'webhook-reorder','share':0.5,'wait':2}");
        for (int i = 0; i < 30; i++) {
            anaWritesText("n" + i);
        }

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.messages().size() == 30);
        List<String> order = receiver.messages().stream()
                .map(message -> message.path("text").path("body").asString())
                .toList();
        assertThat(order)
                .isNotEqualTo(IntStream.range(0, 30).mapToObj(i -> "n" + i).toList());
    }

    @Test
    void a_webhook_is_as_late_as_was_asked_for_and_others_overtake_it() {
        control("POST", "/faults", "{'kind':'webhook-delay','wait':'PT1H','count':1}");
        anaWritesText("tarde");
        anaWritesText("pronto");

        receiver.awaitMessage(message -> message.at("/text/body").asString().equals("pronto"));
        assertThat(receiver.messages()).hasSize(1);
        control("POST", "/clock", "{'advance':'PT1H'}");

        receiver.awaitMessage(message -> message.at("/text/body").asString().equals("tarde"));
    }

    @Test
    void a_person_with_a_username_can_hide_the_number() {
        control("PUT", "/phones/" + ANA, "{'username':'ana','hidesNumber':true}");

        anaWritesText("hola");

        JsonNode told = receiver.awaitMessage(_ -> true);
        JsonNode contact = receiver.changes().getFirst().at("/value/contacts/0");
        assertThat(told.has("from")).isFalse();
        assertThat(contact.has("wa_id")).isFalse();
        assertThat(contact.at("/profile/username").asString()).isEqualTo("@ana");
        assertThat(told.path("from_user_id").asString())
                .isEqualTo(contact.path("user_id").asString())
                .startsWith("AR.");
        String userId = told.path("from_user_id").asString();

        String id = send("{'recipient':'" + userId + "','text':{'body':'buenas'}}");

        JsonNode status = receiver.awaitStatus(id, "delivered");
        assertThat(status.has("recipient_id")).isFalse();
        assertThat(status.path("recipient_user_id").asString()).isEqualTo(userId);
    }

    @Test
    void a_call_and_a_message_from_the_companys_own_phone_are_told_in_their_fields() {
        control("POST", "/phones/" + ANA + "/call", "{'to':'" + FLORES + "'}");
        control(
                "POST",
                "/businesses/" + number + "/echoes",
                "{'to':'" + ANA + "','type':'text','text':{'body':'desde la app'}}");

        assertThat(receiver.awaitChange("calls").at("/calls/0/event").asString())
                .isEqualTo("connect");
        assertThat(receiver.awaitChange("smb_message_echoes")
                        .at("/message_echoes/0/text/body")
                        .asString())
                .isEqualTo("desde la app");
    }

    @Test
    void any_other_field_can_be_published_as_it_is() {
        control(
                "POST",
                "/businesses/" + number + "/events",
                "{'field':'account_update','value':{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'}}}");

        assertThat(receiver.awaitChange("account_update")
                        .at("/ban_info/waba_ban_state")
                        .asString())
                .isEqualTo("DISABLE");
        assertThat(receiver.got.getFirst().json().at("/entry/0/time").isIntegralNumber())
                .isTrue();
    }

    @Test
    void a_load_of_many_people_is_posted_signed_and_counted() throws Exception {
        control("POST", "/load", "{'people':50,'rate':400,'duration':'PT1S','connections':4,'batch':10}");

        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.messages().size() == 400);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> !control("GET", "/load", "").path("running").asBoolean());
        JsonNode result = control("GET", "/load", "");
        assertThat(result.path("accepted").asInt()).isEqualTo(400);
        assertThat(result.path("failed").asInt()).isZero();
        assertThat(receiver.got.getFirst().signedWith(business.path("appSecret").asString()))
                .isTrue();
    }
}
