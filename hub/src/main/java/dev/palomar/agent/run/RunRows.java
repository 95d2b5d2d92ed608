package dev.palomar.agent.run;

import dev.palomar.agent.llm.Usage;
import dev.palomar.agent.setup.Prices;
import dev.palomar.agent.setup.Prompt;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.RunId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Writes what becomes of runs.
public final class RunRows {

    private RunRows() {}

    /// The model was asked once more; the run goes on.
    public static void asked(Tx tx, TenantId tenant, RunId run, Asked asked, Prompt prompt, Prices prices) {
        Usage usage = asked.usage();
        OptionalLong cost = prices.micros(asked.model(), usage);
        tx.update("""
                UPDATE agent_run
                   SET calls = ((calls::jsonb) || jsonb_build_array(:call::jsonb))::text,
                       input_tokens = input_tokens + :input, output_tokens = output_tokens + :output,
                       cost_micros = CASE WHEN :cost::bigint IS NULL THEN cost_micros
                                          ELSE coalesce(cost_micros, 0) + :cost::bigint END,
                       provider_ms = provider_ms + :took, prompt_version = :prompt,
                       prompt_device_id = :promptDevice, provider = :provider, model = :model
                 WHERE tenant_id = :tenant AND id = :run
                """)
                .bind("call", Json.text(asked.json()))
                .bind("input", usage.allInput())
                .bind("output", usage.output())
                .bind("cost", cost.isPresent() ? cost.getAsLong() : null)
                .bind("took", asked.took().toMillis())
                .bind("prompt", prompt.version())
                .bind("promptDevice", prompt.number().map(DeviceId::value).orElse(null))
                .bind("provider", asked.provider())
                .bind("model", asked.model())
                .bind("tenant", tenant)
                .bind("run", run)
                .execute();
    }

    /// The answer was for less than what the customer had said by then.
    public static void restarted(Tx tx, TenantId tenant, RunId run) {
        tx.update("UPDATE agent_run SET restarts = restarts + 1 WHERE tenant_id = :tenant AND id = :run")
                .bind("tenant", tenant)
                .bind("run", run)
                .execute();
    }

    /// How a run ended.
    public record End(Outcome outcome, Optional<Reason> reason, Optional<String> summary, Optional<MessageId> answer) {

        public static End answered(MessageId answer) {
            return new End(Outcome.ANSWERED, Optional.empty(), Optional.empty(), Optional.of(answer));
        }

        public static End because(Outcome outcome, Reason reason) {
            return new End(outcome, Optional.of(reason), Optional.empty(), Optional.empty());
        }
    }

    /// @param messages  what it was about in the end
    public static void ended(Tx tx, TenantId tenant, RunId run, End end, List<UUID> messages, Instant now) {
        tx.update("""
                UPDATE agent_run
                   SET outcome = :outcome, reason = :reason, summary = :summary, answer_id = :answer,
                       message_ids = :messages, finished_at = :now
                 WHERE tenant_id = :tenant AND id = :run
                """)
                .bind("outcome", end.outcome().word())
                .bind("reason", end.reason().map(Reason::word).orElse(null))
                .bind("summary", end.summary().orElse(null))
                .bind("answer", end.answer().map(MessageId::value).orElse(null))
                .bindArray("messages", UUID.class, messages.toArray())
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("run", run)
                .execute();
    }
}
