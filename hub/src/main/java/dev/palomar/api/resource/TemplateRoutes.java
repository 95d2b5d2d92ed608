package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Cursor;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TemplateId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.Submitted;
import dev.palomar.outbound.request.SendRequest;
import dev.palomar.outbound.request.Submission;
import dev.palomar.template.Preview;
import dev.palomar.template.Template;
import dev.palomar.template.TemplateChange;
import dev.palomar.template.TemplateDraft;
import dev.palomar.template.TemplateFilter;
import dev.palomar.template.Templates;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.limit.Idempotency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Message templates: looked up at Meta, handed in there, shown as they will look, and tried.
public final class TemplateRoutes implements Resource {

    private final Templates templates;
    private final Outbox outbox;
    private final FirstAnswer firstAnswer;
    private final Audit audit;

    public TemplateRoutes(Templates templates, Outbox outbox, Idempotency idempotency, Audit audit) {
        this.templates = templates;
        this.outbox = outbox;
        this.firstAnswer = new FirstAnswer(idempotency);
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.TEMPLATES_READ);
        Access manage = Access.administrators(Scope.TEMPLATES_MANAGE);
        return List.of(
                Route.get("/v1/templates", read, this::list),
                Route.post("/v1/templates", manage, this::create).idempotent(),
                Route.get("/v1/templates/sync", read, this::syncs),
                Route.post("/v1/templates/sync", manage, this::sync),
                Route.get("/v1/templates/{id}", read, call -> Answer.ok(TemplateAnswers.json(get(call)))),
                Route.patch("/v1/templates/{id}", manage, this::change),
                Route.delete("/v1/templates/{id}", manage, this::delete),
                Route.post("/v1/templates/{id}/preview", read, this::preview),
                Route.post("/v1/templates/{id}/test", Access.everyRole(Scope.MESSAGES_SEND), this::test)
                        .idempotent());
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<String> status = query.value("status", TemplateRoutes::word, "a status such as APPROVED");
        Optional<String> category =
                query.value("category", TemplateRoutes::category, "AUTHENTICATION, MARKETING or UTILITY");
        Optional<String> language = query.text("language", 20);
        Optional<String> account = query.text("businessAccountId", 32);
        Optional<DeviceId> device = query.value("deviceId", DeviceId::read, "a device id (dev_…)");
        Optional<String> search = query.text("q", 100);
        Optional<List<String>> after = query.cursor(3);
        int limit = query.limit();
        query.done();
        device.ifPresent(call::mustBeAllowed);
        Templates.Page page = templates.list(
                call.tenant(),
                new TemplateFilter(
                        status, category, language, account, device, search.map(text -> text.toLowerCase(Locale.ROOT))),
                after,
                limit);
        ArrayNode data = Json.array();
        page.templates().forEach(template -> data.add(TemplateAnswers.json(template)));
        return Answer.list(data, page.next().map(parts -> Cursor.of(parts.toArray(String[]::new))));
    }

    private Template get(Call call) {
        return templates.get(call.tenant(), id(call));
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        Optional<DeviceId> device = body.optionalValue("deviceId", DeviceId::read, "a device id (dev_…)");
        String name = body.text("name", 512);
        String language = body.text("language", 20);
        Supplier<String> category =
                body.value("category", TemplateRoutes::category, "AUTHENTICATION, MARKETING or UTILITY");
        boolean named = body.optionalValue(
                        "parameterFormat",
                        text -> Optional.of(text).filter(List.of("NAMED", "POSITIONAL")::contains),
                        "NAMED or POSITIONAL")
                .filter("NAMED"::equals)
                .isPresent();
        Optional<ArrayNode> components = components(body);
        if (components.isEmpty() && body.raw("components").isEmpty()) {
            body.fault("components", "is required");
        }
        boolean mayChange = body.optionalFlag("allowCategoryChange").orElse(false);
        Optional<Integer> ttl = body.optionalInt("messageSendTtlSeconds", 30, 2_592_000);
        body.done();
        device.ifPresent(call::mustBeAllowed);
        Template template = templates.create(
                call.tenant(),
                new TemplateDraft(
                        device, name, language, category.get(), named, components.orElseThrow(), mayChange, ttl));
        audit(call, "template.created", template);
        return Answer.created(TemplateAnswers.json(template));
    }

    private Answer change(Call call) {
        TemplateId id = id(call);
        Fields body = call.fields();
        Optional<String> category =
                body.optionalValue("category", TemplateRoutes::category, "AUTHENTICATION, MARKETING or UTILITY");
        Optional<ArrayNode> components = components(body);
        body.mustNotBeEmpty();
        body.done();
        Template template = templates.change(call.tenant(), id, new TemplateChange(category, components));
        audit(call, "template.changed", template);
        return Answer.ok(TemplateAnswers.json(template));
    }

    private Answer delete(Call call) {
        Template template = get(call);
        Parameters query = call.parameters();
        String name = query.text("name", 512).orElse("");
        query.done();
        templates.delete(call.tenant(), template.id(), name);
        audit(call, "template.deleted", template);
        return Answer.none();
    }

    private Answer preview(Call call) {
        TemplateId id = id(call);
        Fields body = call.fieldsIfAny();
        Optional<ArrayNode> components = components(body);
        body.done();
        return Answer.ok(TemplateAnswers.json(templates.preview(call.tenant(), id, components)));
    }

    private Answer test(Call call) {
        TemplateId id = id(call);
        Fields body = call.fields();
        String to = body.text("to", 160);
        Optional<DeviceId> wanted = body.optionalValue("deviceId", DeviceId::read, "a device id (dev_…)");
        Optional<ArrayNode> components = components(body);
        body.done();
        wanted.ifPresent(call::mustBeAllowed);
        Template template = templates.get(call.tenant(), id);
        DeviceId device = templates.sender(call.tenant(), template, wanted);
        call.mustBeAllowed(device);
        Preview preview = templates.preview(call.tenant(), id, components);
        if (!preview.problems().isEmpty()) {
            throw new Rejection.InvalidValue("template-parameters", preview.problems());
        }
        ObjectNode message = Json.object().put("to", to).put("type", "template");
        message.set("template", preview.message());
        Submission submission = SendRequest.parse(message);
        Submitted submitted = outbox.submit(
                call.tenant(), device, submission, Optional.of(call.caller().actor()), firstAnswer.of(call));
        return Answer.accepted(submitted.json());
    }

    private Answer sync(Call call) {
        call.fieldsIfAny().done();
        ArrayNode data = Json.array();
        templates.syncs().begin(call.tenant()).forEach(sync -> data.add(TemplateAnswers.json(sync)));
        audit.record(call.tenant(), call.author(), Deed.of("template.syncBegun"));
        return Answer.accepted(Json.object().set("data", data));
    }

    private Answer syncs(Call call) {
        call.parameters().done();
        ArrayNode data = Json.array();
        templates.syncs().list(call.tenant()).forEach(sync -> data.add(TemplateAnswers.json(sync)));
        return Answer.list(data, Optional.empty());
    }

    private static Optional<ArrayNode> components(Fields body) {
        Optional<JsonNode> sent = body.raw("components");
        if (sent.isPresent() && !(sent.get() instanceof ArrayNode)) {
            body.fault("components", "must be a list");
        }
        return sent.filter(ArrayNode.class::isInstance).map(ArrayNode.class::cast);
    }

    private static Optional<String> category(String text) {
        return Optional.of(text).filter(TemplateDraft.CATEGORIES::contains);
    }

    private static Optional<String> word(String text) {
        return Optional.of(text).filter(status -> status.matches("[A-Z_]{1,40}"));
    }

    private static TemplateId id(Call call) {
        return call.id("id", TemplateId::read, "template");
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
