package dev.palomar.sandbox.webhook;

import dev.palomar.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The body of one webhook call, and its signature.
///
/// Facts: Meta, "Webhooks from Meta" and "WhatsApp Business Platform webhooks": HMAC-SHA256 over the escaped
/// body.
final class Envelope {

    private Envelope() {}

    /// Puts updates into one body: those of an account into one `entry`, messages or statuses of the same
    /// number that follow each other into one `value`.
    static byte[] of(List<Update> updates) {
        ObjectNode body = Json.object();
        body.put("object", "whatsapp_business_account");
        ArrayNode entries = body.putArray("entry");
        Map<String, ArrayNode> changesOf = new LinkedHashMap<>();
        for (Update update : updates) {
            ArrayNode changes = changesOf.computeIfAbsent(update.entryId() + "/" + update.time(), _ -> {
                ObjectNode entry = entries.addObject();
                entry.put("id", update.entryId());
                if (update.time() > 0) {
                    entry.put("time", update.time());
                }
                return entry.putArray("changes");
            });
            if (!joinsLast(changes, update)) {
                changes.addObject()
                        .put("field", update.field())
                        .set("value", update.value().deepCopy());
            }
        }
        return Json.writeEscaped(body);
    }

    static String signature(byte[] body, String appSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static boolean joinsLast(ArrayNode changes, Update update) {
        if (changes.isEmpty() || !update.field().equals("messages")) {
            return false;
        }
        JsonNode last = changes.get(changes.size() - 1);
        JsonNode lastValue = last.path("value");
        String list = update.value().has("messages") ? "messages" : "statuses";
        boolean same = last.path("field").asString("").equals("messages")
                && lastValue.has(list)
                && update.value().has(list)
                && !lastValue.has("errors")
                && !update.value().has("errors")
                && lastValue.path("metadata").equals(update.value().path("metadata"));
        if (!same) {
            return false;
        }
        ((ArrayNode) lastValue.path(list)).addAll((ArrayNode) update.value().path(list));
        ArrayNode contacts = ((ObjectNode) lastValue).withArray("contacts");
        for (JsonNode contact : update.value().path("contacts")) {
            if (contacts.valueStream().noneMatch(contact::equals)) {
                contacts.add(contact);
            }
        }
        if (contacts.isEmpty()) {
            ((ObjectNode) lastValue).remove("contacts");
        }
        return true;
    }
}
