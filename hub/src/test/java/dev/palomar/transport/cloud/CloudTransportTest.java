package dev.palomar.transport.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.testing.Calm;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Signal;
import dev.palomar.transport.Transport;
import dev.palomar.transport.TransportContract;
import dev.palomar.transport.cloud.webhook.CloudWebhook;
import dev.palomar.transport.cloud.webhook.Parsed;
import dev.palomar.transport.cloud.webhook.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CloudTransportTest implements TransportContract {

    private final SandboxWorld world = new SandboxWorld();
    private final MemoryShelf shelf = new MemoryShelf();
    private final GraphClient graph = new GraphClient(world.settings());
    private final CloudAccount account = world.account();
    private final CloudTransport transport = new CloudTransport(graph, (_, _) -> account, shelf, PlatformApp.NONE);

    @BeforeEach
    void anaHasWrittenBefore() {
        anaWrites("hola");
    }

    @AfterEach
    void close() {
        graph.close();
        world.close();
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public Transport.Session session() {
        return transport.session(account.tenant(), account.device());
    }

    @Override
    public Transport.Session sessionWithoutWhatsApp() {
        GraphClient nowhere = new GraphClient(GraphSettings.META.at(URI.create("http://127.0.0.1:9")));
        return new CloudTransport(nowhere, (_, _) -> account, shelf, PlatformApp.NONE)
                .session(account.tenant(), account.device());
    }

    @Override
    public Identity ana() {
        return Identity.of(new PhoneNumber(SandboxWorld.ANA));
    }

    @Override
    public MediaId file(MediaKind kind) {
        return shelf.put(kind);
    }

    @Override
    public List<Signal> anaWrites(String text) {
        ObjectNode message = Json.object().put("to", SandboxWorld.BUSINESS).put("type", "text");
        message.putObject("text").put("body", text);
        String id = world.control("POST", "phones/" + SandboxWorld.ANA + "/messages", Json.text(message))
                .path("id")
                .asString();
        SandboxWorld.Webhook webhook = world.webhookWith(id);
        assertThat(WebhookSignature.read(webhook.signature())
                        .orElseThrow()
                        .matches(webhook.body(), new Secret(world.of("appSecret"))))
                .isTrue();
        return CloudWebhook.parse(webhook.body()).stream().map(Parsed::signal).toList();
    }

    @Override
    public List<ObjectNode> arrivedAtAna(int expected) {
        await().atMost(Calm.PATIENCE).until(() -> world.received().size() >= expected);
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        return world.received();
    }

    @Override
    public MessageContent template() {
        world.template("bienvenida", "Bienvenida, estamos para ayudarte.");
        return new MessageContent.Template(
                Json.readObject("{\"name\":\"bienvenida\",\"language\":{\"code\":\"en_US\"}}"));
    }

    @Override
    public void cutAfterTheNextMessage() {
        world.fault("graph-cut", ",\"count\":1");
    }

    private Transport.Outgoing text(String body) {
        return new Transport.Outgoing(
                new MessageId(new UUID(7, 1)),
                ana(),
                Optional.empty(),
                new MessageContent.Text(body, false),
                Optional.empty());
    }

    private SendOutcome sendWithError(int status, int code) {
        world.fault("graph-5xx", ",\"count\":1,\"status\":%d,\"code\":%d".formatted(status, code));
        return session().send(text("hola"));
    }

    @Test
    void a_file_is_brought_to_whatsapp_once_and_again_only_after_a_refusal() {
        MessageContent image = new MessageContent.Media(
                MediaKind.IMAGE,
                new MediaSource.Stored(file(MediaKind.IMAGE), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                false);
        Transport.Outgoing message =
                new Transport.Outgoing(new MessageId(new UUID(7, 1)), ana(), Optional.empty(), image, Optional.empty());
        session().send(message);
        String first = shelf.uploads.get(file(MediaKind.IMAGE));
        session().send(message);
        assertThat(shelf.uploads).containsEntry(file(MediaKind.IMAGE), first);

        world.fault("graph-5xx", ",\"count\":1,\"status\":400,\"code\":131053");
        assertThat(session().send(message)).isInstanceOf(SendOutcome.Refused.class);
        assertThat(shelf.uploads).isEmpty();
    }

    @Test
    void a_file_that_is_not_here_any_more_is_refused_before_anything_is_sent() {
        MessageContent image = new MessageContent.Media(
                MediaKind.IMAGE,
                new MediaSource.Stored(new MediaId(new UUID(6, 6)), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                false);

        assertThat(session()
                        .send(new Transport.Outgoing(
                                new MessageId(new UUID(7, 1)), ana(), Optional.empty(), image, Optional.empty())))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("media-missing"));
    }

    @Test
    void each_kind_of_metas_errors_has_its_own_outcome() {
        assertThat(sendWithError(400, 131047)).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
            assertThat(refused.error().cause()).contains("24 hours").contains("template");
            assertThat(refused.accountProblem()).isEmpty();
        });
        assertThat(sendWithError(401, 190))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.accountProblem().orElseThrow())
                                .contains("new access token"));
        assertThat(sendWithError(400, 130429))
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.retryIn()).isEqualTo(Duration.ofSeconds(2)));
        assertThat(sendWithError(400, 80007))
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.retryIn()).isGreaterThan(Duration.ofMinutes(1)));
        assertThat(sendWithError(500, 131000)).isInstanceOf(SendOutcome.NotSent.class);
        assertThat(sendWithError(400, 987654)).isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    void too_much_to_one_person_waits_four_times_longer_each_time_until_one_goes_through() {
        for (long seconds : new long[] {1, 4, 16}) {
            assertThat(sendWithError(400, 131056))
                    .isInstanceOfSatisfying(
                            SendOutcome.NotSent.class,
                            notSent -> assertThat(notSent.retryIn()).isEqualTo(Duration.ofSeconds(seconds)));
        }
        session().send(text("hola"));
        assertThat(sendWithError(400, 131056))
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.retryIn()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void an_answer_that_does_not_come_in_time_leaves_it_unknown() {
        GraphSettings hasty =
                new GraphSettings(world.address(), "v25.0", Duration.ofMillis(700), Duration.ofSeconds(5), false);
        world.fault("graph-slow", ",\"count\":1,\"wait\":\"PT2S\"");
        try (GraphClient impatient = new GraphClient(hasty)) {
            Transport.Session session = new CloudTransport(impatient, (_, _) -> account, shelf, PlatformApp.NONE)
                    .session(account.tenant(), account.device());

            assertThat(session.send(text("hola"))).isInstanceOf(SendOutcome.Unknown.class);
        }
    }

    @Test
    void an_answer_quotes_the_message_it_answers_and_every_message_carries_our_own_id() {
        WireId question = ((Signal.Message) anaWrites("¿precio?").getFirst()).id();
        MessageId ours = new MessageId(new UUID(7, 42));
        session()
                .send(new Transport.Outgoing(
                        ours, ana(), Optional.empty(), new MessageContent.Text("10", false), Optional.of(question)));

        assertThat(Json.text(arrivedAtAna(1).getFirst())).contains(question.value());
        assertThat(new String(
                        world.webhookWith("biz_opaque_callback_data").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains(ours.text());
    }

    @Test
    void a_wrong_app_secret_is_an_account_problem_or_a_refusal_and_never_a_silent_success() {
        CloudAccount wrong = new CloudAccount(
                account.tenant(),
                account.device(),
                account.phoneNumberId(),
                account.businessAccountId(),
                account.token(),
                Optional.of(new Secret("not-the-secret")));
        Transport.Session session = new CloudTransport(graph, (_, _) -> wrong, shelf, PlatformApp.NONE)
                .session(account.tenant(), account.device());

        assertThat(session.send(text("hola"))).isInstanceOf(SendOutcome.Refused.class);
    }
}
