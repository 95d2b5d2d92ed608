package dev.palomar.tenant.audit;

import dev.palomar.model.Payload;
import dev.palomar.model.id.AuditId;
import java.time.Instant;
import java.util.HexFormat;

/// A line of the audit log. `number` counts from 1 without gaps within a tenant; `hash` covers this entry and, through
/// the one before it, all earlier ones.
public record AuditEntry(long number, AuditId id, Instant at, Author author, Deed deed, Payload hash) {

    public String hashText() {
        return HexFormat.of().formatHex(hash.bytes());
    }
}
