package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Statements that travel together.
class FlightTest {

    private static final String COUNT = "SELECT count(*) FROM tenant";

    private final TestDatabase test = TestDatabase.fresh();

    @AfterEach
    void close() {
        test.close();
    }

    private static void found(Tx tx, String slug) {
        tx.tell(
                "INSERT INTO tenant (id, slug, name, created_at) SELECT u.id, u.slug, u.slug, now()"
                        + " FROM unnest(?::uuid[], ?::text[]) AS u (id, slug)",
                columns -> columns.add("uuid", new Object[] {UUID.nameUUIDFromBytes(slug.getBytes())})
                        .add("text", new Object[] {slug}));
    }

    private static Supplier<Long> count(Tx tx) {
        return tx.ask(COUNT, _ -> {}, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    private static Supplier<Boolean> divide(Tx tx) {
        return tx.ask("SELECT 1 / (? - 1)", columns -> columns.all(1), _ -> true);
    }

    @Test
    void they_are_carried_out_in_the_order_in_which_they_were_said_and_each_gets_its_answer() {
        List<Long> seen = test.database().worker(tx -> {
            Supplier<Long> none = count(tx);
            found(tx, "one");
            Supplier<Long> one = count(tx);
            found(tx, "two");
            Supplier<Long> two = count(tx);
            return List.of(two.get(), one.get(), none.get());
        });
        assertThat(seen).containsExactly(2L, 1L, 0L);
    }

    @Test
    void what_nobody_asked_the_answer_of_is_committed_all_the_same_and_an_answer_may_be_read_after_the_commit() {
        Supplier<Long> counted = test.database().worker(tx -> {
            found(tx, "one");
            return count(tx);
        });
        assertThat(counted.get()).isEqualTo(1);
        assertThat(test.count(COUNT)).isEqualTo(1);
    }

    @Test
    void other_statements_of_the_transaction_come_after_what_was_said_before() {
        long seen = test.database().worker(tx -> {
            found(tx, "one");
            return tx.query(COUNT).mapTo(Long.class).one();
        });
        assertThat(seen).isEqualTo(1);
    }

    @Test
    void one_that_fails_fails_where_an_answer_is_fetched_and_nothing_is_kept() {
        List<String> reached = new ArrayList<>();
        assertThatThrownBy(() -> test.database().worker(tx -> {
                    found(tx, "one");
                    Supplier<Boolean> broken = divide(tx);
                    found(tx, "two");
                    reached.add("said");
                    return broken.get();
                }))
                .hasMessageContaining("the database refused")
                .hasRootCauseMessage("ERROR: division by zero");
        assertThat(reached).containsExactly("said");
        assertThat(test.count(COUNT)).isZero();
    }

    @Test
    void one_that_fails_on_the_way_to_the_commit_keeps_the_transaction_from_being_committed() {
        assertThatThrownBy(() -> test.database().worker(tx -> {
                    found(tx, "one");
                    return divide(tx);
                }))
                .hasRootCauseMessage("ERROR: division by zero");
        assertThat(test.count(COUNT)).isZero();
    }
}
