package dev.palomar.api.agent;

import dev.palomar.agent.Agent;
import dev.palomar.agent.rule.Lines;
import dev.palomar.agent.setup.Prompt;
import dev.palomar.agent.setup.Prompts;
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
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the agent is told about the company, and on single numbers instead, in all its versions.
public final class PromptRoutes implements Resource {

    private static final int LONGEST = 20_000;

    private final Prompts prompts;
    private final Audit audit;

    public PromptRoutes(Agent agent, Audit audit) {
        this.prompts = agent.prompts();
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(of("/v1/agent/system-prompt", _ -> Optional.empty()));
        String number = "/v1/agent/devices/{deviceId}/system-prompt";
        routes.addAll(of(number, call -> Optional.of(AgentRoutes.device(call))));
        routes.add(Route.delete(number, Access.administrators(Scope.AGENT_MANAGE), this::drop));
        return routes;
    }

    /// @param whose  the number that is meant, none for the company
    private List<Route> of(String path, Function<Call, Optional<DeviceId>> whose) {
        Access read = Access.administrators(Scope.AGENT_READ);
        String version = path + "/versions/{version}";
        return List.of(
                Route.get(path, read, call -> {
                    call.parameters().done();
                    return Answer.ok(
                            prompts.current(call.tenant(), whose.apply(call)).json());
                }),
                Route.put(path, Access.administrators(Scope.AGENT_MANAGE), call -> write(call, whose.apply(call))),
                Route.get(path + "/versions", read, call -> list(call, whose.apply(call))),
                Route.get(version, read, call -> {
                    call.parameters().done();
                    return Answer.ok(prompts.get(call.tenant(), whose.apply(call), version(call))
                            .json());
                }),
                Route.get(version + "/diff", read, call -> diff(call, whose.apply(call))));
    }

    private Answer write(Call call, Optional<DeviceId> number) {
        if (number.isEmpty()) {
            AgentRoutes.mustReachAll(call);
        }
        Fields body = call.fields();
        String text = body.text("prompt", LONGEST);
        Optional<String> note = body.optionalText("note", 200);
        body.done();
        Prompt before = prompts.current(call.tenant(), number);
        Prompt now = prompts.write(call.tenant(), number, text, note, call.author());
        if (now.version() != before.version() || !now.number().equals(before.number())) {
            audit(call, now, number);
        }
        return Answer.ok(now.json());
    }

    private Answer drop(Call call) {
        DeviceId number = AgentRoutes.device(call);
        boolean own =
                prompts.current(call.tenant(), Optional.of(number)).number().isPresent();
        if (own) {
            audit(call, prompts.drop(call.tenant(), number, call.author()), Optional.of(number));
        }
        return Answer.none();
    }

    private void audit(Call call, Prompt now, Optional<DeviceId> number) {
        ObjectNode detail = Json.object().put("version", now.version());
        number.ifPresent(one -> detail.put("deviceId", one.text()));
        audit.record(call.tenant(), call.author(), Deed.of("agent.promptChanged", call.tenant(), detail));
    }

    private Answer list(Call call, Optional<DeviceId> whose) {
        Parameters query = call.parameters();
        Optional<Integer> before = query.cursor(1).map(List::getFirst).flatMap(text -> number(text, "cursor"));
        int limit = query.limit();
        query.done();
        List<Prompt> found = prompts.list(call.tenant(), whose, before, limit + 1);
        List<Prompt> page = found.subList(0, Math.min(limit, found.size()));
        ArrayNode data = Json.array();
        page.forEach(prompt -> data.add(prompt.json()));
        return Answer.list(
                data,
                found.size() > limit
                        ? Optional.of(Cursor.of(Integer.toString(page.getLast().version())))
                        : Optional.empty());
    }

    private static Optional<Integer> number(String text, String field) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException notOurs) {
            throw new Rejection.InvalidValue(field, "is not a cursor of this list");
        }
    }

    private Answer diff(Call call, Optional<DeviceId> whose) {
        int to = version(call);
        Parameters query = call.parameters();
        int from = query.integer("against", 0, 1_000_000).orElse(Math.max(0, to - 1));
        query.done();
        ObjectNode json = Json.object().put("from", from).put("to", to);
        ArrayNode lines = json.putArray("lines");
        for (Lines.Line line : prompts.diff(call.tenant(), whose, from, to)) {
            lines.addObject().put("op", line.op().word()).put("text", line.text());
        }
        return Answer.ok(json);
    }

    /// What is no number is no version either.
    private static int version(Call call) {
        return call.id(
                "version",
                text -> text.matches("\\d{1,7}") ? Optional.of(Integer.parseInt(text)) : Optional.empty(),
                "version");
    }
}
