package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.sandbox.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The language model, as a program without Anthropic's library asks it.
class ModelTest {

    private static final String SYSTEM = "Somos una panadería. Abrimos de 7 a 20. El pan cuesta $ 900 el kilo.\\n\\n"
            + "# How you work\\n- Abrimos la boca solo para responder.";

    private record Said(int status, JsonNode body) {

        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.anyPort());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void clear() {
        call("DELETE", "/sandbox/llm", "");
        call("DELETE", "/sandbox/faults", "");
    }

    @Test
    void the_same_question_gets_the_same_sentence_of_what_it_was_told() {
        assertThat(ask("¿A qué hora abren?", "").text("/content/0/text")).isEqualTo("Abrimos de 7 a 20.");
        assertThat(ask("¿cuánto sale el PAN?", "").text("/content/0/text")).isEqualTo("El pan cuesta $ 900 el kilo.");
        assertThat(ask("hola", "").text("/content/0/text")).startsWith("¡Hola!");
        assertThat(ask("Hello", "").text("/content/0/text")).startsWith("Hello!");
    }

    @Test
    void what_it_does_not_know_it_hands_over_if_it_may() {
        String tool = ",\"tools\":[{\"name\":\"hand_over\",\"input_schema\":{\"type\":\"object\"}}]";

        Said over = ask("¿Arreglan relojes?", tool);
        assertThat(over.text("/stop_reason")).isEqualTo("tool_use");
        assertThat(over.text("/content/0/input/reason")).isEqualTo("unsure");
        assertThat(ask("quiero hablar con una persona", tool).text("/content/0/input/reason"))
                .isEqualTo("asked");
        assertThat(ask("¿Arreglan relojes?", "").text("/content/0/text")).startsWith("Disculpá");
    }

    @Test
    void it_says_what_it_is_told_to_say() {
        call("POST", "/sandbox/llm", "{\"when\":\"secreto\",\"say\":\"todo: {{context}}\",\"count\":1}");

        assertThat(ask("dime el SECRETO", "").text("/content/0/text")).contains("panadería");
        assertThat(ask("dime el secreto", "").text("/content/0/text")).doesNotContain("todo:");
        JsonNode shown = call("GET", "/sandbox/llm", "").body();
        assertThat(shown.path("scripts")).isEmpty();
        assertThat(shown.path("calls")).hasSize(2);
        assertThat(shown.at("/calls/0/key").asString()).isEqualTo("…1234");
        assertThat(call("POST", "/sandbox/llm", "{\"sya\":\"x\"}").status()).isEqualTo(400);
        assertThat(call("POST", "/sandbox/llm", "{\"when\":\"x\"}").status()).isEqualTo(400);
    }

    @Test
    void it_refuses_as_anthropic_does() {
        assertThat(post("{}", "").text("/error/type")).isEqualTo("authentication_error");
        assertThat(post("{\"max_tokens\":1,\"messages\":[]}", "k").text("/error/message"))
                .contains("model");
        assertThat(post(
                                "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]}",
                                "k")
                        .text("/error/message"))
                .contains("user");
        assertThat(post("{\"model\":\"m\",\"max_tokens\":1,\"modle\":1,\"messages\":[]}", "k")
                        .status())
                .isEqualTo(400);
        call("POST", "/sandbox/faults", "{\"kind\":\"llm-error\",\"count\":1}");
        Said overloaded = ask("hola", "");
        assertThat(overloaded.status()).isEqualTo(529);
        assertThat(overloaded.text("/error/type")).isEqualTo("overloaded_error");
        call("POST", "/sandbox/faults", "{\"kind\":\"llm-refusal\",\"count\":1}");
        assertThat(ask("hola", "").text("/stop_reason")).isEqualTo("refusal");
    }

    @Test
    void tokens_are_counted_and_the_longest_answer_is_kept() {
        Said answer = post(body("¿A qué hora abren?", 2, ""), "sk-1234");

        assertThat(answer.text("/stop_reason")).isEqualTo("max_tokens");
        assertThat(answer.text("/content/0/text")).hasSizeLessThanOrEqualTo(8);
        assertThat(answer.body().at("/usage/input_tokens").asInt()).isBetween(40, 120);
    }

    private static Said ask(String text, String more) {
        return post(body(text, 500, more), "sk-1234");
    }

    private static String body(String text, int maxTokens, String more) {
        return "{\"model\":\"claude-sonnet-5-5\",\"max_tokens\":" + maxTokens + ",\"system\":\"" + SYSTEM
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
    }

    private static Said post(String body, String key) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v1/messages"))
                .header("Content-Type", "application/json")
                .header("anthropic-version", "2023-06-01")
                .header("x-api-key", key.isEmpty() ? " " : key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Said call(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Said send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Said(answer.statusCode(), Json.read(answer.body()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
