package dev.palomar.alert;

import dev.palomar.model.id.TenantId;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// Something that is wrong now.
///
/// @param tenant  whose; the nil id for the platform
/// @param since   since when it has been so
/// @param facts   numbers and words for the sentence that tells it, and for programs
record Condition(TenantId tenant, AlertKind kind, Subject subject, Severity severity, Instant since, ObjectNode facts) {

    /// What makes two conditions the same one.
    record Key(TenantId tenant, AlertKind kind, String subjectKind, String subjectId) {}

    Key key() {
        String id = subject.id().orElse("");
        return new Key(tenant, kind, subject.kind(), id.isEmpty() ? subject.name() : id);
    }
}
