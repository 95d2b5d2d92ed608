package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final TestDatabase test = TestDatabase.fresh();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void a_database_says_that_its_disk_is_full_once_a_write_has_failed_for_it() {
        fails("22012");
        assertThat(test.database().hasRoom()).isTrue();

        fails("53100");
        assertThat(test.database().hasRoom()).isFalse();
        assertThat(test.database().answers()).isTrue();
    }

    private void fails(String code) {
        String raise = "DO $$ BEGIN RAISE EXCEPTION 'for the test' USING ERRCODE = '" + code + "'; END $$";
        assertThatThrownBy(() -> test.database().worker(tx -> tx.update(raise).execute()))
                .isInstanceOf(RuntimeException.class);
    }
}
