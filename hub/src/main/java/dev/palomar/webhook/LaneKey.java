package dev.palomar.webhook;

import dev.palomar.database.Rows;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The order of one conversation (or device, or endpoint) at one endpoint.
record LaneKey(TenantId tenant, EndpointId endpoint, UUID lane) {

    static LaneKey read(ResultSet row) throws SQLException {
        return new LaneKey(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new EndpointId(Rows.uuid(row, "endpoint_id")),
                Rows.uuid(row, "lane"));
    }
}
