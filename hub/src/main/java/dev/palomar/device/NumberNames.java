package dev.palomar.device;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds devices by the ids that programs speaking Meta's language know: Meta's own, and those of this hub for numbers
/// that Meta does not know.
final class NumberNames {

    private static final Pattern OURS = Pattern.compile("9[0-9]{17}");

    private NumberNames() {}

    static Optional<DeviceId> device(Tx tx, TenantId tenant, String phoneNumberId) {
        Optional<DeviceId> metas = tx.query("""
                SELECT device_id FROM cloud_number WHERE tenant_id = :tenant AND phone_number_id = :number
                """)
                .bind("tenant", tenant)
                .bind("number", phoneNumberId)
                .map((row, _) -> new DeviceId(Rows.uuid(row, "device_id")))
                .findOne();
        return metas.isPresent() || !OURS.matcher(phoneNumberId).matches()
                ? metas
                : tx.query("""
                        SELECT d.id FROM device d
                         WHERE d.tenant_id = :tenant AND d.number_id = :number
                           AND NOT EXISTS (SELECT FROM cloud_number c
                                            WHERE c.tenant_id = d.tenant_id AND c.device_id = d.id)
                        """)
                        .bind("tenant", tenant)
                        .bind("number", Long.parseLong(phoneNumberId))
                        .map((row, _) -> new DeviceId(Rows.uuid(row, "id")))
                        .findOne();
    }

    /// Empty when the account is none of the tenant's.
    static Optional<List<DeviceId>> devices(Tx tx, TenantId tenant, String account) {
        List<DeviceId> devices = tx.query("""
                SELECT d.id FROM device d
                  JOIN tenant t ON t.id = d.tenant_id
                  LEFT JOIN cloud_number c ON c.tenant_id = d.tenant_id AND c.device_id = d.id
                 WHERE d.tenant_id = :tenant AND coalesce(c.business_account_id, t.account_id::text) = :account
                 ORDER BY d.id
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .map((row, _) -> new DeviceId(Rows.uuid(row, "id")))
                .list();
        return devices.isEmpty() && !isOwn(tx, tenant, account) ? Optional.empty() : Optional.of(devices);
    }

    private static boolean isOwn(Tx tx, TenantId tenant, String account) {
        return tx.query("SELECT account_id::text FROM tenant WHERE id = :tenant")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne()
                .filter(account::equals)
                .isPresent();
    }
}
