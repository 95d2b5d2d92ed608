package dev.palomar.conversation;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who in a group received, read or heard a message of ours. As on a phone, the message as a whole is delivered or read
/// when it is with everybody; as long as it is not known who is in the group, with anybody.
public final class GroupReceipts {

    /// One member's receipt.
    public record Receipt(
            TenantId tenant, MessageId message, Groups.Ref group, Identity member, MessageStatus status, Instant at) {}

    private GroupReceipts() {}

    /// Writes them down; a member's receipt never goes back. Answers how far each message has come with everybody.
    public static Map<MessageId, MessageStatus> write(Tx tx, List<Receipt> receipts) {
        List<Receipt> rows = receipts.stream()
                .sorted(Comparator.comparing((Receipt one) -> one.message().value())
                        .thenComparing(GroupReceipts::key)
                        .thenComparing(Receipt::status))
                .toList();
        Map<MessageId, MessageStatus> reached = new HashMap<>();
        try {
            for (MessageStatus status : List.of(MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.PLAYED)) {
                insert(tx, rows.stream().filter(one -> one.status() == status).toList());
            }
            Map<MessageId, Receipt> messages = new LinkedHashMap<>();
            rows.forEach(one -> messages.putIfAbsent(one.message(), one));
            for (Receipt one : messages.values()) {
                reached(tx, one).ifPresent(status -> reached.put(one.message(), status));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot keep receipts of a group", failure);
        }
        return reached;
    }

    private static String key(Receipt receipt) {
        return receipt.member()
                .lid()
                .map(lid -> "lid:" + lid)
                .orElseGet(() -> receipt.member().keys().getFirst());
    }

    private static void insert(Tx tx, List<Receipt> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO group_receipt AS r (tenant_id, message_id, member, status, at)
                SELECT DISTINCT ON (u.message_id, u.member) * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                       AS u (tenant_id, message_id, member, status, at)
                 ORDER BY u.message_id, u.member
                ON CONFLICT (tenant_id, message_id, member) DO UPDATE SET status = EXCLUDED.status, at = EXCLUDED.at
                 WHERE array_position(ARRAY['delivered', 'read', 'played'], r.status)
                     < array_position(ARRAY['delivered', 'read', 'played'], EXCLUDED.status)
                """)) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.tenant().value())
                    .add("uuid", rows, row -> row.message().value())
                    .add("text", rows, GroupReceipts::key)
                    .add("text", rows, row -> row.status().word())
                    .add("timestamptz", rows, Receipt::at);
            statement.executeUpdate();
        }
    }

    private static Optional<MessageStatus> reached(Tx tx, Receipt one) {
        // ourselves are in it, too
        int everybody = Groups.members(tx, one.group())
                .map(members -> members.size() - 1)
                .orElse(1);
        return tx.query("""
                SELECT count(*) AS delivered,
                       count(*) FILTER (WHERE status IN ('read', 'played')) AS read,
                       count(*) FILTER (WHERE status = 'played') AS played
                  FROM group_receipt WHERE tenant_id = :tenant AND message_id = :message
                """)
                .bind("tenant", one.tenant())
                .bind("message", one.message())
                .map((row, _) -> row.getInt("played") >= everybody
                        ? Optional.of(MessageStatus.PLAYED)
                        : row.getInt("read") >= everybody
                                ? Optional.of(MessageStatus.READ)
                                : row.getInt("delivered") >= everybody
                                        ? Optional.of(MessageStatus.DELIVERED)
                                        : Optional.<MessageStatus>empty())
                .one();
    }

    /// A member and how far a message has come with them.
    public record Standing(String member, MessageStatus status, Instant at) {}

    /// Those of one message, in the order in which they came.
    public static List<Standing> of(Tx tx, TenantId tenant, MessageId message) {
        return tx.query("""
                SELECT member, status, at FROM group_receipt
                 WHERE tenant_id = :tenant AND message_id = :message ORDER BY at, member
                """)
                .bind("tenant", tenant)
                .bind("message", message)
                .map((row, _) -> new Standing(
                        row.getString("member"),
                        MessageStatus.read(row.getString("status")).orElseThrow(),
                        Rows.instant(row, "at")))
                .list();
    }
}
