package dev.palomar.media;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The `media` table.
final class MediaRows {

    private static final int LONGEST_NAME = 240;

    private MediaRows() {}

    /// A file as it is kept.
    record Row(
            TenantId tenant,
            MediaFile file,
            Optional<String> wireId,
            Optional<String> storageKey,
            String wireUploads,
            int attempts) {}

    static Optional<Row> find(Tx tx, TenantId tenant, MediaId media) {
        return tx.query("SELECT * FROM media WHERE tenant_id = :tenant AND id = :media")
                .bind("tenant", tenant)
                .bind("media", media)
                .map((row, _) -> read(row))
                .findOne();
    }

    static Optional<Row> named(Tx tx, TenantId tenant, String wireId) {
        return tx.query("""
                SELECT * FROM media
                 WHERE tenant_id = :tenant AND wire_id = :wireId AND length(wire_id) <= 64 ORDER BY id LIMIT 1
                """)
                .bind("tenant", tenant)
                .bind("wireId", wireId)
                .map((row, _) -> read(row))
                .findOne();
    }

    static boolean delete(Tx tx, TenantId tenant, MediaId media) {
        return tx.update("DELETE FROM media WHERE tenant_id = :tenant AND id = :media")
                        .bind("tenant", tenant)
                        .bind("media", media)
                        .execute()
                > 0;
    }

    static void insertStored(Tx tx, TenantId tenant, MediaFile file, String storageKey) {
        tx.update("""
                INSERT INTO media (tenant_id, id, state, mime_type, sha256, bytes, filename, storage_key, created_at)
                VALUES (:tenant, :media, 'stored', :mimeType, :sha256, :bytes, :filename, :key, :now)
                """)
                .bind("tenant", tenant)
                .bind("media", file.id())
                .bind("mimeType", file.mimeType().orElse(null))
                .bind("sha256", file.sha256().orElse(null))
                .bind("bytes", file.bytes().orElse(null))
                .bind("filename", file.filename().map(MediaRows::name).orElse(null))
                .bind("key", storageKey)
                .bind("now", Timestamp.from(file.createdAt()))
                .execute();
    }

    static void expect(Tx tx, List<ExpectedMedia> files, Instant now) {
        if (files.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO media (tenant_id, id, device_id, state, wire_id, mime_type, sha256, filename, next_at,
                                   created_at)
                SELECT tenant, id, device, 'remote', wire_id, mime_type, sha256, filename, now, now
                  FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                       AS expected (tenant, id, device, wire_id, mime_type, sha256, filename),
                       (SELECT ?::timestamptz) AS at (now)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """)) {
            new Columns(statement)
                    .add("uuid", files, file -> file.tenant().value())
                    .add("uuid", files, file -> file.id().value())
                    .add("uuid", files, file -> file.device().value())
                    .add("text", files, file -> PlainText.clean(file.wireId()))
                    .add("text", files, file -> text(file.mimeType()))
                    .add("text", files, file -> text(file.sha256()))
                    .add("text", files, file -> text(file.filename()));
            statement.setTimestamp(8, Timestamp.from(now));
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot note expected files", failure);
        }
    }

    private static @Nullable String text(Optional<String> value) {
        return value.map(MediaRows::name).orElse(null);
    }

    private static String name(String text) {
        return PlainText.line(text, LONGEST_NAME);
    }

    /// Files to be fetched, taken by whoever reads them: nobody else gets them before `until`.
    /// Only those of devices in `slots`; a file that is nobody's has its own.
    static List<Row> takeDue(Tx tx, Instant now, Instant until, int most, Collection<Integer> slots) {
        return tx.query("""
                UPDATE media SET next_at = :until, attempts = attempts + 1
                 WHERE (tenant_id, id) IN (
                       SELECT tenant_id, id FROM media
                        WHERE state = 'remote' AND next_at <= :now
                          AND get_byte(uuid_send(coalesce(device_id, id)), 15) = ANY (:slots)
                        ORDER BY next_at LIMIT :most FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
                .bind("until", Timestamp.from(until))
                .bind("now", Timestamp.from(now))
                .bind("most", most)
                .bindArray("slots", Integer.class, List.copyOf(slots))
                .map((row, _) -> read(row))
                .list();
    }

    /// Somebody waits for it: whoever may fetch it does so now, unless it is being fetched.
    static void hurry(Tx tx, Row row, Instant now, Instant underWay) {
        tx.update("""
                UPDATE media SET next_at = :now
                 WHERE tenant_id = :tenant AND id = :media AND state = 'remote' AND next_at < :underWay
                """)
                .bind("now", Timestamp.from(now))
                .bind("underWay", Timestamp.from(underWay))
                .bind("tenant", row.tenant())
                .bind("media", row.file().id())
                .execute();
    }

    /// False when it is stored already, or nobody wants it any more.
    static boolean stored(Tx tx, Row row, String mimeType, String sha256, long bytes, String storageKey) {
        return tx.update("""
                UPDATE media SET state = 'stored', mime_type = :mimeType, sha256 = :sha256, bytes = :bytes,
                       storage_key = :key, problem = NULL, next_at = NULL
                 WHERE tenant_id = :tenant AND id = :media AND state <> 'stored'
                """)
                        .bind("mimeType", mimeType)
                        .bind("sha256", sha256)
                        .bind("bytes", bytes)
                        .bind("key", storageKey)
                        .bind("tenant", row.tenant())
                        .bind("media", row.file().id())
                        .execute()
                > 0;
    }

    /// Whether it is still known.
    static boolean isThere(Tx tx, Row row) {
        return find(tx, row.tenant(), row.file().id()).isPresent();
    }

    /// The keys under which those are stored that are.
    static List<String> keys(Tx tx, TenantId tenant, List<MediaId> media) {
        return tx.query("""
                SELECT storage_key FROM media
                 WHERE tenant_id = :tenant AND id = ANY (:media) AND storage_key IS NOT NULL
                """)
                .bind("tenant", tenant)
                .bindArray("media", UUID.class, (Object[]) Tx.uuids(media))
                .mapTo(String.class)
                .list();
    }

    static void delete(Tx tx, TenantId tenant, List<MediaId> media) {
        tx.update("DELETE FROM media WHERE tenant_id = :tenant AND id = ANY (:media)")
                .bind("tenant", tenant)
                .bindArray("media", UUID.class, (Object[]) Tx.uuids(media))
                .execute();
    }

    /// Stored before `below`, longest ago first.
    static List<MediaId> storedBefore(Tx tx, TenantId tenant, UUID below, int most) {
        return tx.query("""
                SELECT id FROM media WHERE tenant_id = :tenant AND id < :below AND state = 'stored'
                 ORDER BY id LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("below", below)
                .bind("most", most)
                .map((row, _) -> new MediaId(Rows.uuid(row, "id")))
                .list();
    }

    /// Their contents are gone, and what is known of them besides their type.
    static void letGo(Tx tx, TenantId tenant, List<MediaId> media, String why) {
        tx.update("""
                UPDATE media SET state = 'missing', storage_key = NULL, filename = NULL, sha256 = NULL, bytes = NULL,
                       wire_id = NULL, wire_uploads = '{}', next_at = NULL, problem = :why
                 WHERE tenant_id = :tenant AND id = ANY (:media)
                """)
                .bind("why", why)
                .bind("tenant", tenant)
                .bindArray("media", UUID.class, (Object[]) Tx.uuids(media))
                .execute();
    }

    static void missing(Tx tx, Row row, String why) {
        tx.update("""
                UPDATE media SET state = 'missing', problem = :why, next_at = NULL
                 WHERE tenant_id = :tenant AND id = :media AND state = 'remote'
                """)
                .bind("why", PlainText.line(why, 500))
                .bind("tenant", row.tenant())
                .bind("media", row.file().id())
                .execute();
    }

    static void later(Tx tx, Row row, String why, Instant at) {
        tx.update("""
                UPDATE media SET problem = :why, next_at = :at
                 WHERE tenant_id = :tenant AND id = :media AND state = 'remote'
                """)
                .bind("why", PlainText.line(why, 500))
                .bind("at", Timestamp.from(at))
                .bind("tenant", row.tenant())
                .bind("media", row.file().id())
                .execute();
    }

    static long used(Tx tx, TenantId tenant) {
        return tx.query("SELECT coalesce(sum(bytes), 0) FROM media WHERE tenant_id = :tenant AND state = 'stored'")
                .bind("tenant", tenant)
                .mapTo(Long.class)
                .one();
    }

    /// `change` gets what is remembered of uploads to WhatsApp: `{"<phone number id>": {"id": …, "until": …}}`.
    static void wireUploads(Tx tx, TenantId tenant, MediaId media, java.util.function.Consumer<ObjectNode> change) {
        tx.query("SELECT wire_uploads FROM media WHERE tenant_id = :tenant AND id = :media FOR UPDATE")
                .bind("tenant", tenant)
                .bind("media", media)
                .mapTo(String.class)
                .findOne()
                .ifPresent(kept -> {
                    ObjectNode uploads = Json.readObject(kept);
                    change.accept(uploads);
                    tx.update("UPDATE media SET wire_uploads = :uploads WHERE tenant_id = :tenant AND id = :media")
                            .bind("uploads", Json.text(uploads))
                            .bind("tenant", tenant)
                            .bind("media", media)
                            .execute();
                });
    }

    private static Row read(ResultSet row) throws SQLException {
        long bytes = row.getLong("bytes");
        Optional<Long> size = row.wasNull() ? Optional.empty() : Optional.of(bytes);
        return new Row(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new MediaFile(
                        new MediaId(Rows.uuid(row, "id")),
                        MediaFile.State.read(row.getString("state")),
                        Rows.id(row, "device_id", DeviceId::new),
                        Rows.maybeText(row, "mime_type"),
                        Rows.maybeText(row, "sha256"),
                        size,
                        Rows.maybeText(row, "filename"),
                        Rows.maybeText(row, "problem"),
                        Rows.instant(row, "created_at")),
                Rows.maybeText(row, "wire_id"),
                Rows.maybeText(row, "storage_key"),
                row.getString("wire_uploads"),
                row.getInt("attempts"));
    }
}
