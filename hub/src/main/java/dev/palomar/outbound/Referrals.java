package dev.palomar.outbound;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.Identity;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import java.util.Optional;

/// Who wrote the messages that others refer to: some transports name them together with their author.
final class Referrals {

    private final Database database;

    Referrals(Database database) {
        this.database = database;
    }

    /// Empty when `due` refers to none, or to one that this hub does not know.
    Optional<Transport.Referred> of(Due due) {
        return due.target().flatMap(name -> find(due.tenant(), due.device(), name));
    }

    private Optional<Transport.Referred> find(TenantId tenant, DeviceId device, WireId name) {
        return database.worker(tx -> tx.query("""
                        SELECT m.inbound, ARRAY(SELECT i.key FROM contact_identity i
                                                 WHERE i.tenant_id = m.tenant_id
                                                   AND i.contact_id = coalesce(m.sender_id, v.contact_id)) AS author
                          FROM (SELECT tenant_id, id FROM message
                                 WHERE tenant_id = :tenant AND device_id = :device AND wire_id = :name
                                UNION ALL
                                SELECT tenant_id, message_id FROM outbox
                                 WHERE tenant_id = :tenant AND device_id = :device AND wire_id = :name) AS f (tenant_id, id)
                          JOIN message m ON m.tenant_id = f.tenant_id AND m.id = f.id
                          JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                         ORDER BY m.id LIMIT 1
                        """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("name", name.value())
                .map((row, _) -> new Transport.Referred(
                        name,
                        !row.getBoolean("inbound"),
                        row.getBoolean("inbound") ? Identity.ofKeys(Rows.texts(row, "author")) : Identity.NOBODY))
                .findOne());
    }
}
