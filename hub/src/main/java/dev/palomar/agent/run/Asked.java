package dev.palomar.agent.run;

import dev.palomar.agent.llm.Reply;
import dev.palomar.agent.llm.Usage;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// One call to a model, and how it went. Nothing of what was said is in it.
public record Asked(String provider, String model, Instant at, Duration took, Reply reply) {

    public Usage usage() {
        return reply.usage();
    }

    /// `answered`, `handOver`, or the reason why not.
    public String outcome() {
        return switch (reply) {
            case Reply.Said _ -> "answered";
            case Reply.HandOver _ -> "handOver";
            case Reply.WrongTool _ -> Reason.TOOL_ERROR.word();
            case Reply.Failed failed -> failed.why().word();
        };
    }

    private Optional<String> detail() {
        return switch (reply) {
            case Reply.Said said -> said.cutOff() ? Optional.of("cut off at the longest answer") : Optional.empty();
            case Reply.HandOver _ -> Optional.empty();
            case Reply.WrongTool wrong -> Optional.of(wrong.detail());
            case Reply.Failed failed -> Optional.of(failed.detail());
        };
    }

    /// As it stands in a run's `calls`.
    ObjectNode json() {
        return Json.object()
                .put("at", Times.text(at))
                .put("ms", took.toMillis())
                .put("outcome", outcome())
                .put("detail", detail().orElse(null))
                .put("inputTokens", usage().allInput())
                .put("outputTokens", usage().output());
    }
}
