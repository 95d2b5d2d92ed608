package dev.palomar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.Contract;
import dev.palomar.model.Rejection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Pattern ROW = Pattern.compile("\\| `/problems/([a-z-]+)` \\| (\\d+) \\|");

    @Test
    void the_contract_lists_the_kinds_of_problems_that_exist() {
        Map<String, String> documented = new TreeMap<>();
        Matcher rows =
                ROW.matcher(Contract.read().document().at("/info/description").asString());
        while (rows.find()) {
            documented.put(rows.group(1), rows.group(2));
        }

        assertThat(Problem.known()).containsExactlyInAnyOrderElementsOf(documented.keySet());
    }

    @Test
    void a_database_that_is_away_or_full_is_no_defect() {
        assertThat(Outage.isBehind(new IllegalStateException(new SQLException("gone", "08006"))))
                .isTrue();
        assertThat(Outage.isBehind(new IllegalStateException(new SQLException("disk full", "53100"))))
                .isTrue();
        assertThat(Outage.isBehind(new IllegalStateException(new SQLException("stopping", "57P01"))))
                .isTrue();
        assertThat(Outage.isBehind(new IllegalStateException(new SQLException("a typo", "42601"))))
                .isFalse();
        assertThat(Outage.isBehind(new IllegalStateException("ours"))).isFalse();
    }

    @Test
    void one_fault_is_named_as_the_field_and_several_are_listed() {
        Rejection one = new Rejection.InvalidValue("name", "is required");

        assertThat(Problem.of(one).json("r").get("field").asString()).isEqualTo("name");
        assertThat(Problem.of(one).json("r").get("errors")).hasSize(1);
    }
}
