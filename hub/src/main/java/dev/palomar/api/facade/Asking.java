package dev.palomar.api.facade;

import dev.palomar.api.http.Call;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a call to the facade asks for, as Meta's clients write it.
final class Asking {

    private static final Set<String> ALWAYS = Set.of("id", "messaging_product");
    private static final String FORM = "application/x-www-form-urlencoded";

    private Asking() {}

    /// The body: JSON, or a form whose inner objects are JSON as text, as RestFB sends it.
    static ObjectNode body(Call call) {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith(FORM) ? form(call.body().text()) : call.object();
    }

    /// As [#body], and it must say which product it is about, as every body of Meta's.
    static ObjectNode ofWhatsApp(Call call) {
        ObjectNode body = body(call);
        if (!Json.string(body, "messaging_product").filter("whatsapp"::equals).isPresent()) {
            throw new Rejection.InvalidValue("messaging_product", "is required, and must be whatsapp");
        }
        return body;
    }

    private static ObjectNode form(String text) {
        ObjectNode body = Json.object();
        for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (name.equals("access_token")) {
                throw new Rejection.Unauthenticated(
                        "Send the key in the header Authorization: Bearer …, not in the body.");
            }
            body.set(name, value(value));
        }
        return body;
    }

    private static JsonNode value(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return Json.read(text);
            } catch (JacksonException justText) {
                return Json.array().add(text).get(0);
            }
        }
        return Json.array().add(text).get(0);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new Rejection.Malformed("The form is not encoded correctly.");
        }
    }

    /// `fields=a,b{c}`: only these members of `whole`, and those that Meta always tells; all without it.
    static ObjectNode chosen(Call call, ObjectNode whole) {
        Optional<List<String>> fields = fields(call).map(Asking::names);
        if (fields.isEmpty()) {
            return whole;
        }
        ObjectNode part = Json.object();
        whole.properties().forEach(member -> {
            if (ALWAYS.contains(member.getKey()) || fields.get().contains(member.getKey())) {
                part.set(member.getKey(), member.getValue());
            }
        });
        return part;
    }

    /// The query parameter `fields`, if it is one.
    static Optional<String> fields(Call call) {
        return query(call, "fields", 2_000).filter(text -> text.matches("[A-Za-z0-9_,.{}() ]+"));
    }

    /// A query parameter; those that Meta's clients send besides are not looked at.
    static Optional<String> query(Call call, String name, int longest) {
        return call.parameters().text(name, longest);
    }

    private static List<String> names(String fields) {
        return Arrays.stream(fields.replaceAll("[{(][^})]*[})]", "").split("[,.]"))
                .map(String::strip)
                .collect(Collectors.toList());
    }
}
