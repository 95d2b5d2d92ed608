package dev.palomar.api.resource;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.template.Preview;
import dev.palomar.template.Sync;
import dev.palomar.template.Template;
import dev.palomar.template.Variable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Templates as the API shows them.
final class TemplateAnswers {

    private TemplateAnswers() {}

    static ObjectNode json(Template template) {
        ObjectNode json = Json.object();
        json.put("id", template.id().text());
        json.put("wireId", template.wireId());
        json.put("businessAccountId", template.businessAccountId());
        json.put("name", template.name());
        json.put("language", template.language());
        json.put("category", template.category());
        json.put("previousCategory", template.previousCategory().orElse(null));
        json.put("status", template.status());
        json.put("reason", template.reason().orElse(null));
        json.put("sendable", template.sendable());
        json.put("editable", template.editable());
        json.put("quality", template.quality());
        json.put("parameterFormat", template.named() ? "NAMED" : "POSITIONAL");
        json.put("body", template.blueprint().body().text());
        ArrayNode variables = json.putArray("variables");
        Variable.of(template.blueprint()).forEach(variable -> variables.add(json(variable)));
        json.set("components", template.components());
        json.put("createdAt", Times.text(template.createdAt()));
        json.put("changedAt", Times.text(template.changedAt()));
        json.put("seenAt", Times.text(template.seenAt()));
        return json;
    }

    private static ObjectNode json(Variable variable) {
        return Json.object()
                .put("card", variable.card().orElse(null))
                .put("component", variable.component())
                .put("button", variable.button().orElse(null))
                .put("subType", variable.subType().orElse(null))
                .put("name", variable.name().orElse(null))
                .put("type", variable.type())
                .put("required", variable.required())
                .put("example", variable.example().orElse(null));
    }

    static ObjectNode json(Preview preview) {
        ObjectNode json = Json.object();
        json.put("ok", preview.problems().isEmpty());
        json.set("shown", preview.shown());
        json.set("message", preview.message());
        ArrayNode problems = json.putArray("problems");
        preview.problems()
                .forEach(fault ->
                        problems.addObject().put("field", fault.field()).put("detail", fault.detail()));
        return json;
    }

    static ObjectNode json(Sync sync) {
        ObjectNode json = Json.object();
        json.put("businessAccountId", sync.businessAccountId());
        json.put("state", sync.state().word());
        json.put("pages", sync.pages());
        json.put("found", sync.found());
        json.put("added", sync.added());
        json.put("changed", sync.changed());
        json.put("removed", sync.removed());
        json.put("problem", sync.problem().orElse(null));
        json.put("startedAt", Times.text(sync.startedAt()));
        json.put("nextAt", sync.nextAt().map(Times::text).orElse(null));
        json.put("finishedAt", sync.finishedAt().map(Times::text).orElse(null));
        return json;
    }
}
