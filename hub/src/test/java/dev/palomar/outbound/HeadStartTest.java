package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.request.Submission;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages that go as soon as they are kept.
class HeadStartTest {

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private void submit(String text, Outbox.Alongside alongside) {
        office.outbox.submit(
                Office.ACME, Office.SALES, Submission.text(Office.to(Office.ANA), text), Optional.empty(), alongside);
    }

    @Test
    void a_message_that_nothing_waits_before_is_kept_as_being_sent_and_sent_once() {
        MessageId message = office.send(Office.ANA, "1");
        assertThat(office.status(message)).isEqualTo("sending");

        office.crew.work();
        office.crew.settle();
        assertThat(office.whatsapp.texts()).containsExactly("1");
        assertThat(office.history(message)).isEqualTo("queued sending sent");
        assertThat(office.attempts(message)).isEqualTo("accepted");
        assertThat(office.text("SELECT attempts FROM outbox")).isEqualTo("1");
    }

    @Test
    void the_next_one_to_the_same_person_waits_for_it_and_one_to_another_does_not() {
        office.send(Office.ANA, "1");
        MessageId second = office.send(Office.ANA, "2");
        MessageId other = office.send(Office.BRUNO, "3");
        assertThat(office.status(second)).isEqualTo("queued");
        assertThat(office.status(other)).isEqualTo("sending");

        office.crew.work();
        assertThat(office.whatsapp.texts()).containsExactly("1", "2", "3");
    }

    @Test
    void what_waits_in_the_table_alone_goes_first() {
        MessageId first = office.queue(Office.ANA, "1");
        office.device(Office.SALES, "paused = true");
        office.crew.settle();
        office.device(Office.SALES, "paused = false");
        MessageId second = office.send(Office.ANA, "2");
        assertThat(office.status(first)).isEqualTo("queued");
        assertThat(office.status(second)).isEqualTo("queued");

        office.crew.settle();
        office.crew.settle();
        assertThat(office.whatsapp.texts()).containsExactly("1", "2");
    }

    @Test
    void one_that_was_not_kept_after_all_is_not_sent_and_stands_in_nobodys_way() {
        assertThatThrownBy(() -> submit("1", (_, _) -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .hasMessage("the disk is full");
        office.crew.settle();
        MessageId second = office.send(Office.ANA, "2");
        office.crew.settle();

        assertThat(office.whatsapp.texts()).containsExactly("2");
        assertThat(office.status(second)).isEqualTo("sent");
        assertThat(office.test.count("SELECT count(*) FROM outbox")).isEqualTo(1);
    }

    @Test
    void one_whose_commit_nobody_heard_of_is_sent_once() {
        assertThatThrownBy(() -> submit(
                        "1",
                        (tx, _) -> tx.afterCommit(() -> {
                            throw new IllegalStateException("the line broke");
                        })))
                .hasMessage("the line broke");
        assertThat(office.text("SELECT status FROM outbox")).isEqualTo("sending");

        office.crew.settle();
        office.crew.settle();
        assertThat(office.whatsapp.texts()).containsExactly("1");
        assertThat(office.text("SELECT status FROM outbox")).isEqualTo("sent");
        assertThat(office.text("SELECT string_agg(outcome, ' ' ORDER BY number) FROM send_attempt"))
                .isEqualTo("notSent accepted");
    }

    @Test
    void one_that_waits_and_whose_commit_nobody_heard_of_is_sent_once_and_in_its_turn() {
        MessageId first = office.queue(Office.ANA, "1");
        office.device(Office.SALES, "paused = true");
        office.crew.settle();
        office.device(Office.SALES, "paused = false");
        assertThatThrownBy(() -> submit(
                        "2",
                        (tx, _) -> tx.afterCommit(() -> {
                            throw new IllegalStateException("the line broke");
                        })))
                .hasMessage("the line broke");

        office.crew.settle();
        office.crew.settle();
        assertThat(office.whatsapp.texts()).containsExactly("1", "2");
        assertThat(office.status(first)).isEqualTo("sent");
        assertThat(office.text("SELECT string_agg(number || outcome, ' ') FROM send_attempt"))
                .isEqualTo("1accepted 1accepted");
    }

    @Test
    void one_that_the_hub_died_over_is_unknown_and_those_behind_it_are_sent() {
        MessageId first = office.send(Office.ANA, "1");
        MessageId second = office.send(Office.ANA, "2");
        office.crash();

        try (Office next = office.successor()) {
            next.crew.settle();
            next.crew.settle();
            assertThat(next.status(first)).isEqualTo("unknown");
            assertThat(next.status(second)).isEqualTo("sent");
            assertThat(next.whatsapp.texts()).containsExactly("2");
        }
    }
}
