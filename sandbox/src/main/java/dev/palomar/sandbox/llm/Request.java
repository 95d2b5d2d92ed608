package dev.palomar.sandbox.llm;

import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the model is asked, as Anthropic checks it.
record Request(String model, int maxTokens, String system, ArrayNode messages, List<String> tools) {

    private static final Set<String> KNOWN = Set.of(
            "model",
            "max_tokens",
            "system",
            "messages",
            "tools",
            "tool_choice",
            "metadata",
            "stop_sequences",
            "stream",
            "temperature",
            "top_k",
            "top_p",
            "thinking",
            "service_tier",
            "output_config",
            "cache_control");

    /// Four characters are about a token.
    private static final int PER_TOKEN = 4;

    /// Said in Anthropic's words.
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(String why) {
            super(why);
        }
    }

    static Request read(Call call, boolean toAnswer) {
        ObjectNode body;
        try {
            body = call.parameters();
        } catch (Call.Unreadable unreadable) {
            throw new Invalid(String.valueOf(unreadable.getMessage()));
        }
        for (String name : body.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw new Invalid(name + ": Extra inputs are not permitted");
            }
        }
        if (Json.text(body, "model").isBlank()) {
            throw new Invalid("model: Field required");
        }
        if (toAnswer && body.path("max_tokens").asInt(0) < 1) {
            throw new Invalid("max_tokens: Input should be greater than or equal to 1");
        }
        if (Json.truth(body, "stream")) {
            throw new Invalid("stream: this sandbox does not play streams");
        }
        if (!(body.path("messages") instanceof ArrayNode messages) || messages.isEmpty()) {
            throw new Invalid("messages: at least one message is required");
        }
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), i);
        }
        List<String> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            if (!Json.text(tool, "name").matches("[a-zA-Z0-9_-]{1,128}")
                    || !tool.path("input_schema").isObject()) {
                throw new Invalid("tools." + tools.size() + ": name and input_schema are required");
            }
            tools.add(Json.text(tool, "name"));
        }
        return new Request(
                Json.text(body, "model"), body.path("max_tokens").asInt(0), text(body.path("system")), messages, tools);
    }

    private static void check(JsonNode message, int at) {
        String role = Json.text(message, "role");
        if (!role.equals("user") && !role.equals("assistant")) {
            throw new Invalid("messages." + at + ".role: Input should be 'user' or 'assistant'");
        }
        if (at == 0 && !role.equals("user")) {
            throw new Invalid("messages: first message must use the \"user\" role");
        }
        if (text(message.path("content")).isBlank()) {
            throw new Invalid("messages." + at + ": text content blocks must be non-empty");
        }
    }

    private static String text(JsonNode content) {
        return content.isArray()
                ? content.valueStream().map(block -> Json.text(block, "text")).collect(Collectors.joining("\n"))
                : content.asString("");
    }

    /// What the customer said last.
    String lastWords() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (Json.text(messages.get(i), "role").equals("user")) {
                return text(messages.get(i).path("content"));
            }
        }
        return "";
    }

    /// All that it was given.
    String everything() {
        return system + "\n" + messages + "\n" + tools;
    }

    int tokens() {
        return tokens(everything()) + 4 * messages.size() + 100 * tools.size();
    }

    static int tokens(String text) {
        return (text.length() + PER_TOKEN - 1) / PER_TOKEN;
    }

    /// As much of an answer as may be said.
    String cut(String answer) {
        int most = Math.max(1, maxTokens) * PER_TOKEN;
        return answer.length() <= most ? answer : answer.substring(0, most);
    }
}
