package dev.palomar.webhook.meta;

import dev.palomar.model.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of a message of ours, as an element of `statuses`.
final class MetaStatus {

    private static final Set<String> METAS = Set.of("sent", "delivered", "read", "played");

    /// "Something went wrong": for what has no number of Meta's.
    private static final int UNNAMED = 131_000;

    private MetaStatus() {}

    static ObjectNode of(JsonNode facts) {
        String status = facts.path("status").asString("");
        ObjectNode json = Json.object();
        json.put("id", facts.path("wireId").asString(""));
        json.put("status", METAS.contains(status) ? status : "failed");
        json.put("timestamp", MetaMessage.seconds(facts.path("statusAt")));
        if (facts.at("/chat/kind").asString("").equals("group")) {
            json.put("recipient_id", facts.at("/chat/id").asString("")).put("recipient_type", "group");
        } else {
            MetaMessage.name(facts.path("to"), json, "recipient_id", "recipient_user_id");
        }
        Json.string(facts, "clientReference").ifPresent(own -> json.put("biz_opaque_callback_data", own));
        if (!METAS.contains(status)) {
            json.putArray("errors").add(error(facts.path("error"), status));
        }
        return json;
    }

    private static ObjectNode error(JsonNode error, String status) {
        String code = error.path("code").asString("");
        boolean metas = code.matches("[0-9]{1,9}");
        String said = error.path("message").asString("");
        String title = said.isEmpty() ? "The message was not sent (" + status + ")" : said;
        ObjectNode json = Json.object();
        json.put("code", metas ? Integer.parseInt(code) : UNNAMED);
        json.put("title", title).put("message", title);
        json.putObject("error_data").put("details", error.path("cause").asString(title));
        return json;
    }
}
