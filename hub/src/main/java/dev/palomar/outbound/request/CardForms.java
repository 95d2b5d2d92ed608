package dev.palomar.outbound.request;

import dev.palomar.model.MessageContent;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;

/// `contacts`: cards of people. Source: Meta, "Cloud API / Reference / Messages / Contacts object".
final class CardForms {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int LONG = 1000;

    private CardForms() {}

    /// `message` is the form that `contacts` is a member of.
    static MessageContent read(Form message) {
        List<Form> cards = message.children("contacts", 1, 257);
        cards.forEach(CardForms::check);
        return new MessageContent.Contacts(
                message.object().get("contacts") instanceof ArrayNode array && !cards.isEmpty()
                        ? array
                        : dev.palomar.model.Json.array());
    }

    private static void check(Form card) {
        card.needChild("name").ifPresent(name -> {
            name.needText("formatted_name", 1, LONG);
            texts(name, "first_name", "last_name", "middle_name", "suffix", "prefix");
        });
        card.children("addresses", 0, 50)
                .forEach(
                        address -> texts(address, "street", "city", "state", "zip", "country", "country_code", "type"));
        card.text("birthday", 1, LONG)
                .filter(day -> !DAY.matcher(day).matches())
                .ifPresent(_ -> card.fault("birthday", "expected a day such as 1990-12-31"));
        card.children("emails", 0, 50).forEach(email -> texts(email, "email", "type"));
        card.child("org").ifPresent(org -> texts(org, "company", "department", "title"));
        card.children("phones", 0, 50).forEach(phone -> texts(phone, "phone", "type", "wa_id"));
        card.children("urls", 0, 50).forEach(url -> texts(url, "url", "type"));
        card.only();
    }

    private static void texts(Form form, String... names) {
        for (String name : names) {
            form.text(name, 0, LONG);
        }
        form.only();
    }
}
