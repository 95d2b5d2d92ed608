package dev.palomar.api.facade;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.Device;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.template.Template;
import dev.palomar.template.TemplateChange;
import dev.palomar.template.TemplateDraft;
import dev.palomar.template.TemplateFilter;
import dev.palomar.template.Templates;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Templates: `/{business account id}/message_templates` lists, creates and deletes, `POST /{template id}` changes. The
/// list is what the hub keeps in step with Meta; everything else happens there.
public final class TemplateCalls implements Resource {

    private static final int PAGE = 25;
    private static final int MOST = 200;
    private static final List<String> UNASKED =
            List.of("name", "parameter_format", "components", "language", "status", "category", "id");

    private final Nodes nodes;
    private final Templates templates;
    private final Audit audit;
    private final URI publicUrl;

    TemplateCalls(Nodes nodes, Templates templates, Audit audit, URI publicUrl) {
        this.nodes = nodes;
        this.templates = templates;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Route> routes() {
        Access manage = Access.administrators(Scope.TEMPLATES_MANAGE);
        return List.of(
                Route.get("/{id}/message_templates", Access.everyRole(Scope.TEMPLATES_READ), this::list),
                Route.post("/{id}/message_templates", manage, this::create).idempotent(),
                Route.delete("/{id}/message_templates", manage, this::delete),
                Route.post("/{id}", manage, this::change));
    }

    private Answer list(Call call) {
        nodes.account(call);
        String account = call.path("id");
        Optional<String> search = Asking.query(call, "name", 512).or(() -> Asking.query(call, "name_or_content", 512));
        int limit = Math.min(MOST, call.parameters().integer("limit", 1, 10_000).orElse(PAGE));
        Optional<List<String>> after = Asking.query(call, "after", 2_000).map(at -> read("after", at));
        Optional<List<String>> before = Asking.query(call, "before", 2_000).map(at -> read("before", at));
        if (after.isPresent() && before.isPresent()) {
            throw new Rejection.InvalidValue("before", "a page is after one cursor or before one, not both");
        }
        TemplateFilter filter = new TemplateFilter(
                Asking.query(call, "status", 40),
                Asking.query(call, "category", 40),
                Asking.query(call, "language", 20),
                Optional.of(account),
                Optional.empty(),
                search.map(text -> text.toLowerCase(Locale.ROOT)));
        Templates.Page page = before.map(place -> templates.listBefore(call.tenant(), filter, place, limit))
                .orElseGet(() -> templates.list(call.tenant(), filter, after, limit));
        boolean more = page.next().isPresent();
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        page.templates().forEach(template -> data.add(json(call, template)));
        if (!data.isEmpty()) {
            ObjectNode paging = answer.putObject("paging");
            String first = cursor(page.templates().getFirst());
            String last = cursor(page.templates().getLast());
            paging.putObject("cursors").put("before", first).put("after", last);
            if (before.isPresent() || more) {
                paging.put("next", beside(call, "after", last));
            }
            if (before.isPresent() ? more : after.isPresent()) {
                paging.put("previous", beside(call, "before", first));
            }
        }
        return Answer.ok(answer);
    }

    /// The address of the page after or before this one; whoever follows it sends the key again.
    private String beside(Call call, String side, String cursor) {
        String kept = Stream.of("fields", "limit", "name", "name_or_content", "status", "category", "language")
                .flatMap(name -> Asking.query(call, name, 2_000)
                        .map(value -> name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .stream())
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
        return publicUrl + call.rawPath() + "?" + kept + side + "=" + cursor;
    }

    /// A template as Meta tells it.
    static ObjectNode json(Call call, Template template) {
        ObjectNode json = Json.object();
        json.put("name", template.name());
        json.put("parameter_format", template.named() ? "NAMED" : "POSITIONAL");
        json.set("components", template.components());
        json.put("language", template.language());
        json.put("status", template.status());
        json.put("category", template.category());
        json.put("id", template.wireId());
        json.putObject("quality_score").put("score", template.quality());
        json.put("rejected_reason", template.reason().orElse("NONE"));
        template.previousCategory().ifPresent(category -> json.put("previous_category", category));
        return Asking.fields(call).isPresent() ? Asking.chosen(call, json) : json.retain(UNASKED);
    }

    private Answer create(Call call) {
        List<Device> numbers = nodes.account(call);
        Fields body = Fields.of(Asking.body(call));
        String name = body.text("name", 512);
        String language = body.text("language", 20);
        String category = body.text("category", 40).toUpperCase(Locale.ROOT);
        boolean named = body.optionalText("parameter_format", 20)
                .filter(format -> format.equalsIgnoreCase("NAMED"))
                .isPresent();
        Optional<ArrayNode> components = components(body);
        if (components.isEmpty() && body.raw("components").isEmpty()) {
            body.fault("components", "is required");
        }
        boolean mayChange = body.optionalFlag("allow_category_change").orElse(false);
        Optional<Integer> ttl = body.optionalInt("message_send_ttl_seconds", 30, 2_592_000);
        body.raw("messaging_product");
        body.done();
        Template template = templates.create(
                call.tenant(),
                new TemplateDraft(
                        Optional.of(speaker(numbers)),
                        name,
                        language,
                        category,
                        named,
                        components.orElseThrow(),
                        mayChange,
                        ttl));
        audit(call, "template.created", template);
        return Answer.ok(Json.object()
                .put("id", template.wireId())
                .put("status", template.status())
                .put("category", template.category()));
    }

    private static DeviceId speaker(List<Device> numbers) {
        return numbers.stream()
                .filter(device -> device.transport() == TransportKind.CLOUD)
                .map(Device::id)
                .findFirst()
                .orElseThrow(() -> new Rejection.NotPossible(
                        "not-supported", "id", "Numbers linked by QR have no templates: they write freely."));
    }

    private Answer change(Call call) {
        Template template = found(call, call.path("id")).orElseThrow(() -> new Rejection.NotFound("template"));
        Fields body = Fields.of(Asking.body(call));
        Optional<String> category = body.optionalText("category", 40).map(word -> word.toUpperCase(Locale.ROOT));
        Optional<ArrayNode> components = components(body);
        body.raw("messaging_product");
        body.mustNotBeEmpty();
        body.done();
        try {
            templates.change(call.tenant(), template.id(), new TemplateChange(category, components));
        } catch (Rejection.Conflict locked) {
            throw new Rejection.Conflict("template-locked", String.valueOf(locked.getMessage()));
        }
        audit(call, "template.changed", template);
        return Answer.ok(Json.object().put("success", true));
    }

    private Answer delete(Call call) {
        nodes.account(call);
        String account = call.path("id");
        Optional<String> name = Asking.query(call, "name", 512);
        Optional<String> wireId = Asking.query(call, "hsm_id", 64);
        if (name.isEmpty() && wireId.isEmpty()) {
            throw new Rejection.InvalidValue("name", "is required");
        }
        List<Template> meant = wireId.isPresent()
                ? found(call, wireId.get()).stream()
                        .filter(template -> template.businessAccountId().equals(account))
                        .filter(template -> name.map(template.name()::equals).orElse(true))
                        .toList()
                : allLanguages(call, account, name.orElseThrow());
        if (meant.isEmpty()) {
            throw new Rejection.InvalidValue("name", "the account has no such template");
        }
        for (Template template : meant) {
            templates.delete(call.tenant(), template.id(), template.name());
            audit(call, "template.deleted", template);
        }
        return Answer.ok(Json.object().put("success", true));
    }

    private List<Template> allLanguages(Call call, String account, String name) {
        TemplateFilter filter = new TemplateFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(account),
                Optional.empty(),
                Optional.of(name));
        return templates.list(call.tenant(), filter, Optional.empty(), MOST).templates().stream()
                .filter(template -> template.name().equals(name))
                .toList();
    }

    /// The template that Meta calls so, in an account that the caller may see.
    Optional<Template> found(Call call, String wireId) {
        return templates
                .named(call.tenant(), wireId)
                .filter(template ->
                        nodes.account(call, template.businessAccountId()).isPresent());
    }

    private static Optional<ArrayNode> components(Fields body) {
        Optional<JsonNode> sent = body.raw("components");
        if (sent.isPresent() && !(sent.get() instanceof ArrayNode)) {
            body.fault("components", "must be a list");
        }
        return sent.filter(ArrayNode.class::isInstance).map(ArrayNode.class::cast);
    }

    private static String cursor(Template template) {
        String parts = template.name() + "\n" + template.language() + "\n"
                + template.id().value();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(String side, String cursor) {
        try {
            List<String> parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            UUID.fromString(parts.get(2));
            return parts;
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            throw new Rejection.InvalidValue(
                    "cursor-unknown", List.of(new Rejection.Fault(side, "is not a cursor of this list")));
        }
    }

    private void audit(Call call, String action, Template template) {
        audit.record(
                call.tenant(),
                call.author(),
                Deed.of(
                        action,
                        template.id(),
                        Json.object().put("name", template.name()).put("language", template.language())));
    }
}
