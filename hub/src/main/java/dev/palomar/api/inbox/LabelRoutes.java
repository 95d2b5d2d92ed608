package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.live.Hints;
import dev.palomar.conversation.Label;
import dev.palomar.conversation.work.Labels;
import dev.palomar.model.Json;
import dev.palomar.model.id.LabelId;
import dev.palomar.tenant.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// A company's labels.
public final class LabelRoutes implements Resource {

    private static final String COLOR = "a color like #2e7d32";
    private static final int LONGEST_NAME = 60;

    private final Labels labels;
    private final Hints hints;

    public LabelRoutes(Labels labels, Hints hints) {
        this.labels = labels;
        this.hints = hints;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.CONVERSATIONS_READ);
        Access manage = Access.everyRole(Scope.CONVERSATIONS_MANAGE);
        return List.of(
                Route.get("/v1/labels", read, this::list),
                Route.post("/v1/labels", manage, this::create).idempotent(),
                Route.get(
                        "/v1/labels/{id}",
                        read,
                        call -> Answer.ok(labels.get(call.tenant(), id(call)).json())),
                Route.patch("/v1/labels/{id}", manage, this::change),
                Route.delete("/v1/labels/{id}", manage, this::delete));
    }

    private Answer list(Call call) {
        call.parameters().done();
        ArrayNode data = Json.array();
        labels.list(call.tenant()).forEach(label -> data.add(label.json()));
        return Answer.list(data, Optional.empty());
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        String name = body.text("name", LONGEST_NAME);
        Supplier<String> color = body.value("color", Label::color, COLOR);
        body.done();
        Label label = labels.create(call.tenant(), name.strip(), color.get(), call.author());
        hints.changed(call.tenant(), "label", label.id());
        return Answer.created(label.json());
    }

    private Answer change(Call call) {
        Fields body = call.fields();
        Optional<String> name = body.optionalText("name", LONGEST_NAME);
        Optional<String> color = body.optionalValue("color", Label::color, COLOR);
        body.mustNotBeEmpty();
        body.done();
        Label label = labels.change(call.tenant(), id(call), name.map(String::strip), color, call.author());
        hints.changed(call.tenant(), "label", label.id());
        return Answer.ok(label.json());
    }

    private Answer delete(Call call) {
        LabelId id = id(call);
        labels.delete(call.tenant(), id, call.author());
        hints.changed(call.tenant(), "label", id);
        return Answer.none();
    }

    private static LabelId id(Call call) {
        return call.id("id", LabelId::read, "label");
    }
}
