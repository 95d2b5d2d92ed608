package dev.palomar.journal;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.event.EventType;
import dev.palomar.testing.Core;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    @Test
    void pulling_while_others_write_leaves_nothing_out_brings_nothing_twice_and_keeps_the_order() throws Exception {
        try (Core core = new Core()) {
            Archive archive = new Archive(core.test.database(), core.journal);
            List<Thread> writers = new ArrayList<>();
            for (int person = 0; person < 6; person++) {
                String phone = "+549115555010" + person;
                String tag = person + "-";
                writers.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 60; i++) {
                        core.receive(phone, "wamid." + tag + i, tag + i);
                    }
                }));
            }
            Position position = Position.start();
            List<Entry> read = new ArrayList<>();
            while (read.size() < 360) {
                Archive.Page page =
                        archive.read(ANA, position, Set.of(EventType.MESSAGE_RECEIVED), 37, Duration.ofMinutes(1));
                assertThat(page.entries()).as("something comes").isNotEmpty();
                read.addAll(page.entries());
                // As a reader does that was restarted in between.
                position = Position.read(page.next().text(core.clock.instant())).orElseThrow();
            }

            assertThat(new HashSet<>(read.stream().map(Entry::id).toList())).hasSize(360);
            Map<Object, Long> last = new HashMap<>();
            for (Entry entry : read) {
                long sequence = entry.sequence().orElseThrow();
                assertThat(sequence).isGreaterThan(last.getOrDefault(entry.lane(), 0L));
                last.put(entry.lane(), sequence);
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(archive.read(ANA, position, Set.of(), 10, Duration.ZERO).entries())
                    .isEmpty();
        }
    }

    @Test
    void a_cursor_is_taken_back_however_much_has_happened() {
        for (long events = 1; events < 1L << 41; events <<= 4) {
            String text = Positions.farAlong(events, Instant.parse("2026-01-01T12:00:00Z"));
            assertThat(text.length()).isLessThan(Position.LONGEST);
            assertThat(Position.read(text).orElseThrow().of(255)).isEqualTo(events);
        }
    }

    @Test
    void a_cursor_says_when_it_was_given_out_and_one_that_was_made_up_is_refused() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");

        assertThat(Position.read(Position.start().text(noon)).orElseThrow().at())
                .isEqualTo(noon);
        for (String text : List.of("", "x", "AQ", "AgAB", "AQABAAEAAQABAAEAAQ%", "____")) {
            assertThat(Position.read(text)).as(text).isEmpty();
        }
    }
}
