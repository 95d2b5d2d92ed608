package dev.palomar.journal;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Payload;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.EventId;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Entries as rows of `event`.
public final class EntryRows {

    /// The columns that [#read] expects, of a table or alias named `e`.
    public static final String COLUMNS = """
            e.tenant_id, e.id, e.slot, e.seq, e.recorded_at, e.type, e.lane, e.device_id, e.conversation_id, \
            e.message_id, e.media_id, e.endpoint_id, e.sequence, e.backfilled, e.normalized, e.raw\
            """;

    private EntryRows() {}

    /// One statement for the rows and the heads of their slots.
    static void insert(Tx tx, List<Entry> entries, Map<Integer, Long> next) {
        tx.tell("""
                WITH heads AS (
                    UPDATE slot_head h SET next_seq = u.next_seq
                      FROM unnest(?::smallint[], ?::bigint[]) AS u (slot, next_seq)
                     WHERE h.slot = u.slot
                )
                INSERT INTO event (tenant_id, id, slot, seq, recorded_at, type, lane, device_id, conversation_id,
                                   message_id, media_id, endpoint_id, sequence, backfilled, normalized, raw)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::smallint[], ?::bigint[], ?::timestamptz[], ?::text[],
                                     ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::bigint[],
                                     ?::boolean[], ?::bytea[], ?::bytea[])
                """, columns -> {
            columns.add("int2", next.keySet().toArray());
            columns.add("int8", next.values().toArray());
            columns.add("uuid", entries, entry -> entry.tenant().value());
            columns.add("uuid", entries, entry -> entry.id().value());
            columns.add("int2", entries, Entry::slot);
            columns.add("int8", entries, Entry::seq);
            columns.add("timestamptz", entries, Entry::at);
            columns.add("text", entries, entry -> entry.type().word());
            columns.add("uuid", entries, Entry::lane);
            columns.add("uuid", entries, entry -> uuid(entry.device()));
            columns.add("uuid", entries, entry -> uuid(entry.conversation()));
            columns.add("uuid", entries, entry -> uuid(entry.message()));
            columns.add("uuid", entries, entry -> uuid(entry.media()));
            columns.add("uuid", entries, entry -> uuid(entry.only()));
            columns.add(
                    "int8",
                    entries,
                    entry -> entry.sequence().isPresent() ? entry.sequence().getAsLong() : null);
            columns.add("bool", entries, Entry::backfilled);
            columns.bytes(entries, entry -> entry.normalized().bytes());
            columns.bytes(entries, entry -> entry.raw().map(Payload::bytes).orElse(null));
        });
    }

    /// Reads a row that was selected with [#COLUMNS].
    public static Entry read(ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        OptionalLong numbered = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sequence);
        String type = row.getString("type");
        return new Entry(
                new EventId(Rows.uuid(row, "id")),
                new TenantId(Rows.uuid(row, "tenant_id")),
                row.getInt("slot"),
                row.getLong("seq"),
                Rows.instant(row, "recorded_at"),
                EventType.read(type).orElseThrow(() -> new IllegalStateException("unknown event type " + type)),
                Rows.uuid(row, "lane"),
                Rows.id(row, "device_id", DeviceId::new),
                Rows.id(row, "conversation_id", ConversationId::new),
                Rows.id(row, "message_id", MessageId::new),
                Rows.id(row, "media_id", MediaId::new),
                Rows.id(row, "endpoint_id", EndpointId::new),
                numbered,
                row.getBoolean("backfilled"),
                Payload.of(row.getBytes("normalized")),
                Optional.ofNullable(row.getBytes("raw")).map(Payload::of));
    }

    private static @Nullable UUID uuid(Optional<? extends Id> id) {
        return id.map(Id::value).orElse(null);
    }
}
