package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.wire.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What Meta makes of an authentication template: it writes the texts itself, and the button for copying
/// the code becomes an address with the code in it.
///
/// Facts: Meta, "Authentication templates".
final class AuthenticationForm {

    private AuthenticationForm() {}

    static ArrayNode of(ArrayNode wanted, String language) {
        boolean spanish = language.startsWith("es");
        ArrayNode components = Json.array();
        for (JsonNode component : wanted) {
            ObjectNode copy = components.addObject();
            copy.setAll((ObjectNode) component.deepCopy());
            switch (Json.text(component, "type").toUpperCase(Locale.ROOT)) {
                case "BODY" -> {
                    copy.put(
                            "text",
                            body(
                                    spanish,
                                    component
                                            .path("add_security_recommendation")
                                            .asBoolean(false)));
                    copy.putObject("example").putArray("body_text").addArray().add("123456");
                }
                case "FOOTER" -> {
                    int minutes = component.path("code_expiration_minutes").asInt(10);
                    copy.put(
                            "text",
                            spanish
                                    ? "Este código caduca en " + minutes + " minutos."
                                    : "This code expires in " + minutes + " minutes.");
                }
                case "BUTTONS" -> {
                    ArrayNode buttons = copy.putArray("buttons");
                    for (JsonNode button : component.path("buttons")) {
                        buttons.add(button(button, spanish));
                    }
                }
                default -> {}
            }
        }
        return components;
    }

    private static String body(boolean spanish, boolean warning) {
        return spanish
                ? "Tu código de verificación es *{{1}}*." + (warning ? " Por seguridad, no lo compartas." : "")
                : "*{{1}}* is your verification code." + (warning ? " For your security, do not share this code." : "");
    }

    private static ObjectNode button(JsonNode wanted, boolean spanish) {
        if (!Json.text(wanted, "type").equalsIgnoreCase("OTP")) {
            return (ObjectNode) wanted.deepCopy();
        }
        String kind = Json.text(wanted, "otp_type").toUpperCase(Locale.ROOT);
        String address =
                "https://www.whatsapp.com/otp/code/?otp_type=" + (kind.isEmpty() ? "COPY_CODE" : kind) + "&code=otp";
        String text = Json.text(wanted, "text");
        ObjectNode button = Json.object();
        button.put("type", "URL");
        button.put("text", !text.isEmpty() ? text : spanish ? "Copiar código" : "Copy code");
        button.put("url", address + "{{1}}");
        button.putArray("example").add(address + "123456");
        return button;
    }
}
