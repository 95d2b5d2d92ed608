package dev.palomar.sandbox.control;

import dev.palomar.sandbox.graph.Templates;
import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /// `{name, language?, status?, reason?, quality?, category?}`: decides about one template, or about all
    /// languages of a name. `{fill: 500}`: as many approved ones.
    ObjectNode decide(BusinessNumber number, ObjectNode body) {
        Asked.only(body, "name", "language", "status", "reason", "quality", "category", "fill");
        Optional<Integer> fill = Asked.integer(body, "fill");
        if (fill.isPresent()) {
            templates.fill(number.account(), Math.clamp(fill.get(), 0, 10_000));
            return Json.list(List.of());
        }
        String name = Asked.required(body, "name");
        Optional<String> status = word(body, "status", DECISIONS);
        Optional<String> quality = word(body, "quality", Set.of("GREEN", "YELLOW", "RED", "UNKNOWN"));
        Optional<String> category = word(body, "category", Set.of("AUTHENTICATION", "MARKETING", "UTILITY"));
        String language = Json.text(body, "language");
        if (status.isEmpty() && quality.isEmpty() && category.isEmpty()) {
            throw Refusal.wrong("status, quality or category is missing");
        }
        List<Template> meant = number.account().templates().values().stream()
                .filter(template -> template.name().equals(name))
                .filter(template -> language.isEmpty() || template.language().equals(language))
                .toList();
        if (meant.isEmpty()) {
            throw Refusal.unknown("there is no template " + name);
        }
        String reason = Asked.orElse(body, "reason", "NONE");
        for (Template template : meant) {
            status.ifPresent(word -> templates.decide(number.account(), template, word, reason));
            quality.ifPresent(word -> templates.rate(number.account(), template, word));
            category.ifPresent(word -> templates.recategorise(number.account(), template, word));
        }
        return Json.list(meant.stream().map(TemplateControls::shown).toList());
    }

    private static Optional<String> word(ObjectNode body, String field, Set<String> words) {
        String word = Json.text(body, field).toUpperCase(Locale.ROOT);
        if (!word.isEmpty() && !words.contains(word)) {
            throw Refusal.wrong(field + " is one of " + words);
        }
        return Optional.of(word).filter(text -> !text.isEmpty());
    }

    private static ObjectNode shown(Template template) {
        ObjectNode shown = Json.object();
        shown.put("id", template.id());
        shown.put("name", template.name());
        shown.put("language", template.language());
        shown.put("category", template.category());
        shown.put("status", template.status());
        shown.put("quality", template.quality());
        shown.set("components", template.components());
        return shown;
    }
}
