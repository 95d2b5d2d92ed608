package dev.palomar.api.agent;

import dev.palomar.agent.Agent;
import dev.palomar.agent.Trial;
import dev.palomar.agent.llm.Question;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.run.Run;
import dev.palomar.agent.run.Runs;
import dev.palomar.agent.setup.Setups;
import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.RunId;
import dev.palomar.tenant.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What the agent did, and what it would do.
public final class RunRoutes implements Resource {

    private static final int MOST_MESSAGES = 100;
    private static final int LONGEST = 4_096;
    private static final int LONGEST_PROMPT = 20_000;

    private final Runs runs;
    private final Trial trial;
    private final Setups setups;

    public RunRoutes(Agent agent) {
        this.runs = agent.runs();
        this.trial = agent.trial();
        this.setups = agent.setups();
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.AGENT_READ);
        return List.of(
                Route.get("/v1/agent/runs", read, this::list),
                Route.get("/v1/agent/runs/{runId}", read, this::get),
                Route.post("/v1/agent/try", Access.administrators(Scope.AGENT_MANAGE), this::tryOut));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Runs.Filter filter = new Runs.Filter(
                query.value("conversationId", ConversationId::read, "a conversation id (cnv_…)"),
                query.value("deviceId", DeviceId::read, "a device id (dev_…)"),
                query.value("outcome", Outcome::read, "an outcome such as answered"),
                query.value("reason", Reason::read, "a reason such as asked"),
                query.time("since"),
                query.time("until"),
                call.caller().devices());
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        filter.device().ifPresent(call::mustBeAllowed);
        return Answer.page(runs.list(call.tenant(), filter, before, limit), Run::json);
    }

    private Answer get(Call call) {
        RunId id = call.id("runId", RunId::read, "run");
        call.parameters().done();
        Run run = runs.get(call.tenant(), id);
        call.mustBeAllowed(run.device());
        return Answer.ok(run.json());
    }

    private Answer tryOut(Call call) {
        Fields body = call.fields();
        List<Question.Turn> said = messages(body);
        Optional<String> draft = body.optionalText("prompt", LONGEST_PROMPT);
        Optional<DeviceId> device = body.optionalValue("deviceId", DeviceId::read, "a device id (dev_…)");
        body.done();
        device.ifPresentOrElse(
                number -> {
                    call.mustBeAllowed(number);
                    setups.mustExist(call.tenant(), number);
                },
                () -> AgentRoutes.mustReachAll(call));
        return Answer.ok(AgentAnswers.tried(trial.run(call.tenant(), said, draft, device)));
    }

    private static List<Question.Turn> messages(Fields body) {
        Optional<JsonNode> sent = body.raw("messages");
        List<Question.Turn> said = new ArrayList<>();
        if (sent.isEmpty()) {
            body.fault("messages", "is required");
            return said;
        }
        if (!(sent.get() instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST_MESSAGES) {
            body.fault("messages", "must be a list of 1 to " + MOST_MESSAGES + " messages");
            return said;
        }
        for (int at = 0; at < list.size(); at++) {
            said.add(message(body, "messages[" + at + "]", list.get(at)));
        }
        if (!said.getLast().customer()) {
            body.fault("messages[" + (list.size() - 1) + "].role", "the last message must be the customer's (user)");
        }
        return said;
    }

    private static Question.Turn message(Fields body, String name, JsonNode message) {
        String role = Json.string(message, "role").orElse("");
        String text = Json.string(message, "text").orElse("");
        if (!role.equals("user") && !role.equals("assistant")) {
            body.fault(name + ".role", "expected user or assistant");
        }
        if (text.isBlank() || text.length() > LONGEST || !PlainText.clean(text).equals(text)) {
            body.fault(name + ".text", "must be a text of 1 to " + LONGEST + " characters");
        }
        for (String field : message.propertyNames()) {
            if (!field.equals("role") && !field.equals("text")) {
                body.fault(name + "." + field, "there is no such field");
            }
        }
        return new Question.Turn(role.equals("user"), text);
    }
}
