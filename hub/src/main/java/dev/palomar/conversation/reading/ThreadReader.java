package dev.palomar.conversation.reading;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads one conversation from any place in it, both ways. A page costs the same wherever it is: it begins at an id of
/// the index that holds the conversation in its order.
public final class ThreadReader {

    /// Where to read.
    public sealed interface From {

        record Newest() implements From {}

        /// Towards the past, without the message itself.
        record OlderThan(UUID message) implements From {}

        /// Towards the present, without the message itself.
        record NewerThan(UUID message) implements From {}

        /// The message in the middle: half of the page is older.
        record Around(MessageId message) implements From {}

        /// The first that nobody has read yet in the middle; the newest page where everything is read.
        record FirstUnread() implements From {}
    }

    /// Messages without a gap, newest first.
    ///
    /// @param older  there are older ones: they go on at the last of these
    /// @param newer  there are newer ones: they go on at the first of these
    /// @param around the one that was to stand in the middle
    public record Stretch(List<MessageView> messages, boolean older, boolean newer, Optional<MessageId> around) {}

    private record Found(List<MessageId> ids, boolean older, boolean newer, Optional<MessageId> around) {

        Found(List<MessageId> ids, boolean older, boolean newer) {
            this(ids, older, newer, Optional.empty());
        }
    }

    private final Database database;

    public ThreadReader(Database database) {
        this.database = database;
    }

    /// At most `limit` messages. Throws [Rejection.NotFound] when the message to read around is not in the
    /// conversation.
    public Stretch read(TenantId tenant, ConversationId conversation, From from, int limit) {
        return database.tenant(tenant, tx -> {
            Found found = switch (from) {
                case From.Newest() -> older(tx, tenant, conversation, Optional.empty(), limit);
                case From.OlderThan(UUID message) -> older(tx, tenant, conversation, Optional.of(message), limit);
                case From.NewerThan(UUID message) -> newer(tx, tenant, conversation, message, limit);
                case From.Around(MessageId message) -> around(tx, tenant, conversation, message, limit);
                case From.FirstUnread() ->
                    firstUnread(tx, tenant, conversation)
                            .map(message -> around(tx, tenant, conversation, message, limit))
                            .orElseGet(() -> older(tx, tenant, conversation, Optional.empty(), limit));
            };
            return new Stretch(
                    messages(tx, tenant, conversation, found.ids()), found.older(), found.newer(), found.around());
        });
    }

    /// Those and no others, whatever became of the conversation meanwhile.
    private static List<MessageView> messages(
            Tx tx, TenantId tenant, ConversationId conversation, List<MessageId> ids) {
        List<MessageView> stretch = MessageRows.stretch(tx, tenant, conversation, ids);
        return stretch.size() == ids.size() ? stretch : MessageRows.read(tx, tenant, ids);
    }

    /// As many are unread as the conversation says: the newest of those that count.
    private static Optional<MessageId> firstUnread(Tx tx, TenantId tenant, ConversationId conversation) {
        int unread = tx.query("SELECT unread FROM conversation WHERE tenant_id = :tenant AND id = :conversation")
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
        if (unread == 0) {
            return Optional.empty();
        }
        return tx.query("""
                SELECT id FROM message
                 WHERE tenant_id = :tenant AND conversation_id = :conversation AND inbound AND NOT backfilled
                   AND type NOT IN ('reaction', 'edit', 'revoke', 'system')
                 ORDER BY id DESC LIMIT 1 OFFSET :others
                """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .bind("others", unread - 1)
                .map((row, _) -> new MessageId(Rows.uuid(row, "id")))
                .findOne();
    }

    /// Where nothing is newer than the beginning, the page is the newest.
    private static Found older(Tx tx, TenantId tenant, ConversationId conversation, Optional<UUID> than, int limit) {
        List<MessageId> ids = than.map(message -> tx.query("""
                        SELECT id FROM message
                         WHERE tenant_id = :tenant AND conversation_id = :conversation AND id < :message
                         ORDER BY id DESC LIMIT :limit
                        """).bind("message", message))
                .orElseGet(() -> tx.query("""
                        SELECT id FROM message WHERE tenant_id = :tenant AND conversation_id = :conversation
                         ORDER BY id DESC LIMIT :limit
                        """))
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .bind("limit", limit + 1)
                .map((row, _) -> new MessageId(Rows.uuid(row, "id")))
                .list();
        return new Found(first(ids, limit), ids.size() > limit, than.isPresent() && !ids.isEmpty());
    }

    private static Found newer(Tx tx, TenantId tenant, ConversationId conversation, UUID than, int limit) {
        List<MessageId> ids = tx.query("""
                SELECT id FROM message
                 WHERE tenant_id = :tenant AND conversation_id = :conversation AND id > :message
                 ORDER BY id LIMIT :limit
                """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .bind("message", than)
                .bind("limit", limit + 1)
                .map((row, _) -> new MessageId(Rows.uuid(row, "id")))
                .list();
        return new Found(first(ids, limit).reversed(), !ids.isEmpty(), ids.size() > limit);
    }

    private static Found around(Tx tx, TenantId tenant, ConversationId conversation, MessageId message, int limit) {
        boolean here = tx.query("""
                SELECT 1 FROM message
                 WHERE tenant_id = :tenant AND conversation_id = :conversation AND id = :message
                """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .bind("message", message)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!here) {
            throw new Rejection.NotFound("message");
        }
        // Near an end the other side fills the page.
        Found after = newer(tx, tenant, conversation, message.value(), limit - 1);
        Found before = older(tx, tenant, conversation, Optional.of(message.value()), limit - 1);
        int others = limit - 1;
        int newer = Math.min(
                after.ids().size(),
                Math.max(others - others / 2, others - before.ids().size()));
        int older = Math.min(before.ids().size(), others - newer);
        List<MessageId> ids = new ArrayList<>(
                after.ids().subList(after.ids().size() - newer, after.ids().size()));
        ids.add(message);
        ids.addAll(first(before.ids(), older));
        return new Found(
                ids,
                before.older() || older < before.ids().size(),
                after.newer() || newer < after.ids().size(),
                Optional.of(message));
    }

    private static List<MessageId> first(List<MessageId> ids, int limit) {
        return ids.subList(0, Math.min(limit, ids.size()));
    }
}
