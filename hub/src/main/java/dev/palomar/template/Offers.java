package dev.palomar.template;

import dev.palomar.database.Tx;
import dev.palomar.model.TemplateOffer;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.List;

/// What a number may send to somebody whose window is closed.
public final class Offers {

    private static final int MOST = 20;

    private Offers() {}

    /// Approved templates of the number's business account: what answers a customer before what advertises.
    /// Codes for logging in answer nobody and are left out.
    public static List<TemplateOffer> of(Tx tx, TenantId tenant, DeviceId device) {
        return tx.query("""
                SELECT t.* FROM cloud_number c
                  JOIN template t ON t.tenant_id = c.tenant_id AND t.business_account_id = c.business_account_id
                 WHERE c.tenant_id = :tenant AND c.device_id = :device
                   AND t.status = 'APPROVED' AND t.category <> 'AUTHENTICATION'
                 ORDER BY t.category = 'UTILITY' DESC, t.quality = 'RED', t.name, t.language
                 LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("most", MOST)
                .map((row, _) -> TemplateRows.read(row))
                .map(template -> new TemplateOffer(
                        template.id(),
                        template.name(),
                        template.language(),
                        template.category(),
                        template.blueprint().body().text()))
                .list();
    }
}
