package dev.palomar.tenant.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    /// RFC 6238, appendix B, the rows of SHA1.
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codes_are_those_of_the_standard(long second, String code) {
        byte[] key = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
        long step = Totp.step(Instant.ofEpochSecond(second));

        assertThat(new Totp(key, 8).code(step)).isEqualTo(code);
        assertThat(new Totp(key, 6).code(step)).isEqualTo(code.substring(2));
    }

    @Test
    void a_clock_may_be_half_a_minute_off_and_no_more() {
        Instant now = Instant.parse("2026-11-20T12:00:10Z");
        Totp totp = Totp.fresh(new Random(1));
        long step = Totp.step(now);

        for (int off = -1; off <= 1; off++) {
            assertThat(totp.match(totp.code(step + off), now, 0)).hasValue(step + off);
        }
        assertThat(totp.match(totp.code(step - 2), now, 0)).isEmpty();
        assertThat(totp.match(totp.code(step + 2), now, 0)).isEmpty();
        assertThat(totp.match("12345", now, 0)).isEmpty();
    }

    @Test
    void a_code_that_was_used_is_good_no_more_nor_is_an_earlier_one() {
        Instant now = Instant.parse("2026-11-20T12:00:10Z");
        Totp totp = Totp.fresh(new Random(1));
        long used = totp.match(totp.code(Totp.step(now)), now, 0).orElseThrow();

        assertThat(totp.match(totp.code(used), now, used)).isEmpty();
        assertThat(totp.match(totp.code(used - 1), now, used)).isEmpty();
        assertThat(totp.match(totp.code(used + 1), now.plus(Duration.ofSeconds(30)), used))
                .hasValue(used + 1);
    }

    @Test
    void the_key_is_written_as_apps_read_it_and_never_printed() {
        Totp totp = Totp.fresh(new Random(1));

        assertThat(totp.secret()).matches("[A-Z2-7]{32}");
        assertThat(Totp.of(totp.secret()).code(1)).isEqualTo(totp.code(1));
        assertThat(totp.toString()).doesNotContain(totp.secret());
    }
}
