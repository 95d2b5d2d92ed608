package dev.palomar.app.facade;

import dev.palomar.api.Contract;
import dev.palomar.app.RunningHub;
import dev.palomar.model.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Paths and bodies of the contract, with what belongs to one company in all places: what somebody would ask for who
/// knows every id of theirs.
final class Borrowed {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final Pattern ID = Pattern.compile("\"([a-z]{3}_[0-9a-z_]{20,60})\"");

    private final RunningHub hub;
    private final Map<String, String> owner;
    private final String device;
    private final Map<String, String> known = new HashMap<>();

    /// @param owner   the headers of somebody of the company
    /// @param device  a device of theirs
    /// @param token   of a pairing link of theirs
    Borrowed(RunningHub hub, Map<String, String> owner, String device, String token) {
        this.hub = hub;
        this.owner = owner;
        this.device = device;
        known.put("/v1/tenants", owner.getOrDefault("X-Tenant-Id", ""));
        known.put("/v1/pairing", token);
    }

    /// The path with the company's ids.
    String path(String documented) {
        Matcher variable = VARIABLE.matcher(documented);
        StringBuilder filled = new StringBuilder();
        while (variable.find()) {
            String list = documented.substring(0, variable.start() - 1);
            String own = variable.group(1).equals("deviceId") ? device : first(list);
            variable.appendReplacement(filled, Matcher.quoteReplacement(own));
        }
        return variable.appendTail(filled).toString();
    }

    /// The id of the first thing in a list; one that stands in some other answer, or one that is made up, where there
    /// is no list or nothing in it.
    String first(String list) {
        String before = known.get(list);
        if (before != null) {
            return before;
        }
        String listed = (list.startsWith("/v1/") ? "" : "/v1") + path(list);
        String found = hub.hub("GET", listed, null, owner).text("/data/0/id");
        if (found.isEmpty()) {
            found = list.equals("/v1/media")
                    ? inAnswers("med_").orElseThrow()
                    : inAnswers("msg_").orElseThrow().replace("msg_", "xxx_");
        }
        known.put(list, found);
        return found;
    }

    /// The documented example of the body, with the company's ids in place of its own.
    @Nullable
    JsonNode body(Contract.Operation operation) {
        if (!operation.node().has("requestBody")) {
            return null;
        }
        Matcher id = ID.matcher(example(operation.node()).toString());
        StringBuilder own = new StringBuilder();
        while (id.find()) {
            String kind = id.group(1).substring(0, 4);
            String theirs = kind.equals("dev_") ? device : inAnswers(kind).orElse(id.group(1));
            id.appendReplacement(own, Matcher.quoteReplacement("\"" + theirs + "\""));
        }
        return Json.read(id.appendTail(own).toString());
    }

    static JsonNode example(JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content/application~1json");
        if (content.has("example")) {
            return content.get("example");
        }
        return content.path("examples")
                .valueStream()
                .findFirst()
                .map(one -> one.path("value"))
                .orElse(Json.object());
    }

    private Optional<String> inAnswers(String prefix) {
        Matcher id = ID.matcher(
                hub.hub("GET", "/v1/messages?limit=200", null, owner).body().toString());
        while (id.find()) {
            if (id.group(1).startsWith(prefix)) {
                return Optional.of(id.group(1));
            }
        }
        return Optional.empty();
    }
}
