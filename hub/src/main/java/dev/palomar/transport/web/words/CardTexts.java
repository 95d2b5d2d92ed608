package dev.palomar.transport.web.words;

import com.github.mangstadt.vinnie.SyntaxStyle;
import com.github.mangstadt.vinnie.VObjectParameters;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectWriter;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Meta's `contacts` objects as the vCards that WhatsApp Web sends.
final class CardTexts {

    private CardTexts() {}

    /// `{name, vcard}` of the engine's protocol. A number gets the account that it would have, so that people can write
    /// to it with one touch.
    static ObjectNode write(JsonNode card) {
        String shown = Json.string(Names.child(card, "name"), "formatted_name").orElse("");
        StringWriter text = new StringWriter();
        try (VObjectWriter writer = new VObjectWriter(text, SyntaxStyle.NEW)) {
            // WhatsApp reads line by line
            writer.getFoldedLineWriter().setLineLength(null);
            writer.writeBeginComponent("VCARD");
            writer.writeVersion("3.0");
            lines(card, shown, writer);
            writer.writeEndComponent("VCARD");
        } catch (IOException | IllegalArgumentException unwritable) {
            throw new UncheckedIOException(new IOException("a card cannot be written", unwritable));
        }
        return Json.object().put("name", shown).put("vcard", text.toString().strip());
    }

    private static void lines(JsonNode card, String shown, VObjectWriter writer) throws IOException {
        ObjectNode name = Names.child(card, "name");
        line(writer, "N", parts(name, "last_name", "first_name", "middle_name", "prefix", "suffix"));
        line(writer, "FN", VObjectPropertyValues.escape(shown));
        ObjectNode org = Names.child(card, "org");
        if (org.has("company") || org.has("department")) {
            line(writer, "ORG", parts(org, "company", "department"));
        }
        for (String title : Json.string(org, "title").stream().toList()) {
            line(writer, "TITLE", VObjectPropertyValues.escape(title));
        }
        for (JsonNode phone : Json.elements(card, "phones")) {
            phone(writer, phone);
        }
        for (JsonNode email : Json.elements(card, "emails")) {
            typed(writer, "EMAIL", email, Json.string(email, "email").map(VObjectPropertyValues::escape));
        }
        for (JsonNode address : Json.elements(card, "addresses")) {
            typed(
                    writer,
                    "ADR",
                    address,
                    Optional.of(parts(address, "", "", "street", "city", "state", "zip", "country")));
        }
        for (JsonNode url : Json.elements(card, "urls")) {
            typed(writer, "URL", url, Json.string(url, "url"));
        }
        for (String day : Json.string(card, "birthday").stream().toList()) {
            line(writer, "BDAY", day);
        }
    }

    private static void phone(VObjectWriter writer, JsonNode phone) throws IOException {
        Optional<String> number = Json.string(phone, "phone").or(() -> Json.string(phone, "wa_id"));
        if (number.isEmpty() || number.get().isBlank()) {
            return;
        }
        VObjectParameters parameters = kind(phone);
        Json.string(phone, "wa_id")
                .or(() -> PhoneNumber.read(number.get()).map(PhoneNumber::digits))
                .ifPresent(account -> parameters.put(Cards.ACCOUNT, plain(account)));
        writer.writeProperty(null, "TEL", parameters, plain(number.get()));
    }

    private static void typed(VObjectWriter writer, String name, JsonNode told, Optional<String> value)
            throws IOException {
        if (value.isPresent() && !value.get().isBlank()) {
            writer.writeProperty(null, name, kind(told), plain(value.get()));
        }
    }

    private static void line(VObjectWriter writer, String name, String value) throws IOException {
        writer.writeProperty(name, plain(value));
    }

    private static VObjectParameters kind(JsonNode told) {
        VObjectParameters parameters = new VObjectParameters();
        Json.string(told, "type")
                .map(type -> type.replaceAll("[^A-Za-z0-9-]", ""))
                .filter(type -> !type.isEmpty())
                .ifPresent(type -> parameters.put("type", type));
        return parameters;
    }

    private static String parts(JsonNode told, String... names) {
        List<List<String>> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(Json.string(told, name).map(List::of).orElse(List.of()));
        }
        return VObjectPropertyValues.writeStructured(parts, true);
    }

    /// A line must not end in the middle of a value.
    private static String plain(String value) {
        return value.replaceAll("[\\r\\n]+", "\\\\n");
    }
}
