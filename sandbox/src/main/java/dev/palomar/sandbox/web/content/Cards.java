package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.wire.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Business cards: vCard 3.0 on the wire, Meta's contact object in the controls.
final class Cards {

    private static final Pattern NUMBER =
            Pattern.compile("(?m)^(?:item\\d+\\.)?TEL([^:\\r\\n]*):(.*?)\\r?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern WA_ID = Pattern.compile("waid=(\\d+)");

    private Cards() {}

    static String write(JsonNode contact) {
        String name = Json.text(contact.path("name"), "formatted_name");
        String first = Json.text(contact.path("name"), "first_name");
        String last = Json.text(contact.path("name"), "last_name");
        StringBuilder card = new StringBuilder("BEGIN:VCARD\nVERSION:3.0\n");
        card.append("N:").append(last).append(';').append(first).append(";;;\n");
        card.append("FN:").append(name).append('\n');
        for (JsonNode phone : contact.path("phones")) {
            String waId = Json.text(phone, "wa_id");
            card.append("TEL;type=CELL")
                    .append(waId.isEmpty() ? "" : ";waid=" + waId)
                    .append(':')
                    .append(Json.text(phone, "phone"))
                    .append('\n');
        }
        return card.append("END:VCARD").toString();
    }

    static ObjectNode read(String name, String card) {
        ObjectNode contact = Json.object();
        contact.putObject("name").put("formatted_name", name);
        ArrayNode phones = contact.putArray("phones");
        Matcher number = NUMBER.matcher(card);
        while (number.find()) {
            ObjectNode phone = phones.addObject().put("phone", number.group(2));
            Matcher waId = WA_ID.matcher(number.group(1));
            if (waId.find()) {
                phone.put("wa_id", waId.group(1));
            }
        }
        return contact;
    }
}
