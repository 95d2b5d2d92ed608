package dev.palomar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnceTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void nothing_is_made_before_somebody_asks_and_all_who_ask_at_once_get_the_same() {
        Once<Object> once = new Once<>(() -> {
            made.incrementAndGet();
            return new Object();
        });
        assertThat(made).hasValue(0);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 50).forEach(_ -> callers.execute(once::get));
        }
        assertThat(once.get()).isSameAs(once.get());
        assertThat(made).hasValue(1);
    }

    @Test
    void what_could_not_be_made_is_made_for_the_next_one() {
        Once<String> once = new Once<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return "made";
        });
        assertThatThrownBy(once::get).hasMessage("not yet");
        assertThat(once.get()).isEqualTo("made");
    }
}
