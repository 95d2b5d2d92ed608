package dev.palomar.transport.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Signal;
import dev.palomar.transport.Transport;
import dev.palomar.transport.TransportContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class WebTransportTest implements TransportContract {

    @TempDir
    private static Path data;

    private static LinkedWorld world;

    private static int tests;

    private int before;
    private int number = 100;

    @BeforeAll
    static void link() {
        world = new LinkedWorld(data);
        world.anaWrites("hola");
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void count() {
        world.online();
        before = world.received().size();
        tests++;
    }

    @Override
    public Transport transport() {
        return world.transport;
    }

    @Override
    public Transport.Session session() {
        return world.transport.session(world.line.tenant(), world.line.device());
    }

    @Override
    public Transport.Session sessionWithoutWhatsApp() {
        return world.transport.session(world.line.tenant(), new DeviceId(new UUID(2, 2)));
    }

    @Override
    public Identity ana() {
        return Identity.of(new PhoneNumber(LinkedWorld.ANA));
    }

    @Override
    public MessageId id(int of) {
        return new MessageId(new UUID(tests, of));
    }

    @Override
    public MediaId file(MediaKind kind) {
        return world.file(kind);
    }

    @Override
    public List<Signal> anaWrites(String text) {
        return world.anaWrites(text);
    }

    @Override
    public List<ObjectNode> arrivedAtAna(int expected) {
        LinkedWorld.until(() -> world.received().size() >= before + expected);
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        List<ObjectNode> received = world.received();
        return received.subList(before, received.size());
    }

    @Override
    public MessageContent template() {
        return new MessageContent.Template(Json.object());
    }

    @Override
    public void cutAfterTheNextMessage() {
        world.fault("ws-cut");
    }

    private Transport.Outgoing text(String body) {
        return new Transport.Outgoing(
                id(++number), ana(), Optional.empty(), new MessageContent.Text(body, false), Optional.empty());
    }

    @Test
    void what_was_perhaps_sent_is_settled_by_sending_it_again_and_arrives_once() {
        Transport.Outgoing message = text("una vez");
        cutAfterTheNextMessage();
        assertThat(session().send(message)).isInstanceOf(SendOutcome.Unknown.class);
        LinkedWorld.until(() -> world.switchboard.here(world.line.device()).isEmpty());
        world.online();

        SendOutcome outcome = session().send(message);
        assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(((SendOutcome.Accepted) outcome).as())
                .isEqualTo(world.transport.nameOf(message.id()).orElseThrow());
        assertThat(arrivedAtAna(1)).hasSize(1);
    }

    @Test
    void a_message_that_whatsapp_refuses_is_told_with_its_code_and_not_repeated() {
        world.control(
                "POST",
                "faults",
                Json.object()
                        .put("kind", "message-failed")
                        .put("on", LinkedWorld.BUSINESS)
                        .put("count", 1)
                        .put("code", 479));

        assertThat(session().send(text("hola"))).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo("479");
            assertThat(refused.error().cause()).isNotBlank();
        });
        assertThat(arrivedAtAna(0)).isEmpty();
    }

    @Test
    void a_message_to_somebody_new_that_whatsapp_does_not_let_through_holds_others_of_its_kind() {
        world.control(
                "POST",
                "faults",
                Json.object()
                        .put("kind", "message-failed")
                        .put("on", LinkedWorld.BUSINESS)
                        .put("count", 1)
                        .put("code", 463));

        assertThat(session().send(text("hola"))).isInstanceOfSatisfying(SendOutcome.NoNewChats.class, limited -> {
            assertThat(limited.error().code()).isEqualTo("463");
            assertThat(limited.error().cause()).contains("people who do not know it");
            assertThat(limited.until()).isEmpty();
        });
        assertThat(arrivedAtAna(0)).isEmpty();
    }

    @Test
    void a_number_that_is_not_on_whatsapp_is_refused() {
        Transport.Outgoing message = new Transport.Outgoing(
                id(++number),
                Identity.of(new PhoneNumber("+5491155559999")),
                Optional.empty(),
                new MessageContent.Text("¿hola?", false),
                Optional.empty());

        assertThat(session().send(message))
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("not-on-whatsapp"));
    }

    @Test
    void an_answer_quotes_the_message_it_answers() {
        WireId question = ((Signal.Message) anaWrites("¿precio?").getFirst()).id();
        session()
                .send(new Transport.Outgoing(
                        id(++number),
                        ana(),
                        Optional.empty(),
                        new MessageContent.Text("10", false),
                        Optional.of(question)));

        assertThat(Json.text(arrivedAtAna(1).getFirst())).contains(question.value());
    }

    @Test
    void a_picture_comes_with_a_small_one_to_be_shown_until_it_is_fetched() {
        session()
                .send(new Transport.Outgoing(
                        id(++number),
                        ana(),
                        Optional.empty(),
                        new MessageContent.Media(
                                MediaKind.IMAGE,
                                new MediaSource.Stored(file(MediaKind.IMAGE), Optional.empty(), Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        Optional.empty()));

        assertThat(arrivedAtAna(1)).first().satisfies(arrived -> {
            assertThat(arrived.at("/image/width").asInt()).isPositive();
            assertThat(arrived.at("/image/height").asInt()).isPositive();
            assertThat(arrived.at("/image/thumbnail").asString()).startsWith("/9j/");
        });
    }

    @Test
    void what_the_program_knows_is_sealed_row_by_row() {
        assertThat(world.test.count("SELECT count(*) FROM web_key")).isGreaterThan(800);
        assertThat(world.test.count("SELECT count(*) FROM web_key WHERE position('private'::bytea IN sealed) > 0 OR"
                        + " position('{'::bytea IN sealed) = 1"))
                .isZero();
        assertThat(world.keys.creds(world.line)).isPresent();
    }
}
