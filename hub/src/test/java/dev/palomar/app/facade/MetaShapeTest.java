package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.app.RunningHub;
import dev.palomar.app.facade.BothNumbers.Line;
import dev.palomar.model.Json;
import dev.palomar.testing.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an endpoint with the format `cloud` receives is the same over both transports. Each test is one conversation.
class MetaShapeTest {

    private final Receiver receiver = new Receiver();
    private String endpoint;
    private String ana;

    static List<Line> numbers() {
        return List.of(place().cloud, place().web);
    }

    private static BothNumbers place() {
        return BothNumbers.place();
    }

    @BeforeEach
    void somebodyWithAPhone() {
        ana = place().company().person("Ana");
    }

    @AfterEach
    void close() {
        place().company().call("DELETE", "/v1/webhook-endpoints/" + endpoint, null);
        receiver.close();
    }

    private void listen(Line number, String... types) {
        ObjectNode hook = json("{'format':'cloud','eventTypes':[]}").put("url", receiver.url());
        ((tools.jackson.databind.node.ArrayNode) hook.get("eventTypes")).add(types.length == 0 ? "*" : types[0]);
        hook.putArray("deviceIds").add(number.device());
        endpoint = place().company().post("/v1/webhook-endpoints", hook).text("/id");
    }

    /// All `value`s of the field that came, each from a whole body of Meta's.
    private List<JsonNode> values(Line number, String field) {
        List<JsonNode> values = new ArrayList<>();
        for (Receiver.Got got : receiver.taken()) {
            assertThat(got.json().path("object").asString()).isEqualTo("whatsapp_business_account");
            assertThat(got.json().at("/entry/0/id").asString()).isEqualTo(number.account());
            JsonNode change = got.json().at("/entry/0/changes/0");
            if (change.path("field").asString("").equals(field)) {
                assertThat(change.at("/value/messaging_product").asString()).isEqualTo("whatsapp");
                assertThat(change.at("/value/metadata/phone_number_id").asString())
                        .isEqualTo(number.phoneNumberId());
                assertThat(change.at("/value/metadata/display_phone_number").asString())
                        .isEqualTo(number.business().substring(1));
                values.add(change.get("value"));
            }
        }
        return values;
    }

    private JsonNode message(Line number, Predicate<JsonNode> fits) {
        JsonNode[] found = new JsonNode[1];
        BothNumbers.until(() -> {
            List<JsonNode> fitting = values(number, "messages").stream()
                    .filter(value -> value.has("messages")
                            && fits.test(value.path("messages").path(0)))
                    .toList();
            assertThat(fitting).hasSize(1);
            found[0] = fitting.getFirst();
        });
        assertThat(found[0].at("/contacts/0/profile/name").asString()).isEqualTo("Ana");
        assertThat(found[0].at("/contacts/0/wa_id").asString()).isEqualTo(ana.substring(1));
        JsonNode message = found[0].at("/messages/0");
        assertThat(message.path("from").asString()).isEqualTo(ana.substring(1));
        assertThat(message.path("timestamp").isString()).isTrue();
        assertThat(message.path("timestamp").asString()).matches("\\d{10}");
        return message;
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void a_text_comes_once_with_who_wrote_it(Line number) {
        listen(number);
        String id = place().writes(ana, number, "¿hay rosas?");

        JsonNode message = message(number, one -> one.path("id").asString().equals(id));

        assertThat(message.path("type").asString()).isEqualTo("text");
        assertThat(message.path("text")).isEqualTo(Json.object().put("body", "¿hay rosas?"));
        assertThat(values(number, "messages")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void a_place_a_card_and_a_file_come_in_the_same_form_and_the_file_is_had_by_its_id(Line number) {
        listen(number, "message.received");
        place().writes(
                        ana,
                        number,
                        json("{'type':'location','location':{'latitude':-34.6,'longitude':-58.4,'name':'Obelisco'}}"));
        place().writes(
                        ana,
                        number,
                        json(
                                "{'type':'contacts','contacts':[{'name':{'formatted_name':'Luz','first_name':'Luz'},'phones':[{'phone':'+5491155550199'}]}]}"));
        place().writes(ana, number, json("{'type':'image','image':{'caption':'mi patio'}}"));

        JsonNode location = message(number, one -> one.path("type").asString().equals("location"));
        JsonNode card = message(number, one -> one.path("type").asString().equals("contacts"));
        JsonNode image = message(number, one -> one.path("type").asString().equals("image"))
                .path("image");

        assertThat(location.at("/location/latitude").asDouble()).isEqualTo(-34.6);
        assertThat(location.at("/location/name").asString()).isEqualTo("Obelisco");
        assertThat(card.at("/contacts/0/name/formatted_name").asString()).isEqualTo("Luz");
        assertThat(image.path("caption").asString()).isEqualTo("mi patio");
        assertThat(image.path("mime_type").asString()).startsWith("image/");
        RunningHub.Got file = place().graph("GET", "/v24.0/" + image.path("id").asString(), null);
        assertThat(file.text("/mime_type")).isEqualTo(image.path("mime_type").asString());
        String url = file.text("/url").replaceFirst("^http://[^/]+", "");
        assertThat(place().graph("GET", url, null).status()).isEqualTo(200);
        assertThat(place().hub().hub("GET", url, null, java.util.Map.of()).status())
                .isEqualTo(401);
        assertThat(image.path("url").asString("")).endsWith(url);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void answers_and_reactions_point_at_the_name_that_the_sender_was_told(Line number) {
        place().writes(ana, number, "hola");
        String told = place().sends(number, ana, "¿cuántas?");
        String seen = place().onPhone(ana, "¿cuántas?").path("id").asString();
        listen(number, "message.*");
        ObjectNode answer = json("{'type':'text','text':{'body':'tres'}}");
        answer.putObject("context").put("message_id", seen);
        place().writes(ana, number, answer);
        place().company()
                .sandbox(
                        "POST",
                        "phones/" + ana + "/react",
                        json("{'emoji':'👍'}").put("id", seen));

        JsonNode quoting =
                message(number, one -> one.at("/text/body").asString("").equals("tres"));
        JsonNode reaction = message(number, one -> one.path("type").asString().equals("reaction"));

        assertThat(quoting.at("/context/id").asString()).isEqualTo(told);
        assertThat(reaction.at("/reaction/message_id").asString()).isEqualTo(told);
        assertThat(reaction.at("/reaction/emoji").asString()).isEqualTo("👍");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void what_becomes_of_a_message_is_told_up_to_read_under_the_name_that_the_sender_was_told(Line number) {
        place().writes(ana, number, "hola");
        listen(number, "message.*");
        ObjectNode text = json("{'messaging_product':'whatsapp','type':'text','text':{'body':'va'},"
                        + "'biz_opaque_callback_data':'pedido-7'}")
                .put("to", ana);
        String told = place().graph("POST", "/v24.0/" + number.phoneNumberId() + "/messages", text)
                .text("/messages/0/id");
        String seen = place().onPhone(ana, "va").path("id").asString();
        place().company()
                .sandbox("POST", "phones/" + ana + "/read", Json.object().put("id", seen));

        BothNumbers.until(() -> assertThat(statuses(number, told)).contains("read"));

        assertThat(statuses(number, told)).containsExactly("sent", "delivered", "read");
        for (JsonNode status : about(number, told)) {
            assertThat(status.path("id").asString()).isEqualTo(told);
            assertThat(status.path("recipient_id").asString()).isEqualTo(ana.substring(1));
            assertThat(status.path("timestamp").asString()).matches("\\d{10}");
            assertThat(status.path("biz_opaque_callback_data").asString()).isEqualTo("pedido-7");
        }
    }

    private List<String> statuses(Line number, String told) {
        return about(number, told).stream()
                .map(status -> status.path("status").asString())
                .toList();
    }

    /// What became of the message, and of whatever else went to her. Of what went to somebody of an earlier test
    /// something may come late.
    private List<JsonNode> about(Line number, String told) {
        return values(number, "messages").stream()
                .filter(value -> value.has("statuses"))
                .map(value -> value.at("/statuses/0"))
                .filter(status -> status.path("id").asString("").equals(told)
                        || status.path("recipient_id").asString("").equals(ana.substring(1)))
                .toList();
    }
}
