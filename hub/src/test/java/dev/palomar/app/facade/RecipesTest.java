package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.palomar.api.Contract;
import dev.palomar.app.RunningHub;
import dev.palomar.model.Json;
import dev.palomar.model.event.EventType;
import dev.palomar.testing.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The programs of docs/recipes, run as they are beside a hub; and what the recipes say, held against the contract.
class RecipesTest {

    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final Path CODE = DOCS.resolve("recipes/code");

    private static BothNumbers place() {
        return BothNumbers.place();
    }

    /// A program that listens where its endpoint says.
    private static final class Program implements AutoCloseable {

        private final Process process;
        private final String endpoint;
        final String url;

        Program(String path, Map<String, String> environment, String... command) {
            int port = FreePort.find();
            this.url = "http://127.0.0.1:" + port + path;
            ObjectNode hook = json("{'eventTypes':['message.received']}").put("url", url);
            hook.putArray("deviceIds").add(place().web.device());
            RunningHub.Got made = place().company().post("/v1/webhook-endpoints", hook);
            this.endpoint = made.text("/id");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(CODE.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            builder.environment().put("HUB", place().hub().url());
            builder.environment().put("KEY", place().key);
            builder.environment().put("SECRET", made.text("/secret"));
            builder.environment().put("PORT", Integer.toString(port));
            try {
                this.process = builder.start();
                BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
                String first = said.readLine();
                assertThat(first).contains("listening on");
                Thread.startVirtualThread(() -> said.lines().forEach(System.out::println));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void close() {
            place().company().call("DELETE", "/v1/webhook-endpoints/" + endpoint, null);
            process.destroy();
        }
    }

    @ParameterizedTest
    @CsvSource({"node,bot.mjs", "python3,bot.py"})
    void the_bot_answers_each_message_once_and_nobody_elses(String language, String file) throws Exception {
        try (Program bot = new Program("/hook", Map.of("PYTHONUNBUFFERED", "1"), language, file)) {
            String ana = place().company().person("Ana");
            place().writes(ana, place().web, "hola");
            place().onPhone(ana, "¡Hola! ¿En qué puedo ayudar?");
            place().writes(ana, place().web, "tres docenas");
            place().onPhone(ana, "Recibí: tres docenas");

            ObjectNode forged = json("{'id':'evt_x','type':'message.received','deviceId':'','backfilled':false}");
            forged.put("deviceId", place().web.device());
            forged.putObject("normalized")
                    .put("direction", "inbound")
                    .putObject("from")
                    .put("phone", ana);
            java.net.http.HttpResponse<String> refused = java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(bot.url))
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(forged.toString()))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);

            String since = place().company()
                    .get("/v1/webhook-endpoints/" + bot.endpoint)
                    .text("/createdAt");
            ObjectNode again = json("{'until':null,'types':null,'only':'all'}").put("since", since);
            place().company().post("/v1/webhook-endpoints/" + bot.endpoint + "/replay", again);
            place().writes(ana, place().web, "gracias");
            place().onPhone(ana, "Recibí: gracias");
            assertThat(place().company().received(ana).stream().filter("Recibí: tres docenas"::equals))
                    .hasSize(1);
        }
    }

    @Test
    void the_bridge_to_chatwoot_brings_messages_there_and_answers_back() throws Exception {
        try (Chatwoot chatwoot = new Chatwoot();
                Program bridge = new Program("/palomar", chatwoot.environment(), "node", "chatwoot.mjs")) {
            String ana = place().company().person("Ana");
            place().writes(ana, place().web, "¿hay tulipanes?");
            BothNumbers.until(() -> assertThat(chatwoot.messages).anyMatch(said -> said.contains("¿hay tulipanes?")));
            assertThat(chatwoot.contacts)
                    .anyMatch(
                            contact -> contact.path("phone_number").asString("").equals(ana));
            place().writes(ana, place().web, "o rosas");
            BothNumbers.until(() -> assertThat(chatwoot.messages).anyMatch(said -> said.contains("o rosas")));
            assertThat(chatwoot.conversations).hasSize(1);

            ObjectNode answer = json("{'event':'message_created','id':77,'message_type':'outgoing','private':false}");
            answer.put("content", "Sí, de tres colores");
            answer.putObject("conversation")
                    .putObject("meta")
                    .putObject("sender")
                    .put("phone_number", ana);
            String hook = bridge.url.replace("/palomar", "/chatwoot/palabra-larga");
            assertThat(chatwoot.tell(hook, answer)).isEqualTo(204);
            assertThat(chatwoot.tell(hook, answer)).isEqualTo(204);
            assertThat(chatwoot.tell(hook.replace("larga", "corta"), answer)).isEqualTo(401);
            place().onPhone(ana, "Sí, de tres colores");
            assertThat(place().company().received(ana)).containsOnlyOnce("Sí, de tres colores");
        }
    }

    /// Answers as Chatwoot's API documentation says. Source: developers.chatwoot.com, "Application APIs".
    private static final class Chatwoot implements AutoCloseable {

        private final HttpServer server;
        private final java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient();
        final List<String> messages = new CopyOnWriteArrayList<>();
        final List<JsonNode> contacts = new CopyOnWriteArrayList<>();
        final List<JsonNode> conversations = new CopyOnWriteArrayList<>();

        Chatwoot() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v1/accounts/1", exchange -> {
                String path = exchange.getRequestURI().getPath().replace("/api/v1/accounts/1", "");
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean known = "token".equals(exchange.getRequestHeaders().getFirst("api_access_token"));
                Optional<ObjectNode> answer =
                        known ? answer(exchange.getRequestMethod() + " " + path, body) : Optional.empty();
                byte[] said = Json.bytes(answer.orElseGet(Json::object));
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, said.length);
                exchange.getResponseBody().write(said);
                exchange.close();
            });
            server.start();
        }

        private Optional<ObjectNode> answer(String call, String body) {
            if (call.equals("POST /contacts/filter")) {
                String wanted = Json.read(body).at("/payload/0/values/0").asString();
                ObjectNode found = Json.object();
                contacts.stream()
                        .filter(one -> one.path("identifier").asString().equals(wanted))
                        .forEach(found.putArray("payload")::add);
                return Optional.of(found.has("payload") ? found : found.set("payload", Json.array()));
            }
            if (call.equals("POST /contacts")) {
                ObjectNode contact = Json.readObject(body).put("id", contacts.size() + 1);
                ObjectNode inbox = contact.putArray("contact_inboxes").addObject();
                inbox.put("source_id", "source-" + contacts.size())
                        .putObject("inbox")
                        .put("id", 7);
                contacts.add(contact);
                ObjectNode made = Json.object();
                made.putObject("payload").set("contact", contact);
                return Optional.of(made);
            }
            if (call.matches("GET /contacts/\\d+/conversations")) {
                ObjectNode found = Json.object();
                conversations.forEach(found.putArray("payload")::add);
                return Optional.of(found);
            }
            if (call.equals("POST /conversations")) {
                ObjectNode made = Json.readObject(body)
                        .put("id", conversations.size() + 1)
                        .put("status", "open");
                conversations.add(made);
                return Optional.of(made);
            }
            if (call.matches("POST /conversations/\\d+/messages")) {
                messages.add(body);
                return Optional.of(Json.object().put("id", messages.size()));
            }
            return Optional.empty();
        }

        Map<String, String> environment() {
            Map<String, String> environment = new HashMap<>();
            environment.put(
                    "CHATWOOT", "http://127.0.0.1:" + server.getAddress().getPort());
            environment.put("CHATWOOT_TOKEN", "token");
            environment.put("CHATWOOT_ACCOUNT", "1");
            environment.put("CHATWOOT_INBOX", "7");
            environment.put("CHATWOOT_HOOK", "palabra-larga");
            environment.put("DEVICE", place().web.device());
            return environment;
        }

        int tell(String hook, JsonNode event) throws Exception {
            return http.send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(hook))
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(event.toString()))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        @Override
        public void close() {
            http.close();
            server.stop(0);
        }
    }

    @Test
    void every_call_and_event_in_the_recipes_is_in_the_contract() throws IOException {
        Pattern call = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/v1/[a-z0-9/{}-]+)");
        Pattern event = Pattern.compile("`((?:message|device|contact|conversation|call)\\.[a-z]+)`");
        List<String> operations = Contract.read().operations().stream()
                .map(operation -> operation.name().replaceAll("\\{[^}]+}", "{id}"))
                .toList();
        List<String> events = Stream.of(EventType.values()).map(EventType::word).toList();
        for (Path folder : List.of(DOCS.resolve("recipes"), DOCS.resolve("es/recipes"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".md")).toList()) {
                    String text = Files.readString(file);
                    for (Matcher found = call.matcher(text); found.find(); ) {
                        assertThat(operations).as(file.toString()).contains(found.group(1) + " " + found.group(2));
                    }
                    // the first column holds the names of the others
                    for (String line : text.lines().toList()) {
                        String ours = line.startsWith("|") ? line.substring(line.lastIndexOf(" | ") + 1) : line;
                        for (Matcher found = event.matcher(ours); found.find(); ) {
                            assertThat(events).as(file + ": " + line).contains(found.group(1));
                        }
                    }
                }
            }
        }
        JsonNode flow = Json.read(Files.readString(CODE.resolve("n8n.json")));
        JsonNode http = flow.path("nodes").get(3).path("parameters");
        String path = http.path("url").asString().replaceAll(".*}}(/v1/devices/)\\{\\{.*}}", "$1{id}");
        assertThat(operations).contains(http.path("method").asString() + " " + path);
    }
}
