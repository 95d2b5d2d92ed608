package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What somebody offers to press, choose from or look at, in the form of Meta's `interactive`.
/// Source of the form: Meta, "Cloud API / Reference / Messages / Interactive object".
final class OfferedForms {

    private OfferedForms() {}

    /// Empty when the message is none of these.
    static Optional<MessageContent> read(Unwrapped message) {
        ObjectNode form = message.form();
        Optional<ObjectNode> offered = switch (message.kind()) {
            case "buttonsMessage" -> Optional.of(buttons(form));
            case "listMessage" -> Optional.of(list(form));
            case "templateMessage" -> Optional.of(template(form));
            case "highlyStructuredMessage" -> Json.child(form, "hydratedHsm").map(OfferedForms::template);
            case "interactiveMessage" -> Optional.of(interactive(form));
            case "productMessage" -> Optional.of(product(form));
            case "groupInviteMessage" -> Optional.of(groupInvite(form));
            case "eventMessage" -> Optional.of(event(form));
            case "requestPhoneNumberMessage" -> Optional.of(of("request_contact_info", ""));
            default -> Optional.empty();
        };
        return offered.map(MessageContent.Interactive::new);
    }

    private static ObjectNode of(String type, String body) {
        ObjectNode form = Json.object().put("type", type);
        if (!body.isEmpty()) {
            form.set("body", Json.object().put("text", body));
        }
        return form;
    }

    private static void around(ObjectNode form, Optional<String> header, Optional<String> footer) {
        header.filter(text -> !text.isEmpty())
                .ifPresent(text ->
                        form.set("header", Json.object().put("type", "text").put("text", text)));
        footer.filter(text -> !text.isEmpty())
                .ifPresent(text -> form.set("footer", Json.object().put("text", text)));
    }

    private static ObjectNode reply(String id, String title) {
        ObjectNode button = Json.object().put("type", "reply");
        button.set("reply", Json.object().put("id", id).put("title", title));
        return button;
    }

    private static ObjectNode buttons(ObjectNode told) {
        ObjectNode form = of("button", Json.string(told, "contentText").orElse(""));
        around(form, Json.string(told, "text"), Json.string(told, "footerText"));
        ArrayNode buttons = Json.array();
        for (JsonNode button : Json.elements(told, "buttons")) {
            buttons.add(reply(
                    Json.string(button, "buttonId").orElse(""),
                    Json.string(Names.child(button, "buttonText"), "displayText")
                            .orElse("")));
        }
        form.set("action", Json.object().set("buttons", buttons));
        return form;
    }

    private static ObjectNode list(ObjectNode told) {
        ObjectNode form = of("list", Json.string(told, "description").orElse(""));
        around(form, Json.string(told, "title"), Json.string(told, "footerText"));
        ArrayNode sections = Json.array();
        for (JsonNode section : Json.elements(told, "sections")) {
            ArrayNode rows = Json.array();
            for (JsonNode row : Json.elements(section, "rows")) {
                ObjectNode one = Json.object();
                one.put("id", Json.string(row, "rowId").orElse(""));
                one.put("title", Json.string(row, "title").orElse(""));
                Json.string(row, "description").ifPresent(text -> one.put("description", text));
                rows.add(one);
            }
            ObjectNode one = Json.object();
            Json.string(section, "title").ifPresent(text -> one.put("title", text));
            one.set("rows", rows);
            sections.add(one);
        }
        ObjectNode action =
                Json.object().put("button", Json.string(told, "buttonText").orElse(""));
        action.set("sections", sections);
        form.set("action", action);
        return form;
    }

    /// A template as the person sees it: filled in.
    private static ObjectNode template(ObjectNode told) {
        Optional<ObjectNode> inner = Json.child(told, "interactiveMessageTemplate");
        if (inner.isPresent()) {
            return interactive(inner.get());
        }
        ObjectNode filled = Json.child(told, "hydratedTemplate")
                .or(() -> Json.child(told, "hydratedFourRowTemplate"))
                .orElse(told);
        ObjectNode form =
                of("button", Json.string(filled, "hydratedContentText").orElse(""));
        around(form, Json.string(filled, "hydratedTitleText"), Json.string(filled, "hydratedFooterText"));
        ArrayNode buttons = Json.array();
        for (JsonNode button : Json.elements(filled, "hydratedButtons")) {
            buttons.add(templateButton(button));
        }
        form.set("action", Json.object().set("buttons", buttons));
        return form;
    }

    private static ObjectNode templateButton(JsonNode button) {
        ObjectNode link = Names.child(button, "urlButton");
        if (!link.isEmpty()) {
            ObjectNode form = Json.object().put("type", "url");
            Names.copy(link, "displayText", form, "title");
            Names.copy(link, "url", form, "url");
            return form;
        }
        ObjectNode call = Names.child(button, "callButton");
        if (!call.isEmpty()) {
            ObjectNode form = Json.object().put("type", "phone_number");
            Names.copy(call, "displayText", form, "title");
            Names.copy(call, "phoneNumber", form, "phone_number");
            return form;
        }
        ObjectNode quick = Names.child(button, "quickReplyButton");
        return reply(
                Json.string(quick, "id").orElse(""),
                Json.string(quick, "displayText").orElse(""));
    }

    private static ObjectNode interactive(ObjectNode told) {
        String body = Json.string(Names.child(told, "body"), "text").orElse("");
        Optional<ObjectNode> carousel = Json.child(told, "carouselMessage");
        ObjectNode form = of(carousel.isPresent() ? "carousel" : "button", body);
        around(
                form,
                Json.string(Names.child(told, "header"), "title"),
                Json.string(Names.child(told, "footer"), "text"));
        ObjectNode action = Json.object();
        if (carousel.isPresent()) {
            ArrayNode cards = Json.array();
            for (JsonNode card : Json.elements(carousel.get(), "cards")) {
                if (card instanceof ObjectNode one && !one.has("carouselMessage")) {
                    cards.add(interactive(one));
                }
            }
            action.set("cards", cards);
        } else {
            ArrayNode buttons = Json.array();
            for (JsonNode button : Json.elements(Names.child(told, "nativeFlowMessage"), "buttons")) {
                buttons.add(nativeButton(button));
            }
            action.set("buttons", buttons);
        }
        form.set("action", action);
        return form;
    }

    /// `name` says what it does; what it needs is JSON in a text.
    private static ObjectNode nativeButton(JsonNode button) {
        String name = Json.string(button, "name").orElse("");
        ObjectNode told = parameters(Json.string(button, "buttonParamsJson").orElse("{}"));
        if (name.equals("quick_reply")) {
            return reply(
                    Json.string(told, "id").orElse(""),
                    Json.string(told, "display_text").orElse(""));
        }
        ObjectNode form = Json.object().put("type", name);
        form.set("parameters", told);
        return form;
    }

    private static ObjectNode parameters(String text) {
        try {
            return Json.read(text) instanceof ObjectNode object ? object : Json.object();
        } catch (JacksonException notJson) {
            return Json.object();
        }
    }

    private static ObjectNode product(ObjectNode told) {
        ObjectNode product = Names.child(told, "product");
        ObjectNode form = of(
                "product",
                Json.string(told, "body")
                        .or(() -> Json.string(product, "title"))
                        .orElse(""));
        around(form, Optional.empty(), Json.string(told, "footer"));
        ObjectNode action = Json.object();
        Names.copy(product, "retailerId", action, "product_retailer_id");
        form.set("action", action);
        ObjectNode shown = Json.object();
        Names.copy(product, "productId", shown, "id");
        Names.copy(product, "retailerId", shown, "product_retailer_id");
        Names.copy(product, "title", shown, "name");
        Names.copy(product, "description", shown, "description");
        Names.copy(product, "url", shown, "url");
        PaymentForms.amount(product, "priceAmount1000", "currencyCode").ifPresent(price -> shown.set("price", price));
        form.set("product", shown);
        return form;
    }

    private static ObjectNode groupInvite(ObjectNode told) {
        ObjectNode form = of("group_invite", Json.string(told, "caption").orElse(""));
        ObjectNode invite = Json.object();
        Names.copy(told, "groupJid", invite, "group_id");
        Names.copy(told, "groupName", invite, "name");
        Names.copy(told, "inviteCode", invite, "code");
        Names.copy(told, "inviteExpiration", invite, "expires");
        form.set("group_invite", invite);
        return form;
    }

    private static ObjectNode event(ObjectNode told) {
        ObjectNode form = of("event", Json.string(told, "name").orElse(""));
        ObjectNode event = Json.object();
        Names.copy(told, "name", event, "name");
        Names.copy(told, "description", event, "description");
        Names.copy(told, "startTime", event, "start");
        Names.copy(told, "endTime", event, "end");
        Names.copy(told, "joinLink", event, "link");
        Names.copy(Names.child(told, "location"), "name", event, "place");
        event.put("canceled", Names.flag(told, "isCanceled"));
        form.set("event", event);
        return form;
    }
}
