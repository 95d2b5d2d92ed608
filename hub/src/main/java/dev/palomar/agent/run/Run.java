package dev.palomar.agent.run;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A turn as it is shown.
///
/// @param promptDevice  whose version of the prompt it was; empty for the company's
/// @param providerMs  how long the model took, all calls together
/// @param calls       as [Asked] writes them
public record Run(
        RunId id,
        ConversationId conversation,
        DeviceId device,
        String outcome,
        Optional<String> reason,
        Optional<String> summary,
        List<UUID> messages,
        Optional<MessageId> answer,
        Optional<Integer> promptVersion,
        Optional<DeviceId> promptDevice,
        Optional<String> provider,
        Optional<String> model,
        long inputTokens,
        long outputTokens,
        Optional<Money> cost,
        long providerMs,
        int restarts,
        ArrayNode calls,
        Instant startedAt,
        Optional<Instant> finishedAt) {

    /// `AgentRun` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("id", id.text());
        json.put("conversationId", conversation.text());
        json.put("deviceId", device.text());
        json.put("outcome", outcome);
        json.put("reason", reason.orElse(null));
        json.put("summary", summary.orElse(null));
        ArrayNode about = json.putArray("messageIds");
        messages.forEach(message -> about.add(new MessageId(message).text()));
        json.put("answerMessageId", answer.map(MessageId::text).orElse(null));
        json.put("promptVersion", promptVersion.orElse(null));
        json.put("promptDeviceId", promptDevice.map(DeviceId::text).orElse(null));
        json.put("provider", provider.orElse(null));
        json.put("model", model.orElse(null));
        json.put("inputTokens", inputTokens);
        json.put("outputTokens", outputTokens);
        json.set("cost", cost.map(Money::json).orElse(null));
        json.put("providerMs", providerMs);
        json.put(
                "totalMs",
                finishedAt
                        .map(at -> Math.max(0, Duration.between(startedAt, at).toMillis()))
                        .orElse(null));
        json.put("restarts", restarts);
        json.set("calls", calls);
        json.put("startedAt", Times.text(startedAt));
        json.put("finishedAt", finishedAt.map(Times::text).orElse(null));
        return json;
    }
}
