package dev.palomar.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A sandbox with one business, Flores Sur, that listens, and one person, Ana. Everything is asked over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Town {

    static final String ANA = "+5491155550101";
    static final String ANA_WA = "5491155550101";
    static final String FLORES = "+541155550001";
    static final JsonMapper JSON = new JsonMapper();

    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Sandbox sandbox;
    Receiver receiver;
    JsonNode business;
    String number;
    String account;
    String token;

    @BeforeAll
    void open() {
        sandbox = Sandbox.start(SandboxSettings.anyPort());
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @BeforeEach
    void settle() {
        if (receiver != null) {
            receiver.close();
        }
        receiver = new Receiver();
        control("POST", "/reset", "{}");
        business = business("Flores Sur", FLORES);
        number = business.path("phoneNumberId").asString();
        account = business.path("wabaId").asString();
        token = business.path("accessToken").asString();
        control("POST", "/phones", "{'phone':'" + ANA + "','name':'Ana'}");
    }

    JsonNode business(String name, String phone) {
        return control(
                "POST",
                "/businesses",
                "{'name':'%s','phone':'%s','webhookUrl':'%s','verifyToken':'palabra'}"
                        .formatted(name, phone, receiver.url()));
    }

    /// Calls a control; single quotes stand for double ones.
    JsonNode control(String method, String path, String body) {
        HttpResponse<String> answer =
                request(method, "/sandbox" + path, Map.of("Content-Type", "application/json"), quoted(body));
        if (answer.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /// Calls the Graph with the business' token.
    Reply graph(String method, String path, String body) {
        return graph(method, path, body, token);
    }

    Reply graph(String method, String path, String body, String withToken) {
        HttpResponse<String> answer = request(
                method,
                "/v25.0/" + path,
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + withToken),
                quoted(body));
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()), answer);
    }

    /// Sends a message of the business; answers with its id.
    String send(String message) {
        Reply reply = graph("POST", number + "/messages", "{'messaging_product':'whatsapp'," + message.substring(1));
        if (reply.status() != 200) {
            throw new AssertionError(reply.json().toString());
        }
        return reply.json().path("messages").path(0).path("id").asString();
    }

    String sendText(String text) {
        return send("{'to':'" + ANA + "','type':'text','text':{'body':'" + text + "'}}");
    }

    JsonNode anaWrites(String message) {
        return control("POST", "/phones/" + ANA + "/messages", "{'to':'" + FLORES + "'," + message.substring(1));
    }

    JsonNode anaWritesText(String text) {
        return anaWrites("{'type':'text','text':{'body':'" + text + "'}}");
    }

    JsonNode onAnasPhone(String messageId) {
        return control("GET", "/phones/" + ANA + "/messages", "")
                .path("data")
                .valueStream()
                .filter(message -> message.path("id").asString("").equals(messageId))
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> request(String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    record Reply(int status, JsonNode json, HttpResponse<String> http) {
        JsonNode error() {
            return json.path("error");
        }

        int code() {
            return error().path("code").asInt(0);
        }
    }
}
