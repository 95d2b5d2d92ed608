package dev.palomar.agent.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.agent.llm.Usage;
import dev.palomar.model.Json;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PricesTest {

    @Test
    void a_call_costs_what_its_tokens_cost() {
        Prices prices = Prices.standard();

        assertThat(prices.micros("claude-sonnet-5-5", new Usage(1_000, 100, 0, 0)))
                .isEqualTo(OptionalLong.of(3_000));
        assertThat(prices.micros("claude-sonnet-5-5", new Usage(0, 0, 1_000, 1_000)))
                .isEqualTo(OptionalLong.of(2_600));
    }

    @Test
    void of_a_model_that_is_not_in_the_table_it_is_not_guessed() {
        assertThat(Prices.standard().micros("somebody-elses", new Usage(1, 1, 0, 0)))
                .isEmpty();
    }

    @Test
    void the_operators_own_prices_win() {
        Prices own = Prices.read(Json.read("""
                {"models":[{"id":"claude-sonnet-5-5","input":"1","output":"2","cacheRead":"0","cacheWrite":"0"},
                           {"id":"our-own","input":"0","output":"0","cacheRead":"0","cacheWrite":"0"}]}
                """));
        Prices all = Prices.standard().with(own);

        assertThat(all.micros("claude-sonnet-5-5", new Usage(10, 10, 0, 0))).isEqualTo(OptionalLong.of(30));
        assertThat(all.micros("our-own", new Usage(10, 10, 0, 0))).isEqualTo(OptionalLong.of(0));
        assertThat(all.micros("claude-opus-5", new Usage(1, 0, 0, 0))).isPresent();
    }

    @Test
    void a_table_with_a_fault_says_which() {
        assertThatThrownBy(() -> Prices.read(Json.read("{\"models\":[{\"id\":\"x\",\"input\":\"viel\"}]}")))
                .hasMessageContaining("input");
        assertThatThrownBy(() -> Prices.read(Json.object())).hasMessageContaining("models");
    }
}
