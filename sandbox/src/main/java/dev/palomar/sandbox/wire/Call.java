package dev.palomar.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One HTTP request as the sandbox's handlers see it. Header names are lower case.
///
/// @param base scheme, host and port under which the caller reached us, without a slash at the end
public record Call(
        String method, String path, Map<String, String> query, Map<String, String> headers, Bytes body, String base) {

    /// Said when a body claims to be something it is not.
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public String query(String name) {
        return query.getOrDefault(name, "");
    }

    /// The parts of the path between slashes, without empty ones: a slash at the end changes nothing.
    public List<String> segments() {
        return List.of(path.split("/", -1)).stream()
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /// Query and body as one object, whatever the body's form. Fields of the body win. In forms, text that is a
    /// JSON object or array is taken apart, because that is how form-encoding clients send nested values. A
    /// JSON object that comes under the form's content type, which is what `curl -d` sends, is read as JSON.
    ///
    /// @throws Unreadable when the body is not what its content type says
    public ObjectNode parameters() {
        ObjectNode all = Json.object();
        query.forEach((name, value) -> all.set(name, nested(value)));
        if (method.equals("GET") || body.size() == 0 || path.contains("/upload:")) {
            return all;
        }
        String type = header("content-type").toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/form-data")) {
            parts().stream().filter(part -> !part.isFile()).forEach(part -> all.set(part.name(), nested(part.text())));
        } else if (type.startsWith("application/x-www-form-urlencoded") && !body.startsWith('{')) {
            pairs(body.text()).forEach((name, value) -> all.set(name, nested(value)));
        } else if (type.isEmpty() || type.contains("json") || body.startsWith('{')) {
            json().ifPresent(all::setAll);
        }
        return all;
    }

    public List<Multipart.Part> parts() {
        return Multipart.parse(header("content-type"), body);
    }

    private Optional<ObjectNode> json() {
        try {
            JsonNode read = Json.read(body.array());
            if (read instanceof ObjectNode object) {
                return Optional.of(object);
            }
        } catch (JacksonException notJson) {
            throw new Unreadable("the body is not JSON: " + notJson.getOriginalMessage());
        }
        throw new Unreadable("the body is not a JSON object");
    }

    private static JsonNode nested(String value) {
        String start = value.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return Json.read(value);
            } catch (JacksonException notNested) {
                return Json.object().stringNode(value);
            }
        }
        return Json.object().stringNode(value);
    }

    /// `a=b&c=d`, decoded; of a repeated name the last one counts.
    public static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                pairs.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badPercent) {
            return text;
        }
    }
}
