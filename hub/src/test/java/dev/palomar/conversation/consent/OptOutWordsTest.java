package dev.palomar.conversation.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.tenant.privacy.Privacy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptOutWordsTest {

    @Test
    void a_message_that_is_just_the_word_means_it_however_it_is_written() {
        for (String text : List.of("BAJA", "baja", " Baja. ", "¡BAJA!", "stop", "Stop…", "bájá")) {
            assertThat(OptOuts.meaning(Privacy.STANDARD, text)).as(text).contains(Consent.State.WITHDRAWN);
        }
        assertThat(OptOuts.meaning(Privacy.STANDARD, "alta")).contains(Consent.State.GRANTED);
    }

    @Test
    void a_word_within_a_sentence_means_nothing() {
        for (String text : List.of("¿Cuándo baja el precio?", "dar de baja", "stopper", "", "…", "👍")) {
            assertThat(OptOuts.meaning(Privacy.STANDARD, text)).as(text).isEmpty();
        }
    }

    @Test
    void a_company_has_words_of_its_own() {
        Privacy own = new Privacy(
                new Privacy.Keep(Optional.empty(), Optional.empty(), Optional.empty()), List.of("no más"), List.of());

        assertThat(OptOuts.meaning(own, "No mas!")).contains(Consent.State.WITHDRAWN);
        assertThat(OptOuts.meaning(own, "BAJA")).isEmpty();
        assertThat(OptOuts.meaning(own, "ALTA")).isEmpty();
    }
}
