package dev.palomar.tenant.audit;

import dev.palomar.model.Json;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.VisitId;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What was done, to what. `action` is a stable word such as `apiKey.revoked`; `detail` says what changed and holds
/// neither a secret nor what people wrote.
public record Deed(String action, Optional<Target> target, ObjectNode detail) {

    /// The thing it was done to.
    public record Target(String kind, String id) {}

    public static Deed of(String action) {
        return new Deed(action, Optional.empty(), Json.object());
    }

    /// The kind is the first word of the action: `device.created` was done to a device.
    public static Deed of(String action, Id target) {
        return of(action, target, Json.object());
    }

    public static Deed of(String action, Id target, ObjectNode detail) {
        return to(action.substring(0, action.indexOf('.')), target, action, detail);
    }

    /// The same, said to have been done during a visit.
    Deed during(VisitId visit) {
        return new Deed(action, target, detail.deepCopy().put("visit", visit.text()));
    }

    /// Where the action does not begin with the kind of its target.
    public static Deed to(String kind, Id target, String action, ObjectNode detail) {
        return new Deed(action, Optional.of(new Target(kind, target.text())), detail);
    }
}
