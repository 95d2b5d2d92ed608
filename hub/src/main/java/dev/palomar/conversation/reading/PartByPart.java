package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// Several statuses, or several types, one after the other: in the index each lies newest first, so a page of each is
/// all that has to be read. Asked for together PostgreSQL reads all that there is of each, and sorts it.
final class PartByPart {

    /// What has an index of its own, because it is little among much.
    private static final List<MessageStatus> UNSETTLED = List.of(
            MessageStatus.QUEUED,
            MessageStatus.SENDING,
            MessageStatus.UNKNOWN,
            MessageStatus.FAILED,
            MessageStatus.EXPIRED,
            MessageStatus.CANCELED);

    /// Lets that index be used.
    static final String AMONG_UNSETTLED =
            " AND o.status IN (" + UNSETTLED.stream().map(PartByPart::quoted).collect(Collectors.joining(", ")) + ")";

    private PartByPart() {}

    static boolean areUnsettled(Collection<MessageStatus> statuses) {
        return UNSETTLED.containsAll(statuses);
    }

    /// Those that were asked for, newest first; empty when it is not such a question.
    static Optional<List<MessageId>> find(
            Tx tx, TenantId tenant, MessageFilter filter, Optional<UUID> before, int limit) {
        boolean more = filter.conversation().isPresent()
                || filter.contact().isPresent()
                || filter.wireId().isPresent()
                || filter.clientReference().isPresent();
        if (more) {
            return Optional.empty();
        }
        if (filter.types().isEmpty() && !filter.statuses().isEmpty() && areUnsettled(filter.statuses())) {
            return Optional.of(
                    filter.inbound().orElse(false) ? List.of() : ofStatuses(tx, tenant, filter, before, limit));
        }
        boolean types = filter.types().size() > 1
                && !filter.types().contains("text")
                && filter.statuses().isEmpty()
                && filter.device().isEmpty()
                && filter.inbound().isEmpty();
        return types ? Optional.of(ofTypes(tx, tenant, filter, before, limit)) : Optional.empty();
    }

    /// The statuses stand in the statement as what they are: PostgreSQL knows how rare each is.
    private static List<MessageId> ofStatuses(
            Tx tx, TenantId tenant, MessageFilter filter, Optional<UUID> before, int limit) {
        List<MessageStatus> statuses = filter.statuses().stream().distinct().toList();
        Query query = tx.query(together(
                statuses.size(),
                part -> "SELECT o.message_id AS id FROM outbox o"
                        + " WHERE o.tenant_id = :tenant AND o.status = " + quoted(statuses.get(part)) + AMONG_UNSETTLED
                        + between("o.message_id", filter, before)
                        + filter.device().map(_ -> " AND o.device_id = :device").orElse("")));
        filter.device().ifPresent(device -> query.bind("device", device));
        return read(query, tenant, filter, before, limit);
    }

    private static List<MessageId> ofTypes(
            Tx tx, TenantId tenant, MessageFilter filter, Optional<UUID> before, int limit) {
        List<String> types = filter.types().stream().distinct().toList();
        Query query = tx.query(together(
                types.size(),
                part -> "SELECT m.id FROM message m"
                        + " WHERE m.tenant_id = :tenant AND m.type = :type" + part + " AND m.type <> 'text'"
                        + between("m.id", filter, before)));
        IntStream.range(0, types.size()).forEach(part -> query.bind("type" + part, types.get(part)));
        return read(query, tenant, filter, before, limit);
    }

    private static String together(int parts, IntFunction<String> part) {
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            selects.add("(" + part.apply(i) + " ORDER BY 1 DESC LIMIT :limit)");
        }
        return "SELECT id FROM (" + String.join(" UNION ALL ", selects) + ") AS part ORDER BY id DESC LIMIT :limit";
    }

    private static String between(String id, MessageFilter filter, Optional<UUID> before) {
        return before.map(_ -> " AND " + id + " < :before").orElse("")
                + filter.since().map(_ -> " AND " + id + " >= :since").orElse("")
                + filter.until().map(_ -> " AND " + id + " < :until").orElse("");
    }

    private static List<MessageId> read(
            Query query, TenantId tenant, MessageFilter filter, Optional<UUID> before, int limit) {
        query.bind("tenant", tenant).bind("limit", limit);
        before.ifPresent(id -> query.bind("before", id));
        filter.since().ifPresent(since -> query.bind("since", IdSource.floor(since.toEpochMilli())));
        filter.until().ifPresent(until -> query.bind("until", IdSource.floor(until.toEpochMilli())));
        return query.map((row, _) -> new MessageId(Rows.uuid(row, "id"))).list();
    }

    private static String quoted(MessageStatus status) {
        return "'" + status.word() + "'";
    }
}
