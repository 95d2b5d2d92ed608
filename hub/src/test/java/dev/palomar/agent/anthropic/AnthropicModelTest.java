package dev.palomar.agent.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import dev.palomar.sandbox.Sandbox;
import dev.palomar.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The real SDK against the sandbox's model.
class AnthropicModelTest {

    private static Sandbox sandbox;
    private static AnthropicModel model;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.anyPort());
        model = new AnthropicModel(URI.create(sandbox.baseUrl()), Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        model.close();
        sandbox.close();
    }

    @BeforeEach
    void clear() {
        control("DELETE", "/sandbox/faults", "");
        control("DELETE", "/sandbox/llm", "");
    }

    @Test
    void it_answers_from_what_it_was_told() {
        Reply reply = ask("¿A qué hora abren?");

        assertThat(reply).isInstanceOfSatisfying(Reply.Said.class, said -> {
            assertThat(said.text()).isEqualTo("Abrimos de lunes a viernes de 9 a 18.");
            assertThat(said.cutOff()).isFalse();
            assertThat(said.usage().input()).isPositive();
            assertThat(said.usage().output()).isPositive();
        });
    }

    @Test
    void what_was_said_goes_as_turns_and_the_key_as_a_header() {
        model.ask(question(
                1_000,
                new Question.Turn(true, "hola"),
                new Question.Turn(false, "¡Hola!"),
                new Question.Turn(true, "¿Dónde queda?")));

        JsonNode call = control("GET", "/sandbox/llm", "").at("/calls/0");
        assertThat(call.at("/messages")
                        .valueStream()
                        .map(one -> one.path("role").asString()))
                .containsExactly("user", "assistant", "user");
        assertThat(call.at("/key").asString()).isEqualTo("…4321");
        assertThat(call.at("/tools").toString()).isEqualTo("[\"hand_over\"]");
        assertThat(call.at("/system").asString()).startsWith("Abrimos");
    }

    @Test
    void it_hands_over_when_it_is_asked_to_and_when_it_does_not_know() {
        assertThat(ask("quiero hablar con una persona")).isInstanceOfSatisfying(Reply.HandOver.class, over -> {
            assertThat(over.asked()).isTrue();
            assertThat(over.summary())
                    .hasValueSatisfying(text -> assertThat(text).contains("persona"));
        });
        assertThat(ask("¿Reparan bicicletas?"))
                .isInstanceOfSatisfying(
                        Reply.HandOver.class, over -> assertThat(over.asked()).isFalse());
    }

    @Test
    void a_tool_that_there_is_not_reaches_nothing() {
        control("POST", "/sandbox/llm", "{\"tool\":{\"name\":\"send_message\",\"input\":{\"to\":\"+1\"}},\"count\":1}");
        assertThat(ask("hola"))
                .isInstanceOfSatisfying(
                        Reply.WrongTool.class,
                        wrong -> assertThat(wrong.detail()).contains("send_message"));
        control("POST", "/sandbox/llm", "{\"tool\":{\"name\":\"hand_over\",\"input\":{\"reason\":7}},\"count\":1}");
        assertThat(ask("hola")).isInstanceOf(Reply.WrongTool.class);
    }

    @Test
    void whatever_goes_wrong_has_a_name() {
        assertThat(failure("{\"kind\":\"llm-error\",\"count\":1}").why()).isEqualTo(Reply.Failure.OVERLOADED);
        Reply.Failed limited = failure("{\"kind\":\"llm-error\",\"status\":429,\"wait\":7,\"count\":1}");
        assertThat(limited.why()).isEqualTo(Reply.Failure.RATE_LIMITED);
        assertThat(limited.retryIn()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
        assertThat(failure("{\"kind\":\"llm-error\",\"status\":401,\"count\":1}")
                        .why())
                .isEqualTo(Reply.Failure.DENIED);
        assertThat(failure("{\"kind\":\"llm-error\",\"status\":500,\"count\":1}")
                        .why())
                .isEqualTo(Reply.Failure.UNREACHABLE);
        assertThat(failure("{\"kind\":\"llm-malformed\",\"count\":1}").why()).isEqualTo(Reply.Failure.MALFORMED);
        assertThat(failure("{\"kind\":\"llm-cut\",\"count\":1}").why()).isEqualTo(Reply.Failure.UNREACHABLE);
        assertThat(failure("{\"kind\":\"llm-refusal\",\"count\":1}").why()).isEqualTo(Reply.Failure.REFUSAL);
        control("POST", "/sandbox/faults", "{\"kind\":\"llm-slow\",\"wait\":10,\"count\":1}");
        try (AnthropicModel hasty = new AnthropicModel(URI.create(sandbox.baseUrl()), Duration.ofSeconds(2))) {
            assertThat(hasty.ask(question(1_000, new Question.Turn(true, "hola"))))
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.why()).isEqualTo(Reply.Failure.TIMEOUT));
        }
    }

    @Test
    void an_answer_that_was_cut_off_says_so() {
        control("POST", "/sandbox/llm", "{\"say\":\"" + "palabra ".repeat(100) + "\",\"count\":1}");

        assertThat(model.ask(question(20, new Question.Turn(true, "hola"))))
                .isInstanceOfSatisfying(
                        Reply.Said.class, said -> assertThat(said.cutOff()).isTrue());
    }

    @Test
    void nobody_there_is_no_answer_either() {
        try (AnthropicModel lost = new AnthropicModel(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(2))) {
            assertThat(lost.ask(question(10, new Question.Turn(true, "hola"))))
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.why()).isEqualTo(Reply.Failure.UNREACHABLE));
        }
    }

    private static Reply.Failed failure(String fault) {
        control("POST", "/sandbox/faults", fault);
        return (Reply.Failed) ask("hola");
    }

    private static Reply ask(String text) {
        return model.ask(question(1_000, new Question.Turn(true, text)));
    }

    private static Question question(int maxTokens, Question.Turn... turns) {
        return new Question(
                "claude-sonnet-5-5",
                maxTokens,
                "Abrimos de lunes a viernes de 9 a 18. Estamos en Corrientes 1234, dirección céntrica.",
                List.of(turns),
                true,
                new Secret("sk-ant-test-4321"));
    }

    private static JsonNode control(String method, String path, String body) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Json.read(http.send(
                            HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
