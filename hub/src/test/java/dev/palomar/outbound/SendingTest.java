package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.MessageStatus;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.SendOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingTest {

    private final Office office = new Office();
    private final ScriptedTransport whatsapp = office.whatsapp;

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void what_is_submitted_is_sent_and_whatsapps_id_is_kept() {
        Submitted submitted = office.submit(Office.ANA, "hola");
        office.crew.work();

        assertThat(submitted.status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(whatsapp.texts()).containsExactly("hola");
        assertThat(office.history(submitted.id())).isEqualTo("queued sending sent");
        assertThat(office.attempts(submitted.id())).isEqualTo("accepted");
        assertThat(office.events(submitted.id())).isEqualTo("conversation.opened message.queued message.sent");
        assertThat(office.text("SELECT wire_id FROM outbox")).isEqualTo("wamid." + submitted.id());
    }

    @Test
    void messages_of_one_conversation_go_in_their_order_and_one_that_has_to_wait_holds_back_the_later_ones() {
        whatsapp.on("1", ScriptedTransport.notSent(Duration.ofSeconds(10)));
        office.send(Office.ANA, "1");
        office.send(Office.ANA, "2");
        office.send(Office.BRUNO, "b");
        office.crew.settle();
        assertThat(whatsapp.texts()).containsExactly("1", "b");

        office.crew.advance(Duration.ofSeconds(9));
        office.crew.settle();
        assertThat(whatsapp.texts()).containsExactly("1", "b");

        office.crew.advance(Duration.ofSeconds(1));
        office.crew.settle();
        assertThat(whatsapp.texts()).containsExactly("1", "b", "1", "2");
    }

    @Test
    void what_whatsapp_refuses_has_failed_with_its_reason_and_the_next_message_goes_on() {
        whatsapp.on("bad", ScriptedTransport.refused("131026"));
        MessageId bad = office.send(Office.ANA, "bad");
        MessageId good = office.send(Office.ANA, "good");
        office.crew.settle();

        assertThat(office.status(bad)).isEqualTo("failed");
        assertThat(office.text("SELECT error::json ->> 'code' FROM outbox WHERE message_id = '" + bad.value() + "'"))
                .isEqualTo("131026");
        assertThat(office.events(bad)).endsWith("message.failed");
        assertThat(office.status(good)).isEqualTo("sent");
    }

    @Test
    void what_was_perhaps_sent_is_not_sent_again_by_itself_and_not_announced_as_failed() {
        whatsapp.on("x", ScriptedTransport.unknown());
        MessageId message = office.send(Office.ANA, "x");
        office.crew.settle();
        office.crew.advance(Duration.ofHours(1));
        office.crew.settle();

        assertThat(whatsapp.texts()).containsExactly("x");
        assertThat(office.status(message)).isEqualTo("unknown");
        assertThat(office.events(message)).endsWith("message.queued");
    }

    @Test
    void what_was_perhaps_sent_is_sent_again_where_that_reaches_the_person_once() {
        whatsapp.repeatable();
        whatsapp.on("x", ScriptedTransport.unknown());
        MessageId message = office.send(Office.ANA, "x");
        office.crew.settle();
        office.crew.advance(Duration.ofSeconds(5));
        office.crew.settle();

        assertThat(office.status(message)).isEqualTo("sent");
        assertThat(office.attempts(message)).isEqualTo("unknown accepted");
        assertThat(office.history(message)).isEqualTo("queued sending sent");
    }

    @Test
    void a_defect_while_sending_counts_as_perhaps_sent() {
        whatsapp.on("x", _ -> {
            throw new IllegalStateException("a defect for the test");
        });
        MessageId message = office.send(Office.ANA, "x");
        office.crew.settle();

        assertThat(office.status(message)).isEqualTo("unknown");
    }

    @Test
    void a_receipt_that_is_faster_than_the_answer_is_not_lost() {
        whatsapp.on("x", message -> {
            office.receipt(ScriptedTransport.wireIdOf(message), MessageStatus.DELIVERED);
            office.receipt(ScriptedTransport.wireIdOf(message), MessageStatus.READ);
            return new SendOutcome.Accepted(ScriptedTransport.wireIdOf(message));
        });
        MessageId message = office.send(Office.ANA, "x");
        office.crew.settle();

        assertThat(office.history(message)).isEqualTo("queued sending sent delivered read");
        assertThat(office.test.count("SELECT count(*) FROM early_status")).isZero();
    }

    @Test
    void what_a_phone_has_before_whatsapp_answered_was_sent_and_receivers_hear_of_both() {
        whatsapp.on("x", message -> {
            WireId name = ScriptedTransport.wireIdOf(message);
            office.receipt(name, message.id(), MessageStatus.DELIVERED);
            return new SendOutcome.Accepted(name);
        });
        MessageId message = office.send(Office.ANA, "x");
        office.crew.settle();

        assertThat(office.history(message)).isEqualTo("queued sending sent delivered");
        assertThat(office.events(message)).endsWith("message.sent message.delivered");
    }

    @Test
    void when_the_number_itself_is_the_trouble_its_queue_waits_until_it_is_mended() {
        whatsapp.on(
                "1",
                new SendOutcome.Refused(
                        new SendError("190", "token expired", "Give it a new token."),
                        Optional.of("Give it a new token.")));
        MessageId first = office.send(Office.ANA, "1");
        MessageId second = office.send(Office.ANA, "2");
        office.crew.settle();

        assertThat(office.troubles).containsExactly("190 Give it a new token.");
        assertThat(office.status(first)).isEqualTo("failed");
        assertThat(office.status(second)).isEqualTo("queued");

        office.device(Office.SALES, "state = 'ONLINE', state_detail = NULL");
        office.sending.poke(Office.SALES);
        office.crew.settle();
        assertThat(office.status(second)).isEqualTo("sent");
    }

    @Test
    void a_paused_number_sends_nothing_and_goes_on_at_once_when_it_is_activated() {
        MessageId before = office.queue(Office.ANA, "1");
        office.device(Office.SALES, "paused = true");
        office.crew.settle();
        assertThat(whatsapp.texts()).isEmpty();
        assertThat(office.status(before)).isEqualTo("queued");

        office.device(Office.SALES, "paused = false");
        office.sending.poke(Office.SALES);
        office.crew.settle();
        assertThat(whatsapp.texts()).containsExactly("1");
    }

    @Test
    void what_found_the_line_closed_goes_as_soon_as_the_number_is_online_and_not_when_its_pause_is_over() {
        SendOutcome closed =
                new SendOutcome.NotSent(Duration.ofSeconds(5), new SendError(SendOutcome.NOT_ONLINE, "", "No line."));
        whatsapp.on("1", closed).on("1", closed);
        whatsapp.on("2", ScriptedTransport.notSent(Duration.ofMinutes(5)));
        office.device(Office.SALES, "state = 'RECONNECTING'");
        MessageId first = office.send(Office.ANA, "1");
        MessageId behind = office.send(Office.ANA, "after it");
        MessageId throttled = office.send("+5491155550002", "2");
        office.crew.settle();

        // A line that is still away changes nothing.
        office.sending.poke(Office.SALES);
        office.crew.settle();
        assertThat(whatsapp.texts()).containsExactlyInAnyOrder("1", "2");

        office.device(Office.SALES, "state = 'ONLINE'");
        office.sending.poke(Office.SALES);
        office.crew.settle();
        assertThat(office.attempts(first)).isEqualTo("notSent notSent");
        office.sending.poke(Office.SALES);
        office.crew.settle();
        assertThat(office.status(first)).isEqualTo("sent");
        assertThat(office.status(behind)).isEqualTo("sent");
        assertThat(office.status(throttled)).isEqualTo("queued");
    }

    @Test
    void a_message_that_waits_longer_than_a_day_expires_even_on_a_paused_number() {
        MessageId message = office.queue(Office.ANA, "1");
        office.device(Office.SALES, "paused = true");
        office.crew.settle();
        office.crew.advance(Duration.ofHours(24));
        office.crew.expire();

        assertThat(office.status(message)).isEqualTo("expired");
        assertThat(office.events(message)).endsWith("message.failed");
        assertThat(whatsapp.texts()).isEmpty();
    }

    @Test
    void a_message_that_does_not_get_through_for_a_day_expires_with_the_last_reason() {
        for (int i = 0; i < 300; i++) {
            whatsapp.on("x", ScriptedTransport.notSent(Duration.ofSeconds(1)));
        }
        MessageId message = office.send(Office.ANA, "x");
        for (int i = 0; i < 160; i++) {
            office.crew.settle();
            office.crew.advance(Duration.ofMinutes(10));
        }

        assertThat(office.status(message)).isEqualTo("expired");
        assertThat(office.text("SELECT error::json ->> 'cause' FROM outbox")).contains("Meta is away.");
    }

    @Test
    void a_restart_picks_up_the_queue_in_its_order() {
        office.device(Office.SALES, "paused = true, state = 'ONLINE'");
        office.device(Office.SALES, "paused = false");
        List<MessageId> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(office.queue(i % 2 == 0 ? Office.ANA : Office.BRUNO, String.valueOf(i)));
        }
        office.crash();

        try (Office next = office.successor()) {
            next.crew.settle();
            next.crew.settle();
            next.crew.settle();
            assertThat(sent)
                    .allSatisfy(message -> assertThat(next.status(message)).isEqualTo("sent"));
            assertThat(next.whatsapp.texts().stream().map(Integer::valueOf).filter(i -> i % 2 == 0))
                    .isSorted();
            assertThat(next.whatsapp.texts()).doesNotHaveDuplicates().hasSize(50);
        }
    }

    @Test
    void what_was_being_sent_when_the_hub_died_is_unknown_and_not_sent_again() {
        MessageId message = office.send(Office.ANA, "x");
        MessageId later = office.send(Office.ANA, "y");
        whatsapp.on("x", _ -> {
            office.crash();
            throw new Error("killed");
        });
        assertThatThrownBy(() -> office.crew.work()).hasMessage("killed");
        assertThat(office.status(message)).isEqualTo("sending");

        try (Office next = office.successor()) {
            next.crew.settle();
            assertThat(next.status(message)).isEqualTo("unknown");
            assertThat(next.attempts(message)).isEqualTo("unknown");
            assertThat(next.status(later)).isEqualTo("sent");
            assertThat(next.whatsapp.texts()).containsExactly("y");
        }
    }

    @Test
    void what_was_being_sent_when_the_hub_died_is_sent_again_where_that_does_no_harm() {
        MessageId message = office.send(Office.ANA, "x");
        whatsapp.repeatable();
        whatsapp.on("x", _ -> {
            office.crash();
            throw new Error("killed");
        });
        assertThatThrownBy(() -> office.crew.work()).hasMessage("killed");

        try (Office next = office.successor()) {
            next.crew.advance(Duration.ofSeconds(10));
            next.crew.settle();
            assertThat(next.status(message)).isEqualTo("sent");
            assertThat(next.attempts(message)).isEqualTo("unknown accepted");
        }
    }

    @Test
    void a_node_that_lost_its_lease_neither_claims_nor_calls() {
        MessageId message = office.queue(Office.ANA, "x");
        takeAllLeases();
        office.crew.settle();

        assertThat(whatsapp.texts()).isEmpty();
        assertThat(office.status(message)).isEqualTo("queued");
    }

    @Test
    void a_node_that_lost_its_lease_during_a_call_writes_only_that_whatsapp_took_the_message() {
        whatsapp.on("refused", _ -> {
            takeAllLeases();
            return ScriptedTransport.refused("131026");
        });
        MessageId refused = office.send(Office.ANA, "refused");
        office.crew.work();
        assertThat(office.status(refused)).isEqualTo("sending");
        assertThat(office.attempts(refused)).isEmpty();

        giveBackLeases();
        whatsapp.on("accepted", message -> {
            takeAllLeases();
            return new SendOutcome.Accepted(ScriptedTransport.wireIdOf(message));
        });
        MessageId accepted = office.send(Office.BRUNO, "accepted");
        office.crew.work();
        assertThat(office.status(accepted)).isEqualTo("sent");
    }

    @Test
    void whatsapp_answering_with_the_id_of_another_message_stops_nothing() {
        WireId same = new WireId("wamid.same");
        whatsapp.on("1", new SendOutcome.Accepted(same)).on("2", new SendOutcome.Accepted(same));
        MessageId first = office.send(Office.ANA, "1");
        MessageId second = office.send(Office.ANA, "2");
        MessageId third = office.send(Office.ANA, "3");
        office.crew.settle();

        assertThat(office.status(first)).isEqualTo("sent");
        assertThat(office.status(second)).isEqualTo("unknown");
        assertThat(office.status(third)).isEqualTo("sent");
    }

    @Test
    void a_conversation_with_more_messages_than_are_held_in_memory_is_sent_whole_and_in_order() {
        office.device(Office.SALES, "paused = false");
        for (int i = 0; i < 45; i++) {
            office.queue(Office.ANA, String.valueOf(i));
        }
        office.crash();

        try (Office next = office.successor()) {
            for (int i = 0; i < 5; i++) {
                next.crew.settle();
            }
            assertThat(next.whatsapp.texts().stream().map(Integer::valueOf))
                    .isSorted()
                    .hasSize(45);
        }
    }

    @Test
    void one_person_does_not_get_more_than_the_pair_limit_allows_and_nobody_else_waits_for_it() {
        for (int i = 0; i < 50; i++) {
            office.send(Office.ANA, "a" + i);
        }
        office.send(Office.BRUNO, "b");
        office.crew.settle();
        assertThat(whatsapp.texts()).hasSize(46).contains("b");

        office.crew.advance(Duration.ofSeconds(30));
        office.crew.settle();
        assertThat(whatsapp.texts()).hasSize(51);
    }

    private void takeAllLeases() {
        office.test
                .database()
                .worker(tx -> tx.update("UPDATE slot_lease SET owner = :other, epoch = epoch + 1")
                        .bind("other", new java.util.UUID(9, 9))
                        .execute());
    }

    private void giveBackLeases() {
        office.test
                .database()
                .worker(tx -> tx.update("UPDATE slot_lease SET owner = :me, epoch = 1")
                        .bind("me", office.node.id())
                        .execute());
    }
}
