package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.restfb.DefaultFacebookClient;
import com.restfb.FacebookClient;
import com.restfb.FacebookEndpoints;
import com.restfb.Parameter;
import com.restfb.Version;
import com.restfb.exception.FacebookOAuthException;
import com.restfb.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.whatsapp.WhatsAppComponent;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/// Clients that other people wrote, unmodified, against the sandbox.
class ClientsTest extends Town {

    private FacebookClient restfb() {
        DefaultFacebookClient client =
                new DefaultFacebookClient(token, business.path("appSecret").asString(), Version.LATEST);
        client.setFacebookEndpointUrls(new FacebookEndpoints() {
            @Override
            public String getFacebookEndpoint() {
                return sandbox.baseUrl();
            }

            @Override
            public String getGraphEndpoint() {
                return sandbox.baseUrl();
            }

            @Override
            public String getGraphVideoEndpoint() {
                return sandbox.baseUrl();
            }
        });
        return client;
    }

    @Test
    void restfb_reads_numbers_subscribes_sends_and_lists_templates() {
        anaWritesText("hola");
        FacebookClient client = restfb();

        JsonObject numbers = client.fetchObject(account + "/phone_numbers", JsonObject.class);
        JsonObject sent = client.publish(
                number + "/messages",
                JsonObject.class,
                Parameter.with("messaging_product", "whatsapp"),
                Parameter.with("to", ANA),
                Parameter.with("type", "text"),
                Parameter.with("text", Map.of("body", "de restfb")));
        JsonObject subscribed = client.publish(account + "/subscribed_apps", JsonObject.class);
        JsonObject templates =
                client.fetchObject(account + "/message_templates", JsonObject.class, Parameter.with("limit", 5));

        assertThat(numbers.get("data").asArray().get(0).asObject().getString("id", ""))
                .isEqualTo(number);
        String id = sent.get("messages").asArray().get(0).asObject().getString("id", "");
        receiver.awaitStatus(id, "delivered");
        assertThat(onAnasPhone(id).at("/text/body").asString()).isEqualTo("de restfb");
        assertThat(subscribed.getBoolean("success", false)).isTrue();
        assertThat(templates.get("data").asArray().isEmpty()).isTrue();
        assertThat(client.debugToken(token).isValid()).isTrue();
    }

    @Test
    void restfb_understands_the_refusal_of_an_expired_token() {
        control("PUT", "/businesses/" + number, "{'token':'expired'}");

        assertThatThrownBy(() -> restfb().fetchObject(number, JsonObject.class))
                .isInstanceOfSatisfying(FacebookOAuthException.class, refused -> {
                    assertThat(refused.getErrorCode()).isEqualTo(190);
                    assertThat(refused.getErrorSubcode()).isEqualTo(463);
                });
    }

    @Test
    void camel_sends_a_text() throws Exception {
        anaWritesText("hola");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            WhatsAppComponent component = new WhatsAppComponent();
            component.setPhoneNumberId(number);
            component.setAuthorizationToken(token);
            component.setBaseUri(sandbox.baseUrl());
            camel.addComponent("whatsapp", component);
            camel.start();
            TextMessageRequest request = new TextMessageRequest();
            request.setTo(ANA_WA);
            request.setText(new TextMessage());
            request.getText().setBody("de camel");
            try (ProducerTemplate producer = camel.createProducerTemplate()) {
                producer.sendBody("whatsapp:" + number, request);
            }
        }

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> control("GET", "/phones/" + ANA + "/messages", "")
                        .toString()
                        .contains("de camel"));
    }

    @Test
    void the_npm_sdks_make_all_their_calls() throws Exception {
        Path project = Path.of("sdk-tests").toAbsolutePath();
        Npm.packages(project);
        anaWritesText("hola");
        String inbound = anaWrites("{'type':'image','image':{'caption':'x'}}").toString();

        String output = Npm.run(
                project,
                Map.of(
                        "SANDBOX_URL", sandbox.baseUrl(),
                        "TOKEN", token,
                        "PHONE_NUMBER_ID", number,
                        "WABA_ID", account,
                        "PERSON", ANA_WA,
                        "INBOUND", inbound,
                        "APP_SECRET", business.path("appSecret").asString()),
                "node",
                "--test",
                "--test-reporter=tap",
                "tests/");

        assertThat(output).contains("# fail 0");
    }
}
