package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.cluster.Node;
import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.request.Submission;
import dev.palomar.testing.Calm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A database that does not answer for longer than a lease is believed, and then does.
class LeaseTest {

    @Test
    void what_was_claimed_while_the_lease_ran_out_is_sent_once_when_it_is_believed_again() throws Exception {
        Node.Rhythm quick = new Node.Rhythm(Duration.ofMillis(100), Duration.ofSeconds(4), Duration.ofSeconds(1));
        try (Office office = new Office(SendingSettings.STANDARD, quick);
                Connection heartbeats = office.test.owner();
                Connection claims = office.test.owner()) {
            MessageId message = office.queue(Office.ANA, "hola");
            hold(claims, "SELECT 1 FROM slot_lease FOR UPDATE");
            Thread work = Thread.ofVirtual().start(office.crew::settle);
            await().atMost(Calm.PATIENCE).until(() -> office.test.count("""
                    SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'
                    """) == 1);
            hold(heartbeats, "SELECT 1 FROM node FOR UPDATE");
            await().atMost(Calm.PATIENCE).until(() -> !office.node.owns(0));
            claims.rollback();
            work.join();

            assertThat(office.whatsapp.texts()).isEmpty();
            assertThat(office.status(message)).isEqualTo("queued");
            assertThat(office.attempts(message)).isEqualTo("notSent");
            heartbeats.rollback();
            await().atMost(Calm.PATIENCE).until(() -> office.node.owns(0));
            office.crew.settle();
            assertThat(office.whatsapp.texts()).containsExactly("hola");
            assertThat(office.status(message)).isEqualTo("sent");
        }
    }

    @Test
    void what_was_submitted_while_the_lease_ran_out_is_sent_once_when_it_is_believed_again() throws Exception {
        Node.Rhythm quick = new Node.Rhythm(Duration.ofMillis(100), Duration.ofSeconds(4), Duration.ofSeconds(1));
        try (Office office = new Office(SendingSettings.STANDARD, quick);
                Connection heartbeats = office.test.owner();
                Connection leases = office.test.owner()) {
            hold(leases, "SELECT 1 FROM slot_lease FOR UPDATE");
            Thread submission = Thread.ofVirtual().start(() -> office.send(Office.ANA, "hola"));
            await().atMost(Calm.PATIENCE).until(() -> office.test.count("""
                    SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'
                    """) == 1);
            hold(heartbeats, "SELECT 1 FROM node FOR UPDATE");
            await().atMost(Calm.PATIENCE).until(() -> !office.node.owns(0));
            leases.rollback();
            submission.join();
            goesBackAndIsSentOnce(office, heartbeats);
        }
    }

    @Test
    void what_was_kept_unheard_while_the_lease_ran_out_is_sent_once_when_it_is_believed_again() throws Exception {
        Node.Rhythm quick = new Node.Rhythm(Duration.ofMillis(100), Duration.ofSeconds(4), Duration.ofSeconds(1));
        try (Office office = new Office(SendingSettings.STANDARD, quick);
                Connection heartbeats = office.test.owner()) {
            Outbox.Alongside unheard = (tx, _) -> tx.afterCommit(() -> {
                await().atMost(Calm.PATIENCE).until(() -> !office.node.owns(0));
                throw new IllegalStateException("the line broke");
            });
            hold(heartbeats, "SELECT 1 FROM node FOR UPDATE");
            assertThatThrownBy(() -> office.outbox.submit(
                            Office.ACME,
                            Office.SALES,
                            Submission.text(Office.to(Office.ANA), "hola"),
                            Optional.empty(),
                            unheard))
                    .hasMessage("the line broke");
            goesBackAndIsSentOnce(office, heartbeats);
        }
    }

    private static void goesBackAndIsSentOnce(Office office, Connection heartbeats) throws SQLException {
        assertThat(office.text("SELECT status FROM outbox")).isEqualTo("sending");

        office.crew.work();
        assertThat(office.whatsapp.texts()).isEmpty();
        assertThat(office.text("SELECT status FROM outbox")).isEqualTo("queued");
        heartbeats.rollback();
        await().atMost(Calm.PATIENCE).until(() -> office.node.owns(0));
        office.crew.settle();
        assertThat(office.whatsapp.texts()).containsExactly("hola");
        assertThat(office.text("SELECT string_agg(outcome, ' ' ORDER BY number) FROM send_attempt"))
                .isEqualTo("notSent accepted");
    }

    private static void hold(Connection connection, String rows) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(rows);
        }
    }
}
