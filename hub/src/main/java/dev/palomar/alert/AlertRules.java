package dev.palomar.alert;

import dev.palomar.model.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// When a tenant wants to hear of what.
///
/// @param afterMinutes  how long a number or a webhook must have been in trouble, by kind
/// @param percent       from which part of the day's messages on
/// @param days          so long before a token's end
public record AlertRules(Map<AlertKind, Boolean> enabled, Map<AlertKind, Integer> afterMinutes, int percent, int days) {

    private static final int QUARTER_OF_AN_HOUR = 15;
    private static final Map<AlertKind, Integer> MINUTES = Map.of(
            AlertKind.DEVICE_OFFLINE, 5,
            AlertKind.DEVICE_NEEDS_PERSON, 0,
            AlertKind.ENDPOINT_FAILING, QUARTER_OF_AN_HOUR);
    private static final int PERCENT = 80;
    private static final int DAYS = 7;

    /// As the hub has them from the start.
    public static final AlertRules STANDARD = read("{}");

    public AlertRules {
        enabled = Map.copyOf(enabled);
        afterMinutes = Map.copyOf(afterMinutes);
    }

    boolean wants(AlertKind kind) {
        return enabled.getOrDefault(kind, true);
    }

    int minutes(AlertKind kind) {
        return afterMinutes.getOrDefault(kind, 0);
    }

    /// From what differs from the start.
    static AlertRules read(String stored) {
        ObjectNode rules = Json.readObject(stored);
        Map<AlertKind, Boolean> enabled = new EnumMap<>(AlertKind.class);
        Map<AlertKind, Integer> minutes = new EnumMap<>(MINUTES);
        for (AlertKind kind : AlertKind.values()) {
            ObjectNode rule = Json.child(rules, kind.word()).orElseGet(Json::object);
            enabled.put(kind, rule.path("enabled").asBoolean(true));
            Optional.ofNullable(minutes.get(kind))
                    .ifPresent(
                            usual -> minutes.put(kind, rule.path("afterMinutes").asInt(usual)));
        }
        return new AlertRules(
                enabled,
                minutes,
                rules.path(AlertKind.QUOTA_NEAR.word()).path("percent").asInt(PERCENT),
                rules.path(AlertKind.TOKEN_DYING.word()).path("days").asInt(DAYS));
    }

    /// All of it, as the API tells it.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        for (AlertKind kind : AlertKind.values()) {
            if (!kind.isOfThePlatform()) {
                ObjectNode rule = json.putObject(kind.word()).put("enabled", wants(kind));
                Optional.ofNullable(afterMinutes.get(kind)).ifPresent(after -> rule.put("afterMinutes", after));
            }
        }
        json.withObject("/" + AlertKind.QUOTA_NEAR.word()).put("percent", percent);
        json.withObject("/" + AlertKind.TOKEN_DYING.word()).put("days", days);
        return json;
    }
}
