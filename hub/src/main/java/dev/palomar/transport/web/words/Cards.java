package dev.palomar.transport.web.words;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectReader;
import dev.palomar.model.Json;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// vCards as Meta's `contacts` objects. Source of the form: Meta, "Cloud API / Reference / Messages / Contacts object";
/// of vCards: RFC 2426 and RFC 6350.
final class Cards {

    /// The parameter of a telephone number by which WhatsApp says whose account it is.
    static final String ACCOUNT = "waid";

    private static final Logger LOG = LoggerFactory.getLogger(Cards.class);
    private static final Pattern DAY = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2}).*");

    /// Kinds of a number or address that say nothing about whose it is.
    private static final Set<String> NOT_KINDS = Set.of("pref", "internet", "voice");

    private Cards() {}

    /// `form` is a `ContactMessage`: `displayName` and `vcard`. A card that cannot be read keeps its name.
    static ObjectNode read(ObjectNode form) {
        Lines lines = new Lines();
        String text = Json.string(form, "vcard").orElse("");
        try (VObjectReader reader = new VObjectReader(new StringReader(text), SyntaxRules.vcard())) {
            reader.parse(lines);
        } catch (IOException | RuntimeException misshapen) {
            LOG.atDebug().setCause(misshapen).log("a vCard cannot be read to its end");
        }
        return lines.card(Json.string(form, "displayName").orElse(""));
    }

    /// What the lines of the first card say.
    private static final class Lines extends VObjectDataAdapter {
        private final ObjectNode name = Json.object();
        private final ObjectNode org = Json.object();
        private final ObjectNode card = Json.object();
        private boolean ended;

        ObjectNode card(String shown) {
            if (!name.has("formatted_name")) {
                name.put("formatted_name", shown);
            }
            ObjectNode whole = Json.object();
            whole.set("name", name);
            whole.setAll(card);
            if (!org.isEmpty()) {
                whole.set("org", org);
            }
            return whole;
        }

        @Override
        public void onComponentEnd(String component, Context context) {
            ended = true;
        }

        @Override
        public void onProperty(VObjectProperty line, Context context) {
            String value = line.getValue();
            if (ended || value == null) {
                return;
            }
            switch (line.getName().toUpperCase(Locale.ROOT)) {
                case "FN" -> put(name, "formatted_name", text(value));
                case "N" -> put(name, value, "last_name", "first_name", "middle_name", "prefix", "suffix");
                case "ORG" -> put(org, value, "company", "department");
                case "TITLE" -> put(org, "title", text(value));
                case "BDAY" -> birthday(value).ifPresent(day -> card.put("birthday", day));
                case "TEL" -> add("phones", phone(line));
                case "EMAIL" -> add("emails", kind(line, one("email", text(value))));
                case "URL" -> add("urls", kind(line, one("url", text(value))));
                case "ADR" -> {
                    ObjectNode address = Json.object();
                    put(address, value, "box", "extended", "street", "city", "state", "zip", "country");
                    address.remove(List.of("box", "extended"));
                    add("addresses", kind(line, address));
                }
                default -> {}
            }
        }

        private void add(String list, ObjectNode found) {
            if (!found.isEmpty()) {
                card.withArray(list).add(found);
            }
        }
    }

    private static ObjectNode phone(VObjectProperty line) {
        String value = text(line.getValue());
        ObjectNode phone = one("phone", value.toLowerCase(Locale.ROOT).startsWith("tel:") ? value.substring(4) : value);
        kind(line, phone);
        put(phone, "wa_id", line.getParameters().first(ACCOUNT));
        return phone;
    }

    /// `type` in Meta's form, such as CELL or WORK.
    private static ObjectNode kind(VObjectProperty line, ObjectNode target) {
        // in old cards a kind stands there without a name
        line.getParameters().getMap().entrySet().stream()
                .filter(parameter ->
                        parameter.getKey() == null || parameter.getKey().equals("TYPE"))
                .flatMap(parameter -> parameter.getValue().stream())
                .filter(word -> word != null && !word.isBlank())
                .filter(word -> !NOT_KINDS.contains(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .filter(_ -> !target.isEmpty())
                .ifPresent(word -> target.put("type", word.toUpperCase(Locale.ROOT)));
        return target;
    }

    private static Optional<String> birthday(String value) {
        Matcher day = DAY.matcher(value);
        return day.matches() ? Optional.of(day.group(1) + "-" + day.group(2) + "-" + day.group(3)) : Optional.empty();
    }

    private static String text(String value) {
        return VObjectPropertyValues.unescape(value);
    }

    private static ObjectNode one(String name, String value) {
        ObjectNode object = Json.object();
        put(object, name, value);
        return object;
    }

    /// The parts of a value that has several, by their places.
    private static void put(ObjectNode target, String value, String... names) {
        List<List<String>> parts = VObjectPropertyValues.parseStructured(value);
        for (int i = 0; i < names.length && i < parts.size(); i++) {
            put(target, names[i], String.join(" ", parts.get(i)));
        }
    }

    private static void put(ObjectNode target, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            target.put(name, value);
        }
    }
}
