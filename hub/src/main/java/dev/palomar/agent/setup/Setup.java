package dev.palomar.agent.setup;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// All that is set for one tenant's agent.
///
/// @param kept     what was set for the tenant, and `numbers` for single numbers, as the API takes it
/// @param prompt   the company's version in use, the hub's own where nobody has written one; `prompts` are those of
///                 numbers that have one of their own
/// @param company  the tenant's name
/// @param active   whether the tenant is not suspended
/// @param onSince  when the agent was turned on for the tenant, and `numbersOnSince` for single numbers
/// @param key      the tenant's own key, as far as it may be told
public record Setup(
        TenantId tenant,
        AgentSettings hub,
        ObjectNode kept,
        Map<DeviceId, ObjectNode> numbers,
        Optional<Instant> onSince,
        Map<DeviceId, Instant> numbersOnSince,
        Prompt prompt,
        Map<DeviceId, Prompt> prompts,
        String company,
        boolean active,
        ZoneId zone,
        Optional<OwnKey> key,
        Optional<Instant> updatedAt) {

    /// That a tenant has a key of its own: its last characters, and since when.
    public record OwnKey(String hint, Instant setAt) {}

    public Wishes wishes() {
        return Wishes.read(kept);
    }

    /// How the agent behaves where nothing is set for a number alone.
    public Manner manner() {
        return Manner.of(hub, wishes(), Wishes.NONE, active);
    }

    public Manner manner(DeviceId number) {
        Wishes tenants = wishes();
        Wishes own = Optional.ofNullable(numbers.get(number)).map(Wishes::read).orElse(Wishes.NONE);
        boolean meant = own.enabled().isPresent()
                || tenants.devices().map(devices -> devices.contains(number)).orElse(true);
        return Manner.of(hub, tenants, own, active && meant);
    }

    /// What the agent is told on this number.
    public Prompt prompt(DeviceId number) {
        return prompts.getOrDefault(number, prompt);
    }

    /// Since when the agent answers on this number; empty where it does not.
    public Optional<Instant> since(DeviceId number) {
        return manner(number).enabled()
                ? Optional.ofNullable(numbersOnSince.get(number)).or(() -> onSince)
                : Optional.empty();
    }

    /// Neither on for the tenant nor for any of its numbers.
    public boolean isOff() {
        return !active
                || (!wishes().enabled().orElse(false)
                        && numbers.values().stream()
                                .noneMatch(own -> Wishes.read(own).enabled().orElse(false)));
    }

    public boolean hasKey() {
        return key.isPresent() || hub.key().isPresent();
    }
}
