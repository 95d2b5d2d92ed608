package dev.palomar.outbound;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Possible;
import dev.palomar.outbound.request.Submission;
import dev.palomar.transport.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Picks the number that sends: the one that was named, else that of the latest conversation with the person, else the
/// first connected one of the transport that the tenant prefers, else the first connected one. Numbers whose transport
/// cannot send such a message are passed over as long as there is one that can.
final class Choice {

    private final Database database;
    private final Map<TransportKind, Transport> transports;

    Choice(Database database, Map<TransportKind, Transport> transports) {
        this.database = database;
        this.transports = Map.copyOf(transports);
    }

    /// Throws [Rejection.InvalidValue] when the named one is not there, and [Rejection.NotPossible] when there is none.
    DeviceId of(TenantId tenant, Submission submission) {
        return database.tenant(tenant, tx -> {
            if (submission.from().isPresent()) {
                return named(tx, tenant, submission.from().get());
            }
            List<String> able = able(submission);
            return ofConversation(tx, tenant, submission, able)
                    .or(() -> preferred(tx, tenant, able))
                    .or(() -> preferred(tx, tenant, ALL))
                    .orElseThrow(() -> new Rejection.NotPossible(
                            "no-device", "from", "No connected device of this company can send this."));
        });
    }

    private static final List<String> ALL =
            Arrays.stream(TransportKind.values()).map(Enum::name).toList();

    /// The transports that can send such a message.
    private List<String> able(Submission submission) {
        return Arrays.stream(TransportKind.values())
                .filter(kind -> Possible.objection(
                                submission,
                                kind,
                                Optional.ofNullable(transports.get(kind)).map(Transport::capabilities))
                        .isEmpty())
                .map(Enum::name)
                .toList();
    }

    /// Whether `from` names this device.
    static boolean means(String from, DeviceId device, Optional<PhoneNumber> phone) {
        return DeviceId.read(from)
                .map(device::equals)
                .orElseGet(() -> phone.isPresent() && PhoneNumber.read(from).equals(phone));
    }

    private static DeviceId named(Tx tx, TenantId tenant, String from) {
        Optional<DeviceId> id = DeviceId.read(from);
        Optional<PhoneNumber> phone = id.isPresent() ? Optional.empty() : PhoneNumber.read(from);
        return tx.query("""
            SELECT id FROM device
             WHERE tenant_id = :tenant AND (id = :id::uuid OR phone = :phone)
             ORDER BY connected DESC, paused, id LIMIT 1
            """)
                .bind("tenant", tenant)
                .bind("id", id.map(DeviceId::value).orElse(null))
                .bind("phone", phone.map(PhoneNumber::e164).orElse(null))
                .map((row, _) -> new DeviceId(Rows.uuid(row, "id")))
                .findOne()
                .orElseThrow(() -> new Rejection.InvalidValue("from", "there is no such device or number here"));
    }

    /// A number that a person disconnected, or that was never linked, is no way to answer any more.
    private static Optional<DeviceId> ofConversation(Tx tx, TenantId tenant, Submission submission, List<String> able) {
        if (submission.to().group().isPresent()) {
            return tx.query("""
                    SELECT v.device_id FROM conversation v
                      JOIN device d ON d.tenant_id = v.tenant_id AND d.id = v.device_id
                     WHERE v.tenant_id = :tenant AND v.chat = :chat
                       AND d.connected AND d.state NOT IN ('CREATED', 'LOGGED_OUT') AND d.transport = ANY (:able)
                     ORDER BY v.last_message_at DESC LIMIT 1
                    """)
                    .bind("tenant", tenant)
                    .bindArray("able", String.class, able)
                    .bind("chat", "group:" + submission.to().group().get())
                    .map((row, _) -> new DeviceId(Rows.uuid(row, "device_id")))
                    .findOne();
        }
        List<String> keys = submission.to().identity().keys();
        return tx.query("""
                SELECT v.device_id FROM contact_identity i
                  JOIN conversation v ON v.tenant_id = i.tenant_id AND v.contact_id = i.contact_id
                  JOIN device d ON d.tenant_id = v.tenant_id AND d.id = v.device_id
                 WHERE i.tenant_id = :tenant AND i.key = ANY (:keys)
                   AND d.connected AND d.state NOT IN ('CREATED', 'LOGGED_OUT') AND d.transport = ANY (:able)
                 ORDER BY v.last_message_at DESC LIMIT 1
                """)
                .bind("tenant", tenant)
                .bindArray("keys", String.class, keys)
                .bindArray("able", String.class, able)
                .map((row, _) -> new DeviceId(Rows.uuid(row, "device_id")))
                .findOne();
    }

    private static Optional<DeviceId> preferred(Tx tx, TenantId tenant, List<String> able) {
        return tx.query("""
                SELECT d.id FROM device d JOIN tenant t ON t.id = d.tenant_id
                 WHERE d.tenant_id = :tenant AND d.connected AND d.transport = ANY (:able)
                 ORDER BY d.paused, d.state IN ('ERROR', 'RESTRICTED', 'CREATED', 'LOGGED_OUT', 'QR', 'CODE', 'PASSKEY'),
                          d.transport <> t.preferred_transport, d.id
                 LIMIT 1
                """)
                .bind("tenant", tenant)
                .bindArray("able", String.class, able)
                .map((row, _) -> new DeviceId(Rows.uuid(row, "id")))
                .findOne();
    }
}
