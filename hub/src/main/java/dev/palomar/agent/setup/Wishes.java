package dev.palomar.agent.setup;

import dev.palomar.agent.rule.Hours;
import dev.palomar.agent.rule.Words;
import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody set, for a tenant or for one of its numbers; whatever was not set is empty. Kept as the JSON that the
/// API takes.
public record Wishes(
        Optional<Boolean> enabled,
        Optional<String> model,
        Optional<Integer> maxTokens,
        Optional<Integer> historyMessages,
        Optional<Set<DeviceId>> devices,
        Optional<String> language,
        Optional<Integer> quietMs,
        Optional<Boolean> groups,
        Optional<Hours> hours,
        Optional<Words> words,
        Optional<Boolean> whenUnsure,
        Optional<String> message,
        Optional<Integer> perChatPerDay,
        Optional<Integer> perDay) {

    public static final Wishes NONE = read(Json.object());

    /// The days as the API writes them.
    public static final Map<String, DayOfWeek> DAYS = Map.of(
            "mon", DayOfWeek.MONDAY,
            "tue", DayOfWeek.TUESDAY,
            "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY,
            "sat", DayOfWeek.SATURDAY,
            "sun", DayOfWeek.SUNDAY);

    /// What was checked before it was kept.
    public static Wishes read(ObjectNode kept) {
        ObjectNode handover = Json.child(kept, "handover").orElseGet(Json::object);
        ObjectNode caps = Json.child(kept, "caps").orElseGet(Json::object);
        return new Wishes(
                value(kept, "enabled", JsonNode::asBoolean),
                Json.string(kept, "model"),
                value(kept, "maxTokens", JsonNode::asInt),
                value(kept, "historyMessages", JsonNode::asInt),
                value(kept, "deviceIds", Wishes::devices),
                Json.string(kept, "language"),
                value(kept, "quietMs", JsonNode::asInt),
                value(kept, "groups", JsonNode::asBoolean),
                Json.child(kept, "hours").map(Wishes::hours),
                value(handover, "words", Wishes::words),
                value(handover, "whenUnsure", JsonNode::asBoolean),
                Json.string(handover, "message"),
                value(caps, "perChatPerDay", JsonNode::asInt),
                value(caps, "perDay", JsonNode::asInt));
    }

    private static <T> Optional<T> value(ObjectNode object, String name, Function<JsonNode, T> read) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(read.apply(node));
    }

    private static Set<DeviceId> devices(JsonNode list) {
        Set<DeviceId> devices = new LinkedHashSet<>();
        list.forEach(id -> DeviceId.read(id.asString("")).ifPresent(devices::add));
        return devices;
    }

    private static Words words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asString("")));
        return new Words(words);
    }

    /// As the API takes it: `{timeZone, times:[{days, from, to}]}`.
    public static Hours hours(ObjectNode kept) {
        List<Hours.Span> spans = new ArrayList<>();
        for (JsonNode span : Json.elements(kept, "times")) {
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            span.path("days")
                    .forEach(day ->
                            Optional.ofNullable(DAYS.get(day.asString(""))).ifPresent(days::add));
            spans.add(new Hours.Span(
                    new HashSet<>(days),
                    time(Json.string(span, "from").orElse("00:00")),
                    time(Json.string(span, "to").orElse("24:00"))));
        }
        return new Hours(Json.string(kept, "timeZone").map(ZoneId::of), spans);
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }
}
