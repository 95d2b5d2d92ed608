package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The sandbox against Meta's own OpenAPI file.
class MetaContractTest extends Town {

    private static final MetaContract META = new MetaContract();
    private static final String MESSAGES = "/{Version}/{Phone-Number-ID}/messages";

    private int created;

    /// Examples of Meta that the sandbox refuses, each with its reason.
    private static final Map<String, String> REFUSED =
            Map.of("Send Reply to List Message", "the example has no type and no text, so nothing says what it is");

    @Test
    void every_example_of_a_message_that_meta_publishes_is_taken_and_answered_in_form() {
        anaWritesText("hola");
        Map<String, String> wrong = new TreeMap<>();
        Map<String, JsonNode> examples = META.requestExamples(MESSAGES);
        assertThat(examples).hasSize(50);
        examples.forEach((name, example) -> {
            ObjectNode message = (ObjectNode) JSON.readTree(filled(example.toString()));
            fit(message);
            Reply reply = graph("POST", number + "/messages", message.toString());
            List<String> faults = message.path("status").asString("").equals("read")
                    ? List.of()
                    : META.faultsOfAnswer(MESSAGES, "post", 200, reply.json());
            if (reply.status() != 200 || !faults.isEmpty()) {
                wrong.put(name, reply.json() + " " + faults + " for " + message);
            }
        });

        assertThat(wrong.keySet()).as(wrong.toString()).isEqualTo(REFUSED.keySet());
    }

    @Test
    void every_webhook_about_messages_is_one_that_meta_describes() {
        anaWritesText("hola");
        String asked = sendText("¿cuál?");
        receiver.awaitStatus(asked, "delivered");
        String answering = "'context':{'message_id':'" + asked + "'},";
        for (String message : List.of(
                "{'type':'text','text':{'body':'hola'}}",
                "{'type':'image','image':{'caption':'mire'}}",
                "{'type':'video','video':{'caption':'mire'}}",
                "{'type':'audio'}",
                "{'type':'document','document':{'filename':'a.pdf','caption':'x'}}",
                "{'type':'sticker'}",
                "{'type':'location','location':{'latitude':-34.6,'longitude':-58.4,'name':'n','address':'a'}}",
                "{'type':'contacts','contacts':[{'name':{'formatted_name':'Luz','first_name':'Luz'},'phones':[{'phone':'+1','wa_id':'1','type':'HOME'}]}]}",
                "{" + answering
                        + "'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'a','title':'A'}}}",
                "{" + answering
                        + "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'a','title':'A','description':'d'}}}",
                "{" + answering + "'type':'button','button':{'payload':'p','text':'P'}}",
                "{'type':'order','order':{'catalog_id':'1','text':'t','product_items':[{'product_retailer_id':'1','quantity':1,'item_price':2.5,'currency':'USD'}]}}",
                "{'type':'unsupported','errors':[{'code':131051,'title':'Message type unknown','message':'Message type unknown','error_data':{'details':'Message type is currently not supported.'}}]}")) {
            anaWrites(message);
        }
        String id = sendText("x");
        String own = anaWritesText("y").path("id").asString();
        control("POST", "/phones/" + ANA + "/react", "{'id':'" + own + "','emoji':'👍'}");
        receiver.awaitStatus(id, "delivered");
        control("POST", "/phones/" + ANA + "/read", "{}");
        receiver.awaitStatus(id, "read");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> receiver.messages().size() == 16);

        List<String> wrong = new ArrayList<>();
        receiver.got.forEach(
                call -> META.faultsOf("WebhookPayload", call.json()).forEach(wrong::add));
        assertThat(wrong).isEmpty();
    }

    @Test
    void answers_about_numbers_accounts_and_profiles_are_ones_that_meta_describes() {
        Map<String, List<String>> wrong = new TreeMap<>();
        check(wrong, "/{Version}/{Phone-Number-ID}", "get", graph("GET", number, ""));
        check(wrong, "/{Version}/{Phone-Number-ID}/register", "post", register());
        check(wrong, "/{Version}/{WABA-ID}/phone_numbers", "get", graph("GET", account + "/phone_numbers", ""));
        check(wrong, "/{Version}/{WABA-ID}/subscribed_apps", "get", graph("GET", account + "/subscribed_apps", ""));
        check(wrong, "/{Version}/{WABA-ID}/subscribed_apps", "post", graph("POST", account + "/subscribed_apps", "{}"));

        // the file wants a status in the list of numbers; captured answers of the real service have none
        assertThat(wrong).containsOnlyKeys("get /{Version}/{WABA-ID}/phone_numbers");
        assertThat(wrong.values())
                .allMatch(faults -> faults.equals(List.of("/data/0: required property 'status' not found")));
    }

    @Test
    void every_refusal_has_the_shape_of_metas_error() {
        for (Reply refused : List.of(
                graph("GET", "123456789012345", ""),
                graph("GET", number, "", "EAAnothing"),
                graph("POST", number + "/messages", "{}"),
                graph(
                        "POST",
                        number + "/messages",
                        "{'messaging_product':'whatsapp','to':'" + ANA + "','type':'text'}"))) {
            assertThat(META.faultsOf("GraphAPIError", refused.json()))
                    .as(refused.json().toString())
                    .isEmpty();
        }
    }

    /// Puts something in the place of what the examples leave open, such as `<http(s)://audio-url>` and
    /// `{{…}}`.
    private String filled(String example) {
        String icon = sandbox.baseUrl() + "/sandbox/icon.svg";
        AtomicInteger counter = new AtomicInteger();
        String linked = example.replaceAll("\"<?https?(\\(s\\))?://[^\"]*\"", "\"" + icon + "\"")
                .replaceAll("\"<HEADER_TYPE>\"", "\"text\"");
        return Pattern.compile("\\{\\{[^}]*}}|<[^\">]*>")
                .matcher(linked)
                .replaceAll(_ -> "p" + counter.incrementAndGet());
    }

    private Reply register() {
        return graph("POST", number + "/register", "{'messaging_product':'whatsapp','pin':'123456'}");
    }

    private static void check(Map<String, List<String>> wrong, String path, String method, Reply reply) {
        assertThat(reply.status()).as(path).isEqualTo(200);
        List<String> faults = META.faultsOfAnswer(path, method, 200, reply.json());
        if (!faults.isEmpty()) {
            wrong.put(method + " " + path, faults);
        }
    }

    /// Gives an example what it needs to be sendable here: Ana's number, files and messages that exist, its
    /// template.
    private void fit(ObjectNode message) {
        String type = message.path("type").asString("");
        if (message.path("status").asString("").equals("read")) {
            message.put("message_id", anaWritesText("leer").path("id").asString());
            return;
        }
        message.put("to", ANA);
        message.put("recipient_type", "individual");
        control("POST", "/clock", "{'advance':'PT6S'}");
        for (String kind : List.of("image", "audio", "video", "document", "sticker")) {
            if (message.path(kind).has("id")) {
                ((ObjectNode) message.path(kind))
                        .put(
                                "id",
                                anaWrites("{'type':'" + kind + "'}")
                                        .path(kind)
                                        .path("id")
                                        .asString());
            }
        }
        if (type.equals("reaction")) {
            ((ObjectNode) message.path("reaction"))
                    .put("message_id", anaWritesText("x").path("id").asString());
        }
        if (type.equals("template")) {
            createTemplate((ObjectNode) message.path("template"));
        }
    }

    private void createTemplate(ObjectNode used) {
        if (used.at("/language/code").asString().length() > 16) {
            ((ObjectNode) used.path("language")).put("code", "es");
        }
        ObjectNode template = JSON.createObjectNode();
        template.put(
                "name",
                used.path("name").asString().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + "_"
                        + created++);
        used.put("name", template.path("name").asString());
        template.put("category", "UTILITY")
                .put("language", used.at("/language/code").asString());
        ArrayNode components = template.putArray("components");
        ObjectNode body = components.addObject().put("type", "BODY").put("text", "Texto.");
        ArrayNode buttons = JSON.createArrayNode();
        for (JsonNode component : used.path("components")) {
            JsonNode parameters = component.path("parameters");
            switch (component.path("type").asString("").toLowerCase(java.util.Locale.ROOT)) {
                case "header" ->
                    components
                            .insertObject(0)
                            .put("type", "HEADER")
                            .put("format", parameters.at("/0/type").asString().toUpperCase(java.util.Locale.ROOT))
                            .put("text", "Uno {{1}}")
                            .putObject("example")
                            .putArray("header_handle")
                            .add("4:aW1n");
                case "body" -> {
                    StringBuilder text = new StringBuilder("Texto");
                    for (int i = 1; i <= parameters.size(); i++) {
                        text.append(" {{").append(i).append("}}");
                    }
                    body.put("text", text + ".");
                    body.putObject("example").putArray("body_text").addArray().add("x");
                }
                case "button" -> buttons.addObject().put("type", "QUICK_REPLY").put("text", "Sí " + buttons.size());
                default -> throw new IllegalStateException(component.toString());
            }
        }
        if (!buttons.isEmpty()) {
            components.addObject().put("type", "BUTTONS").set("buttons", buttons);
        }
        graph("POST", account + "/message_templates", template.toString());
        control("POST", "/clock", "{'advance':'PT11S'}");
    }
}
