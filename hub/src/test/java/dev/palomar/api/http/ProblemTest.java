package dev.palomar.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.Contract;
import dev.palomar.database.Outage;
import dev.palomar.model.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTest {

    /// The code of a rejection, where it is written down: of several words, so that no field is taken for one.
    private static final Pattern SAID = Pattern.compile("new Rejection\\.\\w+\\(\\s*\"([a-z]+(?:-[a-z]+)+)\"");

    private static final Pattern TEXT = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

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
    void every_kind_that_the_hub_says_is_one_of_them_and_every_one_of_them_is_said() throws IOException {
        Set<String> said = new TreeSet<>();
        Set<String> texts = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("Problem.java"))
                    // The facade answers in Meta's words.
                    .filter(path -> !path.toString().contains("/api/facade/"))
                    .toList()) {
                String text = Files.readString(source);
                SAID.matcher(text).results().forEach(code -> said.add(code.group(1)));
                TEXT.matcher(text).results().forEach(each -> texts.add(each.group(1)));
            }
        }

        assertThat(said).isSubsetOf(Problem.known());
        assertThat(Problem.known().stream().filter(code -> code.contains("-"))).isSubsetOf(texts);
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
