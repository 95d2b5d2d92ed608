package dev.palomar.alert;

import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TemplateId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What an alert is about. `id` is empty for a part of the hub itself.
public record Subject(String kind, Optional<String> id, String name, Optional<DeviceId> device) {

    static Subject device(DeviceId id, String name) {
        return new Subject("device", Optional.of(id.text()), name, Optional.of(id));
    }

    static Subject endpoint(EndpointId id, String name) {
        return new Subject("endpoint", Optional.of(id.text()), name, Optional.empty());
    }

    static Subject template(TemplateId id, String name) {
        return new Subject("template", Optional.of(id.text()), name, Optional.empty());
    }

    static Subject tenant(TenantId id, String name) {
        return new Subject("tenant", Optional.of(id.text()), name, Optional.empty());
    }

    static Subject platform(String part) {
        return new Subject("platform", Optional.empty(), part, Optional.empty());
    }

    public ObjectNode json() {
        return Json.object().put("kind", kind).put("id", id.orElse(null)).put("name", name);
    }
}
