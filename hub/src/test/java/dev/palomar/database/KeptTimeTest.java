package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KeptTimeTest {

    private static final TestDatabase TEST = TestDatabase.fresh();

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void what_the_clock_said_at_the_very_end_of_a_millisecond_is_what_a_row_says_later() {
        Instant exact = Instant.parse("2026-11-27T23:29:34.123999600Z");
        assertThat(kept(exact)).isEqualTo(Instant.parse("2026-11-27T23:29:34.124Z"));

        Instant told = KeptTime.of(InstantSource.fixed(exact)).instant();

        assertThat(told).isEqualTo(Instant.parse("2026-11-27T23:29:34.123999Z"));
        assertThat(kept(told)).isEqualTo(told);
    }

    private static Instant kept(Instant at) {
        return TEST.database()
                .worker(tx -> tx.query("SELECT CAST(:at AS timestamptz) AS at")
                        .bind("at", at)
                        .map((row, _) -> Rows.instant(row, "at"))
                        .one());
    }
}
