package dev.palomar.conversation.search;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Messages from before there was an index: they are put into it little by little, newest first.
final class Past {

    private record Todo(TenantId tenant, UUID below) {}

    private Past() {}

    /// The next `most` of them. Answers with how many those were; fewer than `most` says nothing, 0 that all is done
    /// or that somebody else is at it.
    static int write(Tx tx, Words words, int most) {
        Optional<Todo> todo = tx.query("""
                SELECT tenant_id, below FROM search_past ORDER BY tenant_id LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
                .map((row, _) -> new Todo(new TenantId(Rows.uuid(row, "tenant_id")), Rows.uuid(row, "below")))
                .findOne();
        if (todo.isEmpty()) {
            return 0;
        }
        TenantId tenant = todo.get().tenant();
        List<Words.Ref> next = tx.query("""
                SELECT id FROM message WHERE tenant_id = :tenant AND id < :below ORDER BY id DESC LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("below", todo.get().below())
                .bind("most", most)
                .map((row, _) -> new Words.Ref(tenant, new MessageId(Rows.uuid(row, "id"))))
                .list();
        if (next.isEmpty()) {
            tx.update("DELETE FROM search_past WHERE tenant_id = :tenant")
                    .bind("tenant", tenant)
                    .execute();
            return 1;
        }
        words.write(tx, next);
        tx.update("UPDATE search_past SET below = :below WHERE tenant_id = :tenant")
                .bind("below", next.getLast().message())
                .bind("tenant", tenant)
                .execute();
        return next.size();
    }
}
