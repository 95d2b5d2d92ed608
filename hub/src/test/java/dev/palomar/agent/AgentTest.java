package dev.palomar.agent;

import static dev.palomar.agent.AgentWorld.Scripted.failed;
import static dev.palomar.agent.AgentWorld.Scripted.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.testing.Calm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

class AgentTest {

    private static final String AT_ONCE = "{'enabled':true,'quietMs':0}";

    @Test
    void a_customer_is_answered_once_however_often_their_message_comes() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            world.says("wamid.1", "¿Abren hoy?");
            until(() -> assertThat(world.sent()).containsExactly("respuesta 1"));
            world.says("wamid.1", "¿Abren hoy?");
            world.says("wamid.2", "¿Y mañana?");

            until(() -> assertThat(world.sent()).containsExactly("respuesta 1", "respuesta 2"));
            assertThat(world.runs()).containsExactly("answered", "answered");
            assertThat(world.turns()).isZero();
            assertThat(world.model.asked.getLast().turns())
                    .extracting(turn -> (turn.customer() ? "customer: " : "us: ") + turn.text())
                    .containsExactly("customer: ¿Abren hoy?", "us: respuesta 1", "customer: ¿Y mañana?");
        }
    }

    @Test
    void history_groups_and_what_we_wrote_ourselves_are_not_answered() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            world.arrives("wamid.1", "de antes", false, true, Optional.empty());
            world.arrives("wamid.2", "desde el teléfono", true, false, Optional.empty());
            world.arrives("wamid.3", "en un grupo", false, false, Optional.of("120363041234567890"));
            world.says("wamid.4", "hola");

            until(() -> assertThat(world.runs()).hasSize(1));
            until(() -> assertThat(world.turns()).isZero());
            assertThat(world.model.asked).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void what_comes_within_the_quiet_time_is_answered_together() {
        try (AgentWorld world = new AgentWorld("{'enabled':true,'quietMs':20000}")) {
            world.says("wamid.1", "hola");
            until(() -> assertThat(world.turns()).isEqualTo(1));
            world.says("wamid.2", "una pregunta");
            until(() -> assertThat(world.test.count("SELECT version FROM agent_turn"))
                    .isEqualTo(2));
            assertThat(world.model.asked).isEmpty();
            world.clock.advance(Duration.ofSeconds(30));

            until(() -> assertThat(world.sent()).containsExactly("respuesta 1"));
            assertThat(world.model.asked)
                    .singleElement()
                    .extracting(Question::turns)
                    .isEqualTo(List.of(new Question.Turn(true, "hola\nuna pregunta")));
        }
    }

    @Test
    void an_answer_to_less_than_all_is_thrown_away_but_not_for_ever() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            for (int i = 2; i <= 4; i++) {
                String more = "wamid." + i;
                int version = i;
                world.model.next.add(_ -> {
                    world.says(more, "y además " + version);
                    until(() -> assertThat(world.test.count("SELECT max(version) FROM agent_turn"))
                            .isEqualTo(version));
                    return said("tarde " + (version - 1));
                });
            }
            world.says("wamid.1", "hola");

            until(() -> assertThat(world.sent()).containsExactly("tarde 3", "respuesta 4"));
            assertThat(world.runs()).containsExactly("answered", "answered");
            assertThat(world.test.count("SELECT restarts FROM agent_run ORDER BY id LIMIT 1"))
                    .isEqualTo(2);
            assertThat(world.test.count("SELECT cardinality(message_ids) FROM agent_run ORDER BY id DESC LIMIT 1"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_model_that_is_overloaded_is_asked_again() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            world.model.next.add(_ -> failed(Reply.Failure.OVERLOADED));
            world.model.next.add(_ -> failed(Reply.Failure.TIMEOUT));
            world.says("wamid.1", "hola");
            until(() -> assertThat(world.test.count("SELECT max(attempts) FROM agent_turn"))
                    .isEqualTo(1));
            world.clock.advance(Duration.ofSeconds(5));
            until(() -> assertThat(world.test.count("SELECT max(attempts) FROM agent_turn"))
                    .isEqualTo(2));
            world.clock.advance(Duration.ofSeconds(10));

            until(() -> assertThat(world.sent()).containsExactly("respuesta 3"));
            assertThat(world.test.count("SELECT json_array_length(calls::json) FROM agent_run"))
                    .isEqualTo(3);
            assertThat(world.runs()).containsExactly("answered");
        }
    }

    @Test
    void a_turn_that_stumbled_over_something_of_ours_is_taken_again() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            world.model.next.add(_ -> {
                throw new IllegalStateException("no connection to the database, on purpose");
            });
            world.says("wamid.1", "hola");

            until(() -> assertThat(world.sent()).containsExactly("respuesta 2"));
            assertThat(world.runs()).containsExactly("answered");
        }
    }

    @Test
    void more_customers_than_are_answered_at_once_are_answered_one_after_the_other() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            CountDownLatch answer = new CountDownLatch(1);
            for (int i = 0; i < 16; i++) {
                world.model.next.add(_ -> {
                    wait(answer);
                    return said("tarde");
                });
            }
            for (int i = 10; i < 50; i++) {
                world.greets("+54911555502" + i);
            }
            until(() -> assertThat(world.model.asked).hasSize(16));
            until(() -> assertThat(world.turns()).isEqualTo(40));
            answer.countDown();

            until(() -> assertThat(world.sent()).hasSize(40));
            assertThat(world.turns()).isZero();
            assertThat(world.model.asked).hasSize(40);
        }
    }

    @Test
    void what_the_model_refuses_or_cannot_do_is_for_a_person() {
        try (AgentWorld world =
                new AgentWorld("{'enabled':true,'quietMs':0,'handover':{'message':'Te paso con una persona.'}}")) {
            world.model.next.add(_ -> failed(Reply.Failure.REFUSAL));
            world.says("wamid.1", "hola");

            until(() -> assertThat(world.runs()).containsExactly("handedOver refusal"));
            assertThat(world.sent()).containsExactly("Te paso con una persona.");
            world.says("wamid.2", "¿hola?");
            until(() -> assertThat(world.runs()).containsExactly("handedOver refusal", "silenced person"));
            assertThat(world.model.asked).hasSize(1);
        }
    }

    @Test
    void a_word_hands_over_before_anybody_is_asked() {
        try (AgentWorld world = new AgentWorld("{'enabled':true,'quietMs':0,'handover':{'words':['gerente']}}")) {
            world.says("wamid.1", "¡Quiero hablar con el GERENTE!");

            until(() -> assertThat(world.runs()).containsExactly("handedOver words"));
            assertThat(world.model.asked).isEmpty();
            assertThat(world.test.count("SELECT count(*) FROM event WHERE type = 'conversation.handover'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_program_on_the_other_side_is_recognised_however_little_the_model_is_shown() {
        try (AgentWorld world = new AgentWorld("{'enabled':true,'quietMs':0,'historyMessages':1}")) {
            for (int i = 1; i <= 10; i++) {
                int answers = i;
                world.says("wamid." + i, "oferta número " + i);
                until(() -> assertThat(world.sent()).hasSize(answers));
            }
            world.says("wamid.11", "oferta número 11");

            until(() -> assertThat(world.runs()).hasSize(11).endsWith("handedOver loop"));
            assertThat(world.model.asked)
                    .hasSize(10)
                    .allMatch(question -> question.turns().size() == 1);
        }
    }

    @Test
    void after_the_last_answer_of_the_day_a_person_goes_on() {
        try (AgentWorld world = new AgentWorld("{'enabled':true,'quietMs':0,'caps':{'perChatPerDay':1}}")) {
            world.says("wamid.1", "hola");
            until(() -> assertThat(world.runs()).containsExactly("answered"));
            world.says("wamid.2", "otra");

            until(() -> assertThat(world.runs()).containsExactly("answered", "handedOver chatCap"));
        }
    }

    @Test
    void a_person_who_answers_meanwhile_silences_it() {
        try (AgentWorld world = new AgentWorld(AT_ONCE)) {
            world.model.next.add(_ -> {
                world.test
                        .database()
                        .worker(tx -> tx.update("UPDATE conversation SET agent_mode = 'human'")
                                .execute());
                return said("tarde");
            });
            world.says("wamid.1", "hola");

            until(() -> assertThat(world.runs()).containsExactly("silenced person"));
            assertThat(world.sent()).isEmpty();
            assertThat(world.turns()).isZero();
        }
    }

    @Test
    void two_nodes_that_both_think_the_turn_is_theirs_send_one_answer() throws InterruptedException {
        try (AgentWorld first = new AgentWorld(AT_ONCE)) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            first.model.next.add(_ -> {
                asked.countDown();
                wait(answer);
                return said("del primero");
            });
            first.says("wamid.1", "hola");
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
            first.loseEverything();
            try (AgentWorld second = first.successor()) {
                until(() -> assertThat(second.sent()).containsExactly("respuesta 1"));
                answer.countDown();
                second.says("wamid.2", "¿y?");

                until(() -> assertThat(second.sent()).containsExactly("respuesta 1", "respuesta 2"));
                assertThat(second.runs()).containsExactly("answered", "answered");
            }
        }
    }

    @Test
    void outside_its_hours_and_where_it_is_off_it_says_nothing() {
        try (AgentWorld world = new AgentWorld(
                "{'enabled':true,'quietMs':0,'hours':{'times':[{'days':['mon'],'from':'00:00','to':'00:01'}]}}")) {
            world.says("wamid.1", "hola");
            until(() -> assertThat(world.runs()).containsExactly("skipped outsideHours"));
            world.setups.change(AgentWorld.ACME, dev.palomar.model.Json.readObject("{\"enabled\":false}"));
            world.says("wamid.2", "hola");
            world.setups.change(
                    AgentWorld.ACME, dev.palomar.model.Json.readObject("{\"enabled\":true,\"hours\":null}"));
            world.says("wamid.3", "hola");

            until(() -> assertThat(world.sent()).hasSize(1));
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(50)).atMost(Calm.PATIENCE).untilAsserted(seen);
    }
}
