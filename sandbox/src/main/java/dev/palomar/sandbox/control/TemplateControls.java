package dev.palomar.sandbox.control;

import dev.palomar.sandbox.graph.Templates;
import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What Meta's reviewers do to an account's templates.
final class TemplateControls {

    private static final Set<String> DECISIONS =
            Set.of("APPROVED", "REJECTED", "PAUSED", "DISABLED", "PENDING", "FLAGGED", "IN_APPEAL", "ARCHIVED");

    private final Templates templates;

    TemplateControls(Templates templates) {
        this.templates = templates;
    }

    List<ObjectNode> list(BusinessNumber number) {
        return number.account().templates().values().stream()
                .map(TemplateControls::shown)
                .toList();
    }

    /// `{name, language?, status, reason?}`: decides about one template, or about all languages of a name.
    ObjectNode decide(BusinessNumber number, ObjectNode body) {
        String name = Asked.required(body, "name");
        String status = Asked.required(body, "status").toUpperCase(Locale.ROOT);
        String language = Json.text(body, "language");
        if (!DECISIONS.contains(status)) {
            throw Refusal.wrong("status is one of " + DECISIONS);
        }
        List<Template> meant = number.account().templates().values().stream()
                .filter(template -> template.name().equals(name))
                .filter(template -> language.isEmpty() || template.language().equals(language))
                .toList();
        if (meant.isEmpty()) {
            throw Refusal.unknown("there is no template " + name);
        }
        String reason = Asked.orElse(body, "reason", "NONE");
        meant.forEach(template -> templates.decide(number.account(), template, status, reason));
        return Json.list(meant.stream().map(TemplateControls::shown).toList());
    }

    private static ObjectNode shown(Template template) {
        ObjectNode shown = Json.object();
        shown.put("id", template.id());
        shown.put("name", template.name());
        shown.put("language", template.language());
        shown.put("category", template.category());
        shown.put("status", template.status());
        shown.set("components", template.components());
        return shown;
    }
}
