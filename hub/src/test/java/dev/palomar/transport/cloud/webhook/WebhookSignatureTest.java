package dev.palomar.transport.cloud.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Secret;
import dev.palomar.transport.cloud.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final Secret SECRET = new Secret("app-secret");

    @Test
    void a_signature_holds_for_exactly_the_bytes_and_the_secret_it_was_made_with() {
        byte[] body = "{\"a\":\"\\u00e1\\/\"}".getBytes(StandardCharsets.UTF_8);
        String header = WebhookSignature.header(body, SECRET);

        assertThat(header).isEqualTo("sha256=" + java.util.HexFormat.of().formatHex(Hmac.sha256(body, SECRET)));
        assertThat(WebhookSignature.read(header).orElseThrow().matches(body, SECRET))
                .isTrue();
        assertThat(WebhookSignature.read(header).orElseThrow().matches(body, new Secret("other")))
                .isFalse();
        assertThat(WebhookSignature.read(header)
                        .orElseThrow()
                        .matches("{\"a\":\"á/\"}".getBytes(StandardCharsets.UTF_8), SECRET))
                .isFalse();
        for (String bad : List.of("", "sha1=00", header.substring(7), header + "0", "sha256=" + "zz".repeat(32))) {
            assertThat(WebhookSignature.read(bad)).isEmpty();
        }
    }
}
