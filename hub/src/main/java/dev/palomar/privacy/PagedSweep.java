package dev.palomar.privacy;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Erases rows of a table that is too large to be looked through at once: page after page of its ids.
///
/// @param where  which rows `t` are the person's, as in [Sweep]; also `:marks`, texts that name the person
record PagedSweep(String what, String table, String where) implements Erasable {

    private static final int AT_ONCE = 1_000;

    @Override
    public Set<String> tables() {
        return Set.of(table);
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        List<UUID> page = tx.query(
                        "SELECT id FROM " + table + " WHERE tenant_id = :tenant AND id > :from ORDER BY id LIMIT :most")
                .bind("tenant", subject.tenant())
                .bind("from", from.orElse(new UUID(0, 0)))
                .bind("most", AT_ONCE)
                .map((row, _) -> Rows.uuid(row, "id"))
                .list();
        if (page.isEmpty()) {
            return new Part(0, false, Optional.empty());
        }
        int erased = Sweep.bound(
                        tx.update("DELETE FROM " + table + " t WHERE t.tenant_id = :tenant AND t.id = ANY (:page) AND ("
                                        + where + ")")
                                .bind("tenant", subject.tenant())
                                .bindArray("page", UUID.class, page),
                        where,
                        subject)
                .execute();
        return new Part(erased, page.size() == AT_ONCE, Optional.of(page.getLast()));
    }
}
