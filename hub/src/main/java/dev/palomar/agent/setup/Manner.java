package dev.palomar.agent.setup;

import dev.palomar.agent.rule.Hours;
import dev.palomar.agent.rule.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// How the agent behaves on one number, when everything that was set is put together.
///
/// @param language  as a BCP 47 tag; that of the customer when empty
/// @param quiet     how long nothing more must come before the model is asked
/// @param message   what a customer is told when a person takes over
public record Manner(
        boolean enabled,
        String model,
        int maxTokens,
        int historyMessages,
        Optional<String> language,
        Duration quiet,
        boolean groups,
        Optional<Hours> hours,
        Words words,
        boolean whenUnsure,
        Optional<String> message,
        int perChatPerDay,
        int perDay) {

    private static final int HISTORY = 20;
    private static final int QUIET_MS = 2_000;
    private static final int PER_CHAT = 50;
    private static final int PER_DAY = 1_000;

    /// What was set for the number goes before what was set for the tenant, and that before the hub's own.
    static Manner of(AgentSettings hub, Wishes tenant, Wishes number, boolean meant) {
        return new Manner(
                meant && first(number, tenant, Wishes::enabled).orElse(false),
                first(number, tenant, Wishes::model).orElse(hub.model()),
                first(number, tenant, Wishes::maxTokens).orElse(hub.maxTokens()),
                first(number, tenant, Wishes::historyMessages).orElse(HISTORY),
                first(number, tenant, Wishes::language),
                Duration.ofMillis(first(number, tenant, Wishes::quietMs).orElse(QUIET_MS)),
                first(number, tenant, Wishes::groups).orElse(false),
                first(number, tenant, Wishes::hours),
                first(number, tenant, Wishes::words).orElse(Words.STANDARD),
                first(number, tenant, Wishes::whenUnsure).orElse(true),
                first(number, tenant, Wishes::message),
                first(number, tenant, Wishes::perChatPerDay).orElse(PER_CHAT),
                first(number, tenant, Wishes::perDay).orElse(PER_DAY));
    }

    private static <T> Optional<T> first(Wishes number, Wishes tenant, Function<Wishes, Optional<T>> field) {
        return field.apply(number).or(() -> field.apply(tenant));
    }
}
