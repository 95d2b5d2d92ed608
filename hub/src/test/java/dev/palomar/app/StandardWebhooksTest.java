package dev.palomar.app;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.Json;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import dev.palomar.webhook.Webhooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The library of Standard Webhooks for Node, unmodified, as a receiver would use it.
class StandardWebhooksTest {

    private static final Path PROJECT = Path.of("receiver-tests").toAbsolutePath();

    @Test
    void the_npm_library_believes_our_webhooks_and_no_changed_ones_also_while_a_secret_is_rotated() throws Exception {
        if (!Files.isDirectory(PROJECT.resolve("node_modules"))) {
            run("", "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }
        try (Core core = new Core();
                Receiver receiver = new Receiver()) {
            // Its tolerance is five minutes of the real clock.
            core.clock.advance(Duration.between(core.clock.instant(), java.time.Instant.now()));
            Webhooks.Created made = core.courier.webhooks().create(ANA, Core.draft(receiver, "message.received"));
            String fresh = core.courier
                    .webhooks()
                    .rotateSecret(ANA, made.endpoint().id(), Duration.ofHours(1))
                    .secret()
                    .reveal();

            core.receive("+5491155550100", "wamid.1", "hola 👋 ñ \"/\\ \u2028");
            await().atMost(Calm.PATIENCE).until(() -> receiver.got().size() == 1);

            for (String secret : List.of(made.secret().reveal(), fresh)) {
                assertThat(verified(secret, receiver.got().getFirst())).contains("verified message.received");
            }
        }
    }

    private static String verified(String secret, Receiver.Got got) throws Exception {
        ObjectNode given = Json.object().put("secret", secret);
        ObjectNode headers = given.putObject("headers");
        got.headers().forEach(headers::put);
        given.put("body", new String(got.body(), StandardCharsets.UTF_8));
        return run(given.toString(), "node", "verify.mjs");
    }

    private static String run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        assertThat(ended && process.exitValue() == 0).as(output).isTrue();
        return output;
    }
}
