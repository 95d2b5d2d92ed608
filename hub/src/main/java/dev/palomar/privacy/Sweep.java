package dev.palomar.privacy;

import dev.palomar.database.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/// Erases rows of one table.
///
/// @param where  which rows `t` are the person's. May use `:contacts` and `:conversations` (ids), `:keys` (as in
///               `contact_identity`) and `:names` (what WhatsApp calls the person)
/// @param also   tables whose rows go with theirs, by a reference
record Sweep(String what, String table, String where, Set<String> also) implements Erasable {

    private static final int AT_ONCE = 500;

    static Sweep of(String what, String table, String where, String... also) {
        return new Sweep(what, table, where, Set.of(also));
    }

    @Override
    public Set<String> tables() {
        Set<String> tables = new HashSet<>(also);
        tables.add(table);
        return tables;
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        Update update = tx.update("""
                DELETE FROM %1$s WHERE tenant_id = :tenant AND ctid = ANY (ARRAY(
                    SELECT t.ctid FROM %1$s t WHERE t.tenant_id = :tenant AND (%2$s) LIMIT %3$d))
                """.formatted(table, where, AT_ONCE)).bind("tenant", subject.tenant());
        return Part.of(bound(update, where, subject).execute());
    }

    /// With those of the subject's facts that `sql` names.
    static <T extends SqlStatement<T>> T bound(T update, String sql, Subject subject) {
        bind(update, sql, "contacts", UUID.class, subject.contacts());
        bind(update, sql, "conversations", UUID.class, subject.conversations());
        bind(update, sql, "keys", String.class, subject.keys());
        bind(update, sql, "names", String.class, subject.names());
        bind(update, sql, "marks", String.class, subject.marks());
        if (sql.contains(":until")) {
            update.bind("until", subject.until());
        }
        return update;
    }

    private static <T> void bind(SqlStatement<?> update, String sql, String name, Class<T> type, List<T> values) {
        if (sql.contains(":" + name)) {
            update.bindArray(name, type, values);
        }
    }
}
