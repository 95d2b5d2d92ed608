package dev.palomar.logbook;

import dev.palomar.model.Json;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Keeps the structure of what was said and leaves the words out. What is shown is named here; whatever is not is
/// hidden, so that a field that WhatsApp adds tomorrow is not shown by accident.
///
/// @param phones  whether telephone numbers are shown whole
public record Masking(boolean phones) {

    private static final int MOST_ELEMENTS = 20;
    private static final int DEEPEST = 24;

    /// Texts that say what kind of thing it is, or which one, and nothing of what people wrote.
    private static final Set<String> SHOWN = Set.of(
            "id",
            "message_id",
            "type",
            "status",
            "messaging_product",
            "recipient_type",
            "field",
            "object",
            "category",
            "timestamp",
            "fbtrace_id",
            "phone_number_id",
            "event",
            "state",
            "previousState",
            "at",
            "mime_type",
            "sha256",
            "format",
            "sub_type",
            "index",
            "quality_rating",
            "quality_score",
            "current_limit",
            "messaging_limit_tier",
            "code_verification_status",
            "platform_type",
            "account_mode",
            "origin",
            "pricing_model",
            "language",
            "message_template_id",
            "message_template_name",
            "message_template_language",
            "expiration_timestamp",
            "biz_opaque_callback_data");

    private static final Set<String> PHONES = Set.of(
            "to",
            "from",
            "wa_id",
            "recipient_id",
            "recipient",
            "display_phone_number",
            "phone_number",
            "phone",
            "input",
            "user_id",
            "parent_user_id");

    /// Meta's own words about what went wrong.
    private static final Set<String> FAULTS =
            Set.of("message", "title", "details", "error_user_title", "error_user_msg", "type", "href");

    /// Numbers that say where somebody is.
    private static final Set<String> PLACES = Set.of("latitude", "longitude");

    private static final Set<String> QUERY = Set.of("fields", "phone_number_id", "limit", "name", "hsm_id");
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?|\\d{1,9}");
    private static final Pattern DIGITS = Pattern.compile("\\+?\\d{7,}");

    /// The same with everything hidden that must be.
    public JsonNode mask(JsonNode said) {
        return mask("", "", said, 0);
    }

    private JsonNode mask(String parent, String name, JsonNode said, int depth) {
        if (depth > DEEPEST) {
            return Json.object().put("…", "deeper");
        }
        return switch (said) {
            case ObjectNode object -> {
                ObjectNode shown = Json.object();
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    String key = member.getKey();
                    boolean known = key.length() <= 60
                            && key.matches("[\\w.-]+")
                            && !DIGITS.matcher(key).find();
                    shown.set(known ? key : "…", mask(name, key, member.getValue(), depth + 1));
                }
                yield shown;
            }
            case ArrayNode array -> {
                ArrayNode shown = Json.array();
                for (int at = 0; at < Math.min(array.size(), MOST_ELEMENTS); at++) {
                    shown.add(mask(parent, name, array.get(at), depth + 1));
                }
                if (array.size() > MOST_ELEMENTS) {
                    shown.add("… (" + (array.size() - MOST_ELEMENTS) + " more)");
                }
                yield shown;
            }
            default -> value(parent, name, said);
        };
    }

    private JsonNode value(String parent, String name, JsonNode said) {
        if (said.isString()) {
            return StringNode.valueOf(text(parent, name, said.asString("")));
        }
        return PLACES.contains(name) || PHONES.contains(name) ? StringNode.valueOf("…") : said;
    }

    private String text(String parent, String name, String text) {
        if (PHONES.contains(name)) {
            return phone(text);
        }
        if (parent.equals("error") || parent.equals("errors") || parent.equals("error_data")) {
            if (FAULTS.contains(name) || SHOWN.contains(name)) {
                return fault(text);
            }
        }
        boolean shown = SHOWN.contains(name)
                || (name.equals("name") && parent.equals("template"))
                || (name.equals("code")
                        && parent.equals("language")
                        && LOCALE.matcher(text).matches());
        return shown && text.length() <= 300 ? text : "… (" + text.length() + ")";
    }

    private String phone(String text) {
        if (phones) {
            return text;
        }
        return text.length() <= 4 ? "…" : "…" + text.substring(text.length() - 3);
    }

    /// What the other side said went wrong, without telephone numbers.
    public String fault(String text) {
        String told = text.length() > 500 ? text.substring(0, 500) + "…" : text;
        return phones ? told : DIGITS.matcher(told).replaceAll("…");
    }

    /// Path and query, of which only what is harmless is shown.
    public String url(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        StringBuilder shown = new StringBuilder(url.substring(0, question));
        char separator = '?';
        for (String pair : url.substring(question + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            shown.append(separator).append(name);
            if (equals >= 0) {
                shown.append('=').append(QUERY.contains(name) ? pair.substring(equals + 1) : "…");
            }
            separator = '&';
        }
        return shown.toString();
    }
}
