package dev.palomar.api.agent;

import dev.palomar.agent.Trial;
import dev.palomar.agent.rule.Hours;
import dev.palomar.agent.run.Money;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.run.Runs;
import dev.palomar.agent.setup.Manner;
import dev.palomar.agent.setup.Price;
import dev.palomar.agent.setup.Prices;
import dev.palomar.agent.setup.Prompt;
import dev.palomar.agent.setup.Setup;
import dev.palomar.agent.setup.Wishes;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The agent as the API shows it.
final class AgentAnswers {

    private static final Map<DayOfWeek, String> DAYS = Wishes.DAYS.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private AgentAnswers() {}

    /// `Agent` of the OpenAPI document.
    static ObjectNode agent(Setup setup, Runs.Sum today, boolean keyRefused, Set<DeviceId> shown) {
        Manner manner = setup.manner();
        ObjectNode json = Json.object();
        boolean ready = setup.hasKey() && !keyRefused;
        json.put("enabled", setup.wishes().enabled().orElse(false));
        json.put("ready", ready && !setup.isOff());
        ArrayNode problems = json.putArray("problems");
        if (!setup.hasKey()) {
            problems.addObject()
                    .put("code", "noKey")
                    .put("detail", "There is no key for the model: neither the tenant's own nor the platform's.");
        }
        if (keyRefused) {
            problems.addObject()
                    .put("code", "keyRefused")
                    .put(
                            "detail",
                            "The provider turned down the last call: the key or the model's name. See the last run.");
        }
        json.put("provider", "anthropic");
        json.set("key", key(setup));
        behaviour(json, manner);
        ArrayNode devices = setup.wishes().devices().isPresent() ? json.putArray("deviceIds") : null;
        if (devices == null) {
            json.putNull("deviceIds");
        } else {
            setup.wishes().devices().get().forEach(device -> devices.add(device.text()));
        }
        json.put("promptVersion", setup.prompt().version());
        ArrayNode own = json.putArray("devices");
        shown.forEach(device -> own.add(ofDevice(setup, device)));
        ObjectNode sum = json.putObject("today");
        sum.put("answers", today.answers());
        sum.put("handovers", today.handovers());
        sum.put("inputTokens", today.inputTokens());
        sum.put("outputTokens", today.outputTokens());
        sum.set("cost", today.cost().json());
        json.put("updatedAt", setup.updatedAt().map(Times::text).orElse(null));
        return json;
    }

    /// `AgentOfDevice` of the OpenAPI document.
    static ObjectNode ofDevice(Setup setup, DeviceId device) {
        Manner manner = setup.manner(device);
        ObjectNode json = Json.object();
        json.put("deviceId", device.text());
        json.set("overrides", Optional.ofNullable(setup.numbers().get(device)).orElseGet(Json::object));
        ObjectNode effective = json.putObject("effective");
        effective.put("enabled", manner.enabled());
        behaviour(effective, manner);
        Prompt prompt = setup.prompt(device);
        effective.put("promptVersion", prompt.version());
        effective.put("promptDeviceId", prompt.number().map(DeviceId::text).orElse(null));
        return json;
    }

    private static void behaviour(ObjectNode json, Manner manner) {
        json.put("model", manner.model());
        json.put("maxTokens", manner.maxTokens());
        json.put("historyMessages", manner.historyMessages());
        json.put("language", manner.language().orElse(null));
        json.put("quietMs", manner.quiet().toMillis());
        json.put("groups", manner.groups());
        json.set("hours", hours(manner.hours()));
        ObjectNode handover = json.putObject("handover");
        ArrayNode words = handover.putArray("words");
        manner.words().words().forEach(words::add);
        handover.put("whenUnsure", manner.whenUnsure());
        handover.put("message", manner.message().orElse(null));
        json.putObject("caps").put("perChatPerDay", manner.perChatPerDay()).put("perDay", manner.perDay());
    }

    private static @Nullable ObjectNode hours(Optional<Hours> hours) {
        if (hours.isEmpty()) {
            return null;
        }
        ObjectNode json = Json.object();
        json.put("timeZone", hours.get().zone().map(ZoneId::getId).orElse(null));
        ArrayNode times = json.putArray("times");
        for (Hours.Span span : hours.get().spans()) {
            ObjectNode one = times.addObject();
            ArrayNode days = one.putArray("days");
            span.days().stream().sorted().forEach(day -> days.add(DAYS.get(day)));
            one.put("from", span.from().toString());
            one.put(
                    "to",
                    span.to().equals(LocalTime.MIDNIGHT) ? "24:00" : span.to().toString());
        }
        return json;
    }

    /// `AgentKey` of the OpenAPI document.
    static ObjectNode key(Setup setup) {
        String source = setup.key().isPresent() ? "tenant" : setup.hub().key().isPresent() ? "platform" : "none";
        return Json.object()
                .put("source", source)
                .put("hint", setup.key().map(Setup.OwnKey::hint).orElse(null))
                .put(
                        "setAt",
                        setup.key().map(Setup.OwnKey::setAt).map(Times::text).orElse(null));
    }

    /// `AgentModels` of the OpenAPI document.
    static ObjectNode models(Prices prices, String usual) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (Price price : prices.all()) {
            data.addObject()
                    .put("id", price.model())
                    .put("name", price.name())
                    .put("provider", price.provider())
                    .put("inputPerMillion", amount(price.input()))
                    .put("outputPerMillion", amount(price.output()))
                    .put("cacheReadPerMillion", amount(price.cacheRead()))
                    .put("cacheWritePerMillion", amount(price.cacheWrite()))
                    .put("default", price.model().equals(usual));
        }
        return json.put("currency", "USD").put("source", prices.source()).put("asOf", prices.asOf());
    }

    private static String amount(BigDecimal price) {
        return price.setScale(Math.max(2, price.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /// `AgentTried` of the OpenAPI document.
    static ObjectNode tried(Trial.Tried tried) {
        ObjectNode json = Json.object();
        json.put("outcome", tried.outcome().map(Outcome::word).orElse("failed"));
        json.put("reason", tried.reason().map(Reason::word).orElse(null));
        json.put("text", tried.text().orElse(null));
        json.put("summary", tried.summary().orElse(null));
        json.put("promptVersion", tried.promptVersion().orElse(null));
        json.put("provider", tried.provider());
        json.put("model", tried.model());
        json.put("inputTokens", tried.inputTokens());
        json.put("outputTokens", tried.outputTokens());
        json.set("cost", tried.cost().map(Money::json).orElse(null));
        json.put("ms", tried.ms());
        return json;
    }
}
