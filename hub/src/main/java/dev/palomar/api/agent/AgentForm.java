package dev.palomar.api.agent;

import dev.palomar.agent.setup.Wishes;
import dev.palomar.api.http.Fields;
import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Checks what somebody wants to set. What passes is kept as it was sent.
final class AgentForm {

    private static final int MOST_DEVICES = 200;
    private static final int MOST_WORDS = 50;
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int MOST_SPANS = 50;
    private static final Pattern FROM = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern TO = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d|24:00");

    private AgentForm() {}

    /// What may be set for a tenant as well as for one of its numbers.
    static void check(Fields body) {
        body.optionalFlag("enabled");
        body.optionalText("model", 100);
        body.optionalInt("maxTokens", 16, 8_192);
        body.optionalInt("historyMessages", 1, 100);
        body.optionalValue("language", AgentForm::language, "a language tag such as es-AR");
        body.optionalInt("quietMs", 0, 30_000);
        body.optionalFlag("groups");
        body.optionalObject("hours").ifPresent(AgentForm::hours);
        body.optionalObject("handover").ifPresent(AgentForm::handover);
        body.optionalObject("caps").ifPresent(caps -> {
            caps.optionalInt("perChatPerDay", 1, 1_000);
            caps.optionalInt("perDay", 1, 1_000_000);
        });
    }

    static List<DeviceId> devices(Fields body) {
        return body.optionalValues("deviceIds", MOST_DEVICES, DeviceId::read, "a device id (dev_…)")
                .orElse(List.of());
    }

    private static Optional<String> language(String text) {
        try {
            String tag = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            return text.length() < 2 || text.length() > 35 || tag.equals("und") ? Optional.empty() : Optional.of(tag);
        } catch (IllformedLocaleException noLanguage) {
            return Optional.empty();
        }
    }

    private static void handover(Fields handover) {
        Optional<JsonNode> words = handover.raw("words");
        if (words.isPresent() && !(words.get() instanceof ArrayNode)) {
            handover.fault("words", "must be a list");
        }
        words.filter(ArrayNode.class::isInstance).ifPresent(list -> {
            if (list.size() > MOST_WORDS) {
                handover.fault("words", "must have at most " + MOST_WORDS + " entries");
            }
            for (int at = 0; at < Math.min(list.size(), MOST_WORDS); at++) {
                JsonNode word = list.get(at);
                int length = word.isString() ? word.asString().strip().length() : 0;
                if (length < 2 || length > LONGEST_WORD) {
                    handover.fault("words[" + at + "]", "must be a text of 2 to " + LONGEST_WORD + " characters");
                }
            }
        });
        handover.optionalFlag("whenUnsure");
        handover.optionalText("message", LONGEST_MESSAGE);
    }

    private static void hours(Fields hours) {
        hours.optionalValue("timeZone", AgentForm::zone, "a time zone such as America/Argentina/Buenos_Aires");
        Optional<JsonNode> times = hours.raw("times");
        if (times.isEmpty()) {
            hours.fault("times", "is required");
            return;
        }
        if (!(times.get() instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST_SPANS) {
            hours.fault("times", "must be a list of 1 to " + MOST_SPANS + " entries");
            return;
        }
        for (int at = 0; at < list.size(); at++) {
            span(hours, "times[" + at + "]", list.get(at));
        }
    }

    private static void span(Fields hours, String name, JsonNode span) {
        for (String field : span.propertyNames()) {
            if (!List.of("days", "from", "to").contains(field)) {
                hours.fault(name + "." + field, "there is no such field");
            }
        }
        JsonNode days = span.path("days");
        if (!days.isArray()
                || days.isEmpty()
                || !days.valueStream().allMatch(day -> Wishes.DAYS.containsKey(day.asString("")))) {
            hours.fault(name + ".days", "must name days: mon, tue, wed, thu, fri, sat, sun");
        }
        String from = Json.string(span, "from").orElse("");
        String to = Json.string(span, "to").orElse("");
        if (!FROM.matcher(from).matches()) {
            hours.fault(name + ".from", "expected a time such as 09:00");
        }
        if (!TO.matcher(to).matches()) {
            hours.fault(name + ".to", "expected a time such as 18:00, at most 24:00");
        } else if (to.equals(from)) {
            hours.fault(name + ".to", "must be another time than from");
        }
    }

    private static Optional<String> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text).getId());
        } catch (DateTimeException noZone) {
            return Optional.empty();
        }
    }
}
