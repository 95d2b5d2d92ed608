package dev.palomar.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Nobody adds a table without saying whether it knows something about people.
class InventoryTest {

    @Test
    void every_table_of_a_company_is_erased_or_is_known_to_hold_nothing_about_people() throws SQLException {
        List<Erasable> steps = Inventory.of(null, null, null);
        Set<String> erased = new TreeSet<>();
        steps.forEach(step -> erased.addAll(step.tables()));
        Set<String> there = new TreeSet<>();
        try (TestDatabase test = TestDatabase.fresh();
                Connection connection = test.owner();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT c.relname FROM pg_class c
                         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                           AND (c.relname = 'tenant' OR EXISTS (SELECT FROM pg_attribute a
                                                                 WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'))
                        """)) {
            while (rows.next()) {
                there.add(rows.getString(1));
            }
        }

        Set<String> forgotten = new TreeSet<>(there);
        forgotten.removeAll(erased);
        forgotten.removeAll(Inventory.WITHOUT.keySet());
        assertThat(forgotten).as("tables in neither list of privacy/Inventory").isEmpty();
        assertThat(there).containsAll(erased);
        assertThat(erased).doesNotContainAnyElementsOf(Inventory.WITHOUT.keySet());
    }
}
