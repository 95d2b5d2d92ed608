package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Message templates: listed, created, edited, deleted, and reviewed after a while by somebody at Meta.
public final class Templates {

    /// How long the review of a template takes. A template whose name contains `reject` is rejected.
    public static final Duration REVIEW = Duration.ofSeconds(10);

    private static final List<String> USUAL =
            List.of("name", "parameter_format", "components", "language", "status", "category", "id");
    private static final Set<String> CATEGORIES = Set.of("AUTHENTICATION", "MARKETING", "UTILITY");
    private static final Set<String> EDITABLE = Set.of("APPROVED", "REJECTED", "PAUSED");
    /// For a verified portfolio with an approved display name; 250 otherwise.
    private static final int MOST = 6_000;

    private final Network network;
    private final Webhooks webhooks;

    public Templates(Network network, Webhooks webhooks) {
        this.network = network;
        this.webhooks = webhooks;
    }

    JsonNode list(Request request, Account account) {
        List<ObjectNode> rows = account.templates().values().stream()
                .filter(template -> matches(request, template))
                .map(template -> Fields.pick(fields(template), request.text("fields"), USUAL))
                .toList();
        return Paging.page(request, rows);
    }

    JsonNode get(Request request, Template template) {
        return Fields.pick(fields(template), request.text("fields"), USUAL);
    }

    /// The template with this id, if it belongs to an account that the token reaches.
    Optional<Template> find(Request request, String id) {
        return owner(id)
                .filter(request::mayUse)
                .map(account -> account.templates().get(id));
    }

    JsonNode create(Request request, Account account) {
        String name = request.required("name");
        if (!name.matches("[a-z0-9_]{1,512}")) {
            throw GraphError.parameter("Param name must contain only lowercase letters, digits and underscores.");
        }
        String category = Rule.oneOf(request.required("category").toUpperCase(Locale.ROOT), CATEGORIES, "category");
        String language = request.required("language");
        ArrayNode components = Rule.array(request.parameters(), "components", "components", 1, 10);
        TemplateForm.check(components, category);
        ArrayNode kept =
                category.equals("AUTHENTICATION") ? AuthenticationForm.of(components, language) : components.deepCopy();
        boolean exists = account.templates().values().stream()
                .anyMatch(known -> known.name().equals(name) && known.language().equals(language));
        if (exists) {
            throw GraphError.parameter("Invalid parameter")
                    .told(
                            2388024,
                            "Content in this language already exists",
                            "There is already " + language + " content for this template.");
        }
        if (account.templates().size() >= MOST) {
            throw GraphError.of(2388019, "The account has " + MOST + " templates already.");
        }
        boolean named = request.text("parameter_format").equalsIgnoreCase("NAMED");
        Template template = new Template(network.ids().number(16), name, language, named, category, kept);
        account.templates().put(template.id(), template);
        review(account, template);
        return Json.object()
                .put("id", template.id())
                .put("status", template.status())
                .put("category", template.category());
    }

    JsonNode edit(Request request, Template template) {
        if (!EDITABLE.contains(template.status())) {
            throw GraphError.of(2388039, "A template can be edited when it is approved, rejected or paused.");
        }
        Instant now = network.now();
        boolean approved = template.status().equals("APPROVED");
        template.edits().removeIf(at -> at.plus(Duration.ofDays(30)).isBefore(now));
        boolean today = template.edits().stream()
                .anyMatch(at -> at.plus(Duration.ofDays(1)).isAfter(now));
        if (approved && (today || template.edits().size() >= 10)) {
            throw GraphError.of(
                    2388039, "An approved template can be edited once in 24 hours and ten times in 30 days.");
        }
        if (request.has("category")) {
            template.category(Rule.oneOf(request.text("category").toUpperCase(Locale.ROOT), CATEGORIES, "category"));
        }
        if (request.has("components")) {
            ArrayNode components = Rule.array(request.parameters(), "components", "components", 1, 10);
            TemplateForm.check(components, template.category());
            template.components(components.deepCopy());
        }
        if (approved) {
            template.edits().add(now);
        }
        template.status("PENDING", "NONE");
        owner(template.id()).ifPresent(account -> review(account, template));
        return Numbers.success();
    }

    /// By `name` in all languages, or one language by `hsm_id` and `name`.
    JsonNode delete(Request request, Account account) {
        String name = request.required("name");
        List<Template> gone = account.templates().values().stream()
                .filter(template -> template.name().equals(name))
                .filter(template ->
                        !request.has("hsm_id") || request.text("hsm_id").equals(template.id()))
                .toList();
        if (gone.isEmpty()) {
            throw GraphError.parameter("Invalid parameter")
                    .told(2593002, "Message template not found", "There is no template of that name.");
        }
        if (gone.stream().anyMatch(template -> template.status().equals("DISABLED"))) {
            throw GraphError.of(2388039, "A disabled template cannot be deleted.");
        }
        gone.forEach(template -> account.templates().remove(template.id()));
        return Numbers.success();
    }

    /// Meta decides about a template: sets the status and tells the account's apps.
    public void decide(Account account, Template template, String status, String reason) {
        template.status(status, reason);
        ObjectNode value = Json.object().put("event", status);
        value.setAll(named(template));
        value.put("reason", reason);
        value.put("message_template_category", template.category());
        webhooks.publish(account, account.id(), "message_template_status_update", value);
        network.moved();
    }

    /// People take the template better or worse than before.
    public void rate(Account account, Template template, String quality) {
        ObjectNode value = named(template);
        value.put("previous_quality_score", template.quality());
        value.put("new_quality_score", quality);
        template.quality(quality);
        webhooks.publish(account, account.id(), "message_template_quality_update", value);
        network.moved();
    }

    /// Meta finds that the template belongs into another category.
    public void recategorise(Account account, Template template, String category) {
        ObjectNode value = named(template);
        value.put("previous_category", template.category());
        value.put("new_category", category);
        template.category(category);
        webhooks.publish(account, account.id(), "template_category_update", value);
        network.moved();
    }

    /// Approved templates without a history, nobody being told: for accounts with many.
    public void fill(Account account, int count) {
        for (int i = 1; i <= count; i++) {
            ArrayNode components = Json.array();
            components
                    .addObject()
                    .put("type", "BODY")
                    .put("text", "Hola {{1}}, su pedido " + i + " está listo.")
                    .putObject("example")
                    .putArray("body_text")
                    .addArray()
                    .add("Ana");
            Template template =
                    new Template(network.ids().number(16), "aviso_" + i, "es_AR", false, "UTILITY", components);
            template.status("APPROVED", "NONE");
            account.templates().put(template.id(), template);
        }
        network.moved();
    }

    private static ObjectNode named(Template template) {
        return Json.object()
                .put("message_template_id", Long.parseLong(template.id()))
                .put("message_template_name", template.name())
                .put("message_template_language", template.language());
    }

    private void review(Account account, Template template) {
        network.agenda().in(REVIEW, () -> {
            boolean there = account.templates().get(template.id()) == template;
            if (there && template.status().equals("PENDING")) {
                boolean rejected = template.name().contains("reject");
                decide(account, template, rejected ? "REJECTED" : "APPROVED", rejected ? "INVALID_FORMAT" : "NONE");
            }
        });
    }

    private Optional<Account> owner(String templateId) {
        return network.accounts().stream()
                .filter(account -> account.templates().containsKey(templateId))
                .findFirst();
    }

    private static boolean matches(Request request, Template template) {
        String words = Json.text(request.parameters(), "name_or_content").toLowerCase(Locale.ROOT);
        return fits(request, "name", template.name())
                && fits(request, "language", template.language())
                && fits(request, "status", template.status())
                && fits(request, "category", template.category())
                && (words.isEmpty()
                        || template.name().contains(words)
                        || template.components()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                && (!request.has("content")
                        || template.components()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .contains(request.text("content").toLowerCase(Locale.ROOT)));
    }

    private static boolean fits(Request request, String filter, String value) {
        JsonNode wanted = request.parameters().path(filter);
        if (wanted.isArray()) {
            return wanted.valueStream().anyMatch(one -> value.equalsIgnoreCase(one.asString("")));
        }
        return wanted.asString("").isEmpty() || value.equalsIgnoreCase(wanted.asString(""));
    }

    private static ObjectNode fields(Template template) {
        ObjectNode all = Json.object();
        all.put("name", template.name());
        all.put("parameter_format", template.named() ? "NAMED" : "POSITIONAL");
        all.set("components", template.components());
        all.put("language", template.language());
        all.put("status", template.status());
        all.put("category", template.category());
        all.put("id", template.id());
        all.put("rejected_reason", template.rejectedReason());
        all.putObject("quality_score").put("score", template.quality());
        if (!template.previousCategory().isEmpty()) {
            all.put("previous_category", template.previousCategory());
        }
        return all;
    }
}
