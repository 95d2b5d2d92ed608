package dev.palomar.device;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.DeviceState;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `device` table.
final class DeviceRows {

    private DeviceRows() {}

    static Optional<Device> find(Tx tx, TenantId tenant, DeviceId device, Instant now) {
        return tx.query("""
            SELECT d.*, t.account_id, c.phone_number_id, c.business_account_id, c.updated_at,
                   c.verify_token IS NOT NULL AS verify_token_set, c.app_secret IS NOT NULL AS app_secret_set,
                   (SELECT coalesce(sum(q.messages), 0) FROM quota_use q
                     WHERE q.tenant_id = d.tenant_id AND q.device_id = d.id
                       AND q.day = (:now AT TIME ZONE t.time_zone)::date) AS sent_today
              FROM device d
              JOIN tenant t ON t.id = d.tenant_id
              LEFT JOIN cloud_number c ON c.tenant_id = d.tenant_id AND c.device_id = d.id
             WHERE d.tenant_id = :tenant AND d.id = :device
            """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("now", Timestamp.from(now))
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Oldest first. `search` is a part of the name, the number or a label.
    static List<Device> list(
            Tx tx, TenantId tenant, Devices.Filter filter, Optional<DeviceId> after, int most, Instant now) {
        return tx.query("""
            SELECT d.*, t.account_id, c.phone_number_id, c.business_account_id, c.updated_at,
                   c.verify_token IS NOT NULL AS verify_token_set, c.app_secret IS NOT NULL AS app_secret_set,
                   (SELECT coalesce(sum(q.messages), 0) FROM quota_use q
                     WHERE q.tenant_id = d.tenant_id AND q.device_id = d.id
                       AND q.day = (:now AT TIME ZONE t.time_zone)::date) AS sent_today
              FROM device d
              JOIN tenant t ON t.id = d.tenant_id
              LEFT JOIN cloud_number c ON c.tenant_id = d.tenant_id AND c.device_id = d.id
             WHERE d.tenant_id = :tenant
               AND (:state::text IS NULL OR d.state = :state)
               AND (:search::text IS NULL OR position(lower(:search) IN lower(d.name)) > 0
                    OR position(:search IN d.phone) > 0 OR :search = ANY (d.labels))
               AND (:after::uuid IS NULL OR d.id > :after::uuid)
             ORDER BY d.id
             LIMIT :most
            """)
                .bind("tenant", tenant)
                .bind("now", Timestamp.from(now))
                .bind("state", filter.state().orElse(null))
                .bind("search", filter.search().orElse(null))
                .bind("after", after.map(DeviceId::value).orElse(null))
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    /// What a decision about a device's state needs, held until the transaction ends.
    record Standing(DeviceState state, boolean connected, boolean paused) {}

    static Optional<Standing> lock(Tx tx, TenantId tenant, DeviceId device) {
        return tx.query("""
            SELECT state, state_detail, connected, paused FROM device
             WHERE tenant_id = :tenant AND id = :device FOR UPDATE
            """)
                .bind("tenant", tenant)
                .bind("device", device)
                .map((row, _) -> new Standing(
                        DeviceState.read(row.getString("state"), row.getString("state_detail")),
                        row.getBoolean("connected"),
                        row.getBoolean("paused")))
                .findOne();
    }

    static void insert(Tx tx, TenantId tenant, DeviceId device, NewDevice wanted, Instant now) {
        tx.update("""
            INSERT INTO device (tenant_id, id, name, transport, state, state_since, labels, created_at)
            VALUES (:tenant, :device, :name, :transport, 'CREATED', :now, :labels, :now)
            """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("name", wanted.name())
                .bind("transport", wanted.transport().name())
                .bindArray("labels", String.class, wanted.labels())
                .bind("now", Timestamp.from(now))
                .execute();
    }

    static void change(Tx tx, TenantId tenant, DeviceId device, DeviceChange change) {
        change.name()
                .ifPresent(
                        name -> tx.update("UPDATE device SET name = :name WHERE tenant_id = :tenant AND id = :device")
                                .bind("name", name)
                                .bind("tenant", tenant)
                                .bind("device", device)
                                .execute());
        change.labels()
                .ifPresent(labels -> tx.update(
                                "UPDATE device SET labels = :labels WHERE tenant_id = :tenant AND id = :device")
                        .bindArray("labels", String.class, labels)
                        .bind("tenant", tenant)
                        .bind("device", device)
                        .execute());
        change.quota()
                .ifPresent(quota -> tx.update(
                                "UPDATE device SET messages_per_day = :most WHERE tenant_id = :tenant AND id = :device")
                        .bind("most", quota.messagesPerDay().orElse(null))
                        .bind("tenant", tenant)
                        .bind("device", device)
                        .execute());
    }

    static void move(Tx tx, TenantId tenant, DeviceId device, DeviceState now, Instant at) {
        @Nullable String detail = now.detail().map(dev.palomar.model.Json::text).orElse(null);
        tx.update("""
            UPDATE device SET state = :state, state_detail = :detail, state_since = :at
             WHERE tenant_id = :tenant AND id = :device
            """)
                .bind("state", now.word())
                .bind("detail", detail)
                .bind("at", Timestamp.from(at))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
        tx.update("""
            INSERT INTO device_state (tenant_id, device_id, at, state, detail)
            VALUES (:tenant, :device, :at, :state, :detail)
            ON CONFLICT (tenant_id, device_id, at) DO UPDATE SET state = excluded.state, detail = excluded.detail
            """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("at", Timestamp.from(at))
                .bind("state", now.word())
                .bind("detail", detail)
                .execute();
    }

    /// The state is the same, and what is told with it has changed.
    static void detail(Tx tx, TenantId tenant, DeviceId device, DeviceState now) {
        tx.update("UPDATE device SET state_detail = :detail WHERE tenant_id = :tenant AND id = :device")
                .bind("detail", now.detail().map(dev.palomar.model.Json::text).orElse(null))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    static void mark(Tx tx, TenantId tenant, DeviceId device, boolean connected, boolean paused) {
        tx.update("""
            UPDATE device SET connected = :connected, paused = :paused
             WHERE tenant_id = :tenant AND id = :device
            """)
                .bind("connected", connected)
                .bind("paused", paused)
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// What Meta said of the number.
    static void known(Tx tx, TenantId tenant, DeviceId device, Optional<PhoneNumber> phone, String quality) {
        tx.update("""
            UPDATE device SET phone = coalesce(:phone, phone), quality = :quality
             WHERE tenant_id = :tenant AND id = :device
            """)
                .bind("phone", phone.map(PhoneNumber::e164).orElse(null))
                .bind("quality", quality)
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// The device is linked to this phone from now on. A limit on first messages was that of the phone before.
    static void linked(Tx tx, TenantId tenant, DeviceId device, PhoneNumber phone, Instant now) {
        tx.update("""
            UPDATE device SET phone = :phone, linked_at = :now,
                   no_new_chats_until = CASE WHEN phone = :phone THEN no_new_chats_until END
             WHERE tenant_id = :tenant AND id = :device
            """)
                .bind("phone", phone.e164())
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// WhatsApp takes first messages of the number again, earlier than was thought.
    static void letFirstMessagesGo(Tx tx, TenantId tenant, DeviceId device) {
        tx.update("UPDATE device SET no_new_chats_until = NULL WHERE tenant_id = :tenant AND id = :device")
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// The device is linked to no phone; its number is remembered, because its messages were that number's.
    static void unlinked(Tx tx, TenantId tenant, DeviceId device) {
        tx.update("UPDATE device SET linked_at = NULL WHERE tenant_id = :tenant AND id = :device")
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    static void forgetPhone(Tx tx, TenantId tenant, DeviceId device) {
        tx.update("UPDATE device SET phone = NULL, quality = NULL WHERE tenant_id = :tenant AND id = :device")
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// Messages have no reference that the database would have to check at every one that comes: they are deleted by
    /// name.
    static void delete(Tx tx, TenantId tenant, DeviceId device) {
        for (String rows : List.of("message WHERE device_id = :device", "device WHERE id = :device")) {
            tx.remove(tx.update("DELETE FROM " + rows + " AND tenant_id = :tenant")
                    .bind("tenant", tenant)
                    .bind("device", device));
        }
    }

    /// Holds other creations of the tenant back until this one is done, so that the limit is kept.
    record Room(Optional<Integer> limit, long used) {}

    static Optional<Room> room(Tx tx, TenantId tenant) {
        Optional<Optional<Integer>> limit = tx.query("SELECT devices FROM tenant WHERE id = :tenant FOR UPDATE")
                .bind("tenant", tenant)
                .map((row, _) -> Rows.maybeInt(row, "devices"))
                .findOne();
        return limit.map(most -> new Room(
                most,
                tx.query("SELECT count(*) FROM device WHERE tenant_id = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Long.class)
                        .one()));
    }

    static List<StateChange> history(Tx tx, TenantId tenant, DeviceId device, int most) {
        return tx.query("""
            SELECT at, state, detail FROM device_state
             WHERE tenant_id = :tenant AND device_id = :device ORDER BY at DESC LIMIT :most
            """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("most", most)
                .map((row, _) -> new StateChange(
                        DeviceState.read(row.getString("state"), row.getString("detail")), Rows.instant(row, "at")))
                .list();
    }

    private static Device read(ResultSet row) throws SQLException {
        @Nullable String phoneNumberId = row.getString("phone_number_id");
        return new Device(
                new DeviceId(Rows.uuid(row, "id")),
                row.getString("name"),
                TransportKind.read(row.getString("transport")).orElseThrow(),
                Rows.maybeText(row, "phone").flatMap(PhoneNumber::read),
                DeviceState.read(row.getString("state"), row.getString("state_detail")),
                Rows.instant(row, "state_since"),
                Rows.maybeInstant(row, "last_inbound_at"),
                Rows.maybeInstant(row, "last_outbound_at"),
                Rows.maybeText(row, "quality").orElse("UNKNOWN"),
                Rows.maybeInt(row, "messages_per_day"),
                row.getInt("sent_today"),
                row.getBoolean("paused"),
                row.getBoolean("connected"),
                Rows.texts(row, "labels"),
                phoneNumberId == null
                        ? Optional.empty()
                        : Optional.of(new Device.Cloud(
                                phoneNumberId,
                                Rows.maybeText(row, "business_account_id"),
                                row.getBoolean("verify_token_set"),
                                row.getBoolean("app_secret_set"),
                                Rows.instant(row, "updated_at"))),
                new Device.Names(
                        phoneNumberId == null ? row.getString("number_id") : phoneNumberId,
                        Rows.maybeText(row, "business_account_id").orElse(row.getString("account_id"))),
                Rows.instant(row, "created_at"));
    }
}
