package dev.palomar.sandbox.llm;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A language model that speaks Anthropic's Messages API, without a model:
/// https://platform.claude.com/docs/en/api/messages
/// and https://platform.claude.com/docs/en/api/errors. Any key is good. Streams and server tools are not played.
public final class Model {

    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final int KEPT = 100;
    private static final List<String> NAMES = List.of(
            "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-4-5", "claude-sonnet-4-6");

    /// What to answer, and whether the answer gets lost on the way.
    public record Outcome(Answer answer, boolean cut) {}

    private final Network network;
    private final List<Script> scripts = new ArrayList<>();
    private final Deque<ObjectNode> asked = new ArrayDeque<>();

    public Model(Network network) {
        this.network = network;
    }

    /// Whether the path is one of Anthropic's. Meta's begin with another version, or none.
    public static boolean takes(String path) {
        return path.matches("/v1/(messages(/count_tokens)?|models(/[^/]+)?)/?");
    }

    /// Answers the call, unless a fault strikes it.
    public Outcome around(Call call) {
        List<String> places = List.of(call.path(), "llm");
        network.faults()
                .take(Fault.Kind.LLM_SLOW, places)
                .ifPresent(fault -> pause(fault.time().orElse(SLOW)));
        Optional<Fault> broken = network.faults().take(Fault.Kind.LLM_ERROR, places);
        if (broken.isPresent()) {
            int status = broken.get().status().orElse(529);
            Answer answer = refusal(status, "Something went wrong on purpose: a fault is switched on.");
            return new Outcome(
                    broken.get()
                            .time()
                            .map(wait -> answer.with(Map.of("retry-after", Long.toString(wait.toSeconds()))))
                            .orElse(answer),
                    false);
        }
        if (network.faults().take(Fault.Kind.LLM_MALFORMED, places).isPresent()) {
            return new Outcome(Answer.json(Json.object().put("type", "message").put("id", 17)), false);
        }
        boolean cut = network.faults().take(Fault.Kind.LLM_CUT, places).isPresent();
        return new Outcome(answer(call), cut);
    }

    private Answer answer(Call call) {
        String path = call.path().replaceAll("/$", "");
        if (key(call).isBlank()) {
            return refusal(401, "x-api-key or authorization header is required");
        }
        if (call.header("anthropic-version").isBlank()) {
            return refusal(400, "anthropic-version: header is required");
        }
        try {
            return switch (call.method() + " " + path) {
                case "POST /v1/messages" -> message(call);
                case "POST /v1/messages/count_tokens" ->
                    Answer.json(Json.object()
                            .put("input_tokens", Request.read(call, false).tokens()));
                case "GET /v1/models" -> models();
                default -> refusal(404, "Not found");
            };
        } catch (Request.Invalid invalid) {
            return refusal(400, String.valueOf(invalid.getMessage()));
        }
    }

    /// Older libraries send it in a header of its own, newer ones as a bearer token.
    private static String key(Call call) {
        String bearer = call.header("authorization").replaceFirst("(?i)^bearer ", "");
        return (call.header("x-api-key").isBlank() ? bearer : call.header("x-api-key")).strip();
    }

    private Answer message(Call call) {
        Request request = Request.read(call, true);
        Utterance said = scripted(request).orElseGet(() -> fault(request));
        ObjectNode answer = Json.object();
        answer.put("id", "msg_" + network.ids().alphanumeric(24));
        answer.put("type", "message");
        answer.put("role", "assistant");
        answer.put("model", request.model());
        ArrayNode content = answer.putArray("content");
        String text = request.cut(said.text());
        String stop = text.length() < said.text().length() ? "max_tokens" : "end_turn";
        if (said.refused()) {
            stop = "refusal";
        } else if (said.tool().isPresent()) {
            stop = "tool_use";
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", "toolu_" + network.ids().alphanumeric(24))
                    .put("name", said.tool().get().name())
                    .set("input", said.tool().get().input());
        } else {
            content.addObject().put("type", "text").put("text", text).putNull("citations");
        }
        answer.put("stop_reason", stop);
        answer.putNull("stop_sequence");
        answer.putObject("usage")
                .put("input_tokens", request.tokens())
                .put("output_tokens", Request.tokens(content.toString()))
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0);
        remember(call, request, answer);
        return Answer.json(answer)
                .with(Map.of("request-id", "req_" + network.ids().alphanumeric(24)));
    }

    private Utterance fault(Request request) {
        return network.faults()
                .take(Fault.Kind.LLM_REFUSAL, List.of("llm"))
                .map(_ -> Utterance.refusal())
                .orElseGet(() -> Wits.answer(
                        request.system(), request.lastWords(), request.tools().contains("hand_over")));
    }

    private synchronized Optional<Utterance> scripted(Request request) {
        for (int i = 0; i < scripts.size(); i++) {
            Script script = scripts.get(i);
            if (!script.fits(request.lastWords())) {
                continue;
            }
            Optional<Script> after = script.once();
            if (after.isPresent()) {
                scripts.set(i, after.get());
            } else {
                scripts.remove(i);
            }
            if (script.refuse()) {
                return Optional.of(Utterance.refusal());
            }
            return Optional.of(script.tool()
                    .map(tool -> Utterance.call(tool.name(), tool.input()))
                    .orElseGet(() ->
                            Utterance.text(script.say().orElse("").replace("{{context}}", request.everything()))));
        }
        return Optional.empty();
    }

    private static Answer models() {
        ObjectNode list = Json.object();
        ArrayNode data = list.putArray("data");
        NAMES.forEach(name -> data.addObject()
                .put("type", "model")
                .put("id", name)
                .put("display_name", name)
                .put("created_at", "2026-01-01T00:00:00Z"));
        return Answer.json(
                list.put("has_more", false).put("first_id", NAMES.getFirst()).put("last_id", NAMES.getLast()));
    }

    private static Answer refusal(int status, String message) {
        String type = switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
        ObjectNode error = Json.object().put("type", "error");
        error.putObject("error").put("type", type).put("message", message);
        return Answer.json(status, error);
    }

    private synchronized void remember(Call call, Request request, ObjectNode answer) {
        String key = key(call);
        ObjectNode shown = Json.object().put("at", network.now().toString()).put("model", request.model());
        shown.put("key", "…" + key.substring(Math.max(0, key.length() - 4)));
        shown.put("maxTokens", request.maxTokens());
        shown.put("system", request.system());
        shown.set("messages", request.messages());
        ArrayNode tools = shown.putArray("tools");
        request.tools().forEach(tools::add);
        shown.set("answer", answer.deepCopy());
        asked.addLast(shown);
        if (asked.size() > KEPT) {
            asked.removeFirst();
        }
    }

    public synchronized void add(Script script) {
        scripts.add(script);
    }

    public synchronized void reset() {
        scripts.clear();
        asked.clear();
    }

    /// What it says on purpose, and what it was asked lately, oldest first.
    public synchronized ObjectNode shown() {
        ObjectNode shown = Json.object();
        ArrayNode all = shown.putArray("scripts");
        for (Script script : scripts) {
            ObjectNode one = all.addObject().put("when", script.when());
            script.say().ifPresent(say -> one.put("say", say));
            script.tool()
                    .ifPresent(tool ->
                            one.putObject("tool").put("name", tool.name()).set("input", tool.input()));
            if (script.refuse()) {
                one.put("refuse", true);
            }
            script.left().ifPresent(left -> one.put("count", left));
        }
        ArrayNode calls = shown.putArray("calls");
        List<JsonNode> copies = new ArrayList<>(asked);
        copies.forEach(calls::add);
        return shown;
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
