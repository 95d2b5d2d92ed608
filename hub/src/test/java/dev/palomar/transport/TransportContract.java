package dev.palomar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What every transport promises. Each one runs these tests against its own stand-in for WhatsApp. Ana has written to
/// the business before, so that free text may go to her.
public interface TransportContract {

    Transport transport();

    Transport.Session session();

    /// A session whose WhatsApp does not answer at all.
    Transport.Session sessionWithoutWhatsApp();

    Identity ana();

    /// A file of the hub that may be sent as `kind`.
    MediaId file(MediaKind kind);

    /// Ana writes; all that the transport makes of it.
    List<Signal> anaWrites(String text);

    /// What Ana has received since the test began: `{"type": …, "<type>": {…}}`, oldest first. Waits until there are
    /// `expected`, and a moment longer in which no more should come.
    List<ObjectNode> arrivedAtAna(int expected);

    /// A template that may be sent now.
    MessageContent template();

    /// WhatsApp takes the next message, and the line breaks before it can say so.
    void cutAfterTheNextMessage();

    /// An id of ours; where one WhatsApp serves all tests, they must not share ids.
    default MessageId id(int number) {
        return new MessageId(new UUID(7, number));
    }

    private Transport.Outgoing to(Identity person, int number, MessageContent content) {
        return new Transport.Outgoing(id(number), person, Optional.empty(), content, Optional.empty());
    }

    private static MessageContent.Text text(String body) {
        return new MessageContent.Text(body, false);
    }

    @Test
    default void a_message_arrives_once_and_whatsapp_says_what_it_calls_it() {
        SendOutcome outcome = session().send(to(ana(), 1, text("hola")));

        assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(((SendOutcome.Accepted) outcome).as().value()).isNotBlank();
        assertThat(arrivedAtAna(1))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.at("/text/body").asString()).isEqualTo("hola"));
    }

    @Test
    default void what_whatsapp_will_never_take_is_refused_in_its_words_and_in_plain_words() {
        SendOutcome outcome = session().send(to(ana(), 1, text("x".repeat(70_000))));

        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> {
            assertThat(refused.error().code()).isNotBlank();
            assertThat(refused.error().message()).isNotBlank();
            assertThat(refused.error().cause()).isNotBlank();
            assertThat(refused.accountProblem()).isEmpty();
        });
        assertThat(arrivedAtAna(0)).isEmpty();
    }

    @Test
    default void while_whatsapp_cannot_be_reached_a_message_is_certainly_not_sent() {
        assertThat(sessionWithoutWhatsApp().send(to(ana(), 1, text("hola"))))
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.retryIn()).isPositive());
        assertThat(arrivedAtAna(0)).isEmpty();
    }

    @Test
    default void when_the_line_breaks_after_whatsapp_took_it_nobody_claims_to_know() {
        cutAfterTheNextMessage();
        Transport.Outgoing message = to(ana(), 1, text("hola"));

        assertThat(session().send(message)).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(arrivedAtAna(1)).hasSize(1);
    }

    @Test
    default void repeating_a_message_reaches_the_person_once_if_the_transport_says_so() {
        Transport.Outgoing message = to(ana(), 1, text("hola"));
        session().send(message);
        session().send(message);

        assertThat(arrivedAtAna(transport().capabilities().repeatable() ? 1 : 2))
                .hasSize(transport().capabilities().repeatable() ? 1 : 2);
    }

    @Test
    default void every_type_that_the_transport_claims_to_send_arrives_as_that_type() {
        SendOutcome first = session().send(to(ana(), 99, text("antes")));
        WireId ours = ((SendOutcome.Accepted) first).as();
        Map<String, MessageContent> samples = samples(anaWritesOne(), ours);
        assertThat(samples.keySet()).containsAll(transport().capabilities().types());
        int number = 0;
        for (String type : transport().capabilities().types()) {
            number++;
            assertThat(session().send(to(ana(), number, samples.get(type))))
                    .as(type)
                    .isInstanceOf(SendOutcome.Accepted.class);
        }
        assertThat(arrivedAtAna(number + 1).stream()
                        .skip(1)
                        .map(message -> message.path("type").asString()))
                .containsExactlyInAnyOrderElementsOf(transport().capabilities().types());
    }

    @Test
    default void what_a_transport_cannot_send_is_refused_and_not_lost_on_the_way() {
        SendOutcome outcome = session().send(to(ana(), 1, new MessageContent.Unsupported("poll")));

        assertThat(outcome).isInstanceOf(SendOutcome.Refused.class);
        assertThat(arrivedAtAna(0)).isEmpty();
    }

    @Test
    default void a_person_without_any_name_that_the_transport_knows_is_refused() {
        Identity nobody = new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("somebody"));

        assertThat(session().send(to(nobody, 1, text("hola")))).isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    default void what_a_person_writes_becomes_one_message_in_the_hubs_words() {
        List<Signal> signals = anaWrites("¿hay stock? 👍");

        assertThat(signals).singleElement().isInstanceOfSatisfying(Signal.Message.class, message -> {
            assertThat(message.content()).isEqualTo(text("¿hay stock? 👍"));
            assertThat(message.person().phone()).isEqualTo(ana().phone());
            assertThat(message.outbound()).isFalse();
            assertThat(message.raw().size()).isPositive();
        });
    }

    @Test
    default void a_message_can_be_marked_as_read_with_and_without_typing() {
        WireId received = anaWritesOne();

        assertThat(session().markRead(received, false)).isEmpty();
        assertThat(session().markRead(received, true)).isEmpty();
        assertThat(session().markRead(new WireId("no-such-message"), false)).isPresent();
    }

    private WireId anaWritesOne() {
        return ((Signal.Message) anaWrites("hola").getFirst()).id();
    }

    private Map<String, MessageContent> samples(WireId received, WireId ours) {
        Map<String, MessageContent> samples = new LinkedHashMap<>();
        for (MediaKind kind : MediaKind.values()) {
            samples.put(
                    kind.word(),
                    new MessageContent.Media(
                            kind,
                            new MediaSource.Stored(file(kind), Optional.empty(), Optional.empty()),
                            Optional.of("una foto"),
                            Optional.of("archivo.pdf"),
                            false));
        }
        samples.put("text", text("hola"));
        samples.put("location", new MessageContent.Location(-34.6, -58.4, Optional.of("Casa"), Optional.empty()));
        samples.put("contacts", new MessageContent.Contacts((ArrayNode) Json.read("""
                [{"name":{"formatted_name":"Bo Berg","first_name":"Bo"},"phones":[{"phone":"+491705550001"}]}]
                """)));
        samples.put("reaction", new MessageContent.Reaction(received, "👍"));
        samples.put("interactive", new MessageContent.Interactive(Json.readObject("""
                {"type":"button","header":{"type":"image","image":{"id":"%s"}},"body":{"text":"¿Sí?"},
                 "action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Sí"}}]}}
                """.formatted(
                        file(MediaKind.IMAGE).text()))));
        samples.put("template", template());
        samples.put("poll", new MessageContent.Poll("¿Cuándo?", List.of("Hoy", "Mañana"), 1));
        samples.put("edit", new MessageContent.Edit(ours, text("después")));
        samples.put("revoke", new MessageContent.Revoke(ours));
        return samples;
    }
}
