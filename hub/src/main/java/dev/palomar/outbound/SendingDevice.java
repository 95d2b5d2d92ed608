package dev.palomar.outbound;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.DeviceState;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.pace.NewPeople;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A number as far as it matters for sending.
///
/// @param day      today in the tenant's time zone, and `dayEnds` its midnight: quotas count by it
record SendingDevice(
        Key key,
        TransportKind transport,
        Optional<PhoneNumber> phone,
        DeviceState state,
        boolean connected,
        boolean paused,
        Optional<Integer> perDay,
        Optional<Integer> tenantPerDay,
        LocalDate day,
        Instant dayEnds) {

    record Key(TenantId tenant, DeviceId device) {}

    /// Why nothing can be submitted for it now, if so. A number that is `personal` and limited by WhatsApp still writes
    /// to whom it knows; first messages wait until the limit ends.
    Optional<Rejection> objection(boolean personal) {
        if (!connected) {
            return Optional.of(new Rejection.Conflict(
                    "device-offline", "The device was disconnected by a person. Connect it to send over it."));
        }
        if (paused) {
            return Optional.of(
                    new Rejection.Conflict("device-paused", "The device is paused. Activate it to send over it."));
        }
        return switch (state) {
            case DeviceState.Broken broken ->
                Optional.of(new Rejection.Conflict(
                        "device-error", "The device cannot send until a person has acted: " + broken.what()));
            case DeviceState.Restricted _ when personal -> Optional.empty();
            case DeviceState.Restricted restricted ->
                Optional.of(new Rejection.Conflict(
                        "device-restricted", "WhatsApp limits this device: " + restricted.why()));
            case DeviceState.Created _,
                    DeviceState.AwaitingScan _,
                    DeviceState.AwaitingCode _,
                    DeviceState.NeedsPasskey _ ->
                Optional.of(new Rejection.Conflict("device-offline", "The device is not connected yet."));
            case DeviceState.LoggedOut(String why) ->
                Optional.of(new Rejection.Conflict(
                        "device-offline", "The device is not linked to its phone any more: " + why));
            case DeviceState.Connecting _,
                    DeviceState.Syncing _,
                    DeviceState.Online _,
                    DeviceState.Reconnecting _,
                    DeviceState.Offline _,
                    DeviceState.Paused _ -> Optional.empty();
        };
    }

    NewPeople.Sender number() {
        return new NewPeople.Sender(key.tenant(), key.device(), day, dayEnds);
    }

    static Supplier<Map<Key, SendingDevice>> find(Tx tx, Collection<Key> keys, Instant now) {
        List<Key> wanted = List.copyOf(keys);
        return tx.ask(
                """
            SELECT d.tenant_id, d.id, d.transport, d.phone, d.state, d.state_detail, d.connected, d.paused,
                   d.messages_per_day, t.messages_per_day AS tenant_messages_per_day,
                   (u.at AT TIME ZONE t.time_zone)::date AS day,
                   ((u.at AT TIME ZONE t.time_zone)::date + 1)::timestamp AT TIME ZONE t.time_zone AS day_ends
              FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS u (tenant_id, id, at)
              JOIN device d ON d.tenant_id = u.tenant_id AND d.id = u.id
              JOIN tenant t ON t.id = d.tenant_id
            """,
                columns -> columns.add("uuid", wanted, key -> key.tenant().value())
                        .add("uuid", wanted, key -> key.device().value())
                        .add("timestamptz", wanted, _ -> now),
                rows -> {
                    Map<Key, SendingDevice> found = new HashMap<>();
                    while (rows.next()) {
                        SendingDevice device = read(rows);
                        found.put(device.key(), device);
                    }
                    return found;
                });
    }

    private static SendingDevice read(ResultSet row) throws SQLException {
        return new SendingDevice(
                new Key(new TenantId(Rows.uuid(row, "tenant_id")), new DeviceId(Rows.uuid(row, "id"))),
                TransportKind.read(row.getString("transport")).orElseThrow(),
                Rows.maybeText(row, "phone").flatMap(PhoneNumber::read),
                DeviceState.read(row.getString("state"), row.getString("state_detail")),
                row.getBoolean("connected"),
                row.getBoolean("paused"),
                Rows.maybeInt(row, "messages_per_day"),
                Rows.maybeInt(row, "tenant_messages_per_day"),
                row.getObject("day", LocalDate.class),
                Rows.instant(row, "day_ends"));
    }
}
