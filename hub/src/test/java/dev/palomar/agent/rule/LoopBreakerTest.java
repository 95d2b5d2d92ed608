package dev.palomar.agent.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopBreakerTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final List<LoopBreaker.Said> said = new ArrayList<>();
    private Instant now = NOON;

    @Test
    void a_person_who_asks_and_is_answered_is_no_loop() {
        they("¿Abren hoy?");
        we("Sí, hasta las 18.");
        they("¿Y mañana?");

        assertThat(isLoop()).isFalse();
    }

    @Test
    void an_impatient_person_may_repeat_themselves() {
        they("hola?");
        they("hola?");
        they("Hola");

        assertThat(isLoop()).isFalse();
    }

    @Test
    void the_same_words_after_each_answer_are_a_program() {
        they("Gracias por su mensaje. Le responderemos pronto.");
        we("¿En qué te puedo ayudar?");
        they("Gracias por su mensaje.  Le responderemos pronto");
        we("Sigo aquí.");
        assertThat(isLoop()).isFalse();
        they("GRACIAS POR SU MENSAJE, le responderemos pronto.");

        assertThat(isLoop()).isTrue();
    }

    @Test
    void ten_answers_in_two_minutes_are_more_than_a_person_reads() {
        for (int i = 0; i < 10; i++) {
            they("pregunta " + i);
            we("respuesta " + i);
        }
        they("otra");

        assertThat(isLoop()).isTrue();
        now = now.plus(Duration.ofMinutes(3));
        assertThat(isLoop()).isFalse();
    }

    @Test
    void our_own_words_coming_back_are_a_mirror() {
        they("¿Hay rosas?");
        we("Sí, tenemos rosas rojas.");
        they("Sí, tenemos rosas rojas.");
        we("¿Cuántas querés?");
        assertThat(isLoop()).isFalse();
        they("¿Cuántas querés?");

        assertThat(isLoop()).isTrue();
    }

    private boolean isLoop() {
        return LoopBreaker.isLoop(said, now);
    }

    private void they(String text) {
        now = now.plusSeconds(3);
        said.add(new LoopBreaker.Said(false, text, now));
    }

    private void we(String text) {
        now = now.plusSeconds(3);
        said.add(new LoopBreaker.Said(true, text, now));
    }
}
