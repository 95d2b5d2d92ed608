package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.TenantId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Ids of contacts and conversations that became part of others.
final class Former {

    private Former() {}

    /// What has this id now. Empty when it never was anything else's.
    static <T extends Id> Optional<T> now(Tx tx, TenantId tenant, T id, Function<UUID, T> as) {
        return tx.query("SELECT new_id FROM merged WHERE tenant_id = :tenant AND old_id = :id")
                .bind("tenant", tenant)
                .bind("id", id.value())
                .map((row, _) -> as.apply(Rows.uuid(row, "new_id")))
                .findOne();
    }
}
