package dev.palomar.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A value that a message made from a template brings, or may bring.
///
/// @param card       which card of a carousel it belongs to
/// @param component  `header`, `body`, `button` or `limited_time_offer`
/// @param button     which button
/// @param subType    the button's kind, as a message names it
/// @param name       its number or name in the text; empty where the place alone says what is meant
/// @param type       the type of the parameter: `text`, `image`, `video`, `document`, `location`, `payload`,
/// `coupon_code`,
///                   `action` or `limited_time_offer`. A `text` may also be sent as `currency` or `date_time`
/// @param required   WhatsApp refuses the message without it
public record Variable(
        Optional<Integer> card,
        String component,
        Optional<Integer> button,
        Optional<String> subType,
        Optional<String> name,
        String type,
        boolean required,
        Optional<String> example) {

    /// All of a template's, in the order of its parts.
    public static List<Variable> of(Blueprint blueprint) {
        List<Variable> all = new ArrayList<>();
        add(blueprint, Optional.empty(), all);
        return List.copyOf(all);
    }

    private static void add(Blueprint part, Optional<Integer> card, List<Variable> all) {
        part.header().ifPresent(header -> {
            switch (header) {
                case Blueprint.Header.Text(Blueprint.Words words) -> add(words, card, "header", all);
                case Blueprint.Header.File(String kind) ->
                    all.add(new Variable(
                            card,
                            "header",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            kind,
                            true,
                            Optional.empty()));
            }
        });
        if (part.expiring()) {
            String offer = "limited_time_offer";
            all.add(new Variable(
                    card, offer, Optional.empty(), Optional.empty(), Optional.empty(), offer, true, Optional.empty()));
        }
        add(part.body(), card, "body", all);
        for (Blueprint.Button button : part.buttons()) {
            if (!button.subType().isEmpty()) {
                all.add(new Variable(
                        card,
                        "button",
                        Optional.of(button.index()),
                        Optional.of(button.subType()),
                        Optional.empty(),
                        button.valueType(),
                        button.needed(),
                        button.sample()));
            }
        }
        for (int i = 0; i < part.cards().size(); i++) {
            add(part.cards().get(i), Optional.of(i), all);
        }
    }

    private static void add(Blueprint.Words words, Optional<Integer> card, String component, List<Variable> all) {
        for (String name : words.names()) {
            all.add(new Variable(
                    card,
                    component,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(name),
                    "text",
                    true,
                    words.example(name)));
        }
    }
}
