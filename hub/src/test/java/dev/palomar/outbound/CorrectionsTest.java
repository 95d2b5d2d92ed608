package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorrectionsTest {

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void a_message_that_waits_can_be_canceled_and_is_not_sent() {
        MessageId first = office.queue(Office.ANA, "1");
        MessageId second = office.send(Office.ANA, "2");
        office.outbox.cancel(Office.ACME, first);
        office.crew.settle();
        office.crew.settle();

        assertThat(office.history(first)).isEqualTo("queued canceled");
        assertThat(office.events(first)).endsWith("message.failed");
        assertThat(office.whatsapp.texts()).containsExactly("2");
        assertThat(office.status(second)).isEqualTo("sent");
    }

    @Test
    void a_message_that_is_being_sent_or_was_sent_cannot_be_canceled() {
        office.whatsapp.on("x", message -> {
            assertThatThrownBy(() -> office.outbox.cancel(Office.ACME, message.id()))
                    .isInstanceOf(Rejection.Conflict.class)
                    .hasMessageContaining("sending");
            return ScriptedTransport.refused("1");
        });
        MessageId message = office.send(Office.ANA, "x");
        office.crew.settle();

        assertThat(office.status(message)).isEqualTo("failed");
        assertThatThrownBy(() -> office.outbox.cancel(Office.ACME, message)).isInstanceOf(Rejection.Conflict.class);
        assertThatThrownBy(() -> office.outbox.cancel(new TenantId(new UUID(6, 6)), message))
                .isInstanceOf(Rejection.NotFound.class);
    }

    @Test
    void canceling_and_sending_at_the_same_time_end_in_one_of_the_two() {
        for (int i = 0; i < 30; i++) {
            MessageId message = office.send(Office.ANA, "m" + i);
            CompletableFuture<Boolean> canceled = CompletableFuture.supplyAsync(() -> {
                try {
                    office.outbox.cancel(Office.ACME, message);
                    return true;
                } catch (Rejection.Conflict tooLate) {
                    return false;
                }
            });
            office.crew.settle();
            boolean gone = canceled.join();
            office.crew.settle();
            assertThat(office.status(message)).isEqualTo(gone ? "canceled" : "sent");
            assertThat(office.whatsapp.texts().contains("m" + i)).isEqualTo(!gone);
        }
    }

    @Test
    void what_failed_is_sent_again_as_a_new_message_that_names_the_first() {
        office.whatsapp.on("x", ScriptedTransport.refused("131026"));
        MessageId failed = office.send(Office.ANA, "x");
        office.crew.settle();
        Submitted again = office.outbox.retry(Office.ACME, failed, false);
        office.crew.settle();

        assertThat(again.retryOf()).contains(failed);
        assertThat(office.status(failed)).isEqualTo("failed");
        assertThat(office.status(again.id())).isEqualTo("sent");
        assertThatThrownBy(() -> office.outbox.retry(Office.ACME, again.id(), true))
                .isInstanceOf(Rejection.Conflict.class);
    }

    @Test
    void what_was_perhaps_sent_is_sent_again_only_when_a_second_one_does_no_harm() {
        office.whatsapp.on("x", ScriptedTransport.unknown());
        MessageId unknown = office.send(Office.ANA, "x");
        office.crew.settle();

        assertThatThrownBy(() -> office.outbox.retry(Office.ACME, unknown, false))
                .hasMessageContaining("acceptDuplicate");
        Submitted again = office.outbox.retry(Office.ACME, unknown, true);
        office.crew.settle();
        assertThat(office.status(again.id())).isEqualTo("sent");
    }

    @Test
    void a_message_that_came_in_is_marked_as_read_with_all_before_it() {
        office.receive(Office.ANA, "wamid.1", "uno");
        office.receive(Office.ANA, "wamid.2", "dos");
        office.receive(Office.ANA, "wamid.3", "tres");
        ReadMarks marks = new ReadMarks(
                office.test.database(),
                office.journal,
                Map.of(TransportKind.CLOUD, office.whatsapp),
                office.crew.clock());
        MessageId second =
                new MessageId(UUID.fromString(office.text("SELECT id FROM message WHERE wire_id = 'wamid.2'")));
        MessageId first =
                new MessageId(UUID.fromString(office.text("SELECT id FROM message WHERE wire_id = 'wamid.1'")));
        marks.typing(Office.ACME, second);
        marks.read(Office.ACME, first);

        assertThat(office.whatsapp.read).containsExactly("wamid.2 typing", "wamid.1");
        assertThat(office.test.count("SELECT unread FROM conversation")).isEqualTo(1);
        MessageId ours = office.send(Office.ANA, "x");
        assertThatThrownBy(() -> marks.read(Office.ACME, ours)).isInstanceOf(Rejection.Conflict.class);
        office.whatsapp.refuseReadMarks("too old");
        assertThatThrownBy(() -> marks.read(Office.ACME, first)).isInstanceOf(Rejection.WhatsAppFailed.class);
    }
}
