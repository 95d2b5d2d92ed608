package dev.palomar.privacy;

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
        List<UUID> page = subject.page(tx, table, from, AT_ONCE);
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
