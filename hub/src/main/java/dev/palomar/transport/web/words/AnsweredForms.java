package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What somebody pressed, chose or filled in, in Meta's form: `interactive` with `button_reply`, `list_reply` or
/// `nfm_reply`, and `button` for the quick replies of a template.
final class AnsweredForms {

    private AnsweredForms() {}

    /// Empty when the message is none of these.
    static Optional<MessageContent> read(Unwrapped message) {
        ObjectNode form = message.form();
        return switch (message.kind()) {
            case "buttonsResponseMessage" -> Optional.of(button(form));
            case "listResponseMessage" -> Optional.of(list(form));
            case "templateButtonReplyMessage" ->
                Optional.of(new MessageContent.Button(
                        Json.string(form, "selectedId").orElse(""),
                        Json.string(form, "selectedDisplayText").orElse("")));
            case "interactiveResponseMessage" -> Optional.of(flow(form));
            default -> Optional.empty();
        };
    }

    private static MessageContent button(ObjectNode told) {
        return answer(
                "button_reply",
                Json.object()
                        .put("id", Json.string(told, "selectedButtonId").orElse(""))
                        .put("title", Json.string(told, "selectedDisplayText").orElse("")));
    }

    private static MessageContent list(ObjectNode told) {
        ObjectNode reply = Json.object()
                .put(
                        "id",
                        Json.string(Names.child(told, "singleSelectReply"), "selectedRowId")
                                .orElse(""))
                .put("title", Json.string(told, "title").orElse(""));
        Names.copy(told, "description", reply, "description");
        return answer("list_reply", reply);
    }

    private static MessageContent flow(ObjectNode told) {
        ObjectNode response = Names.child(told, "nativeFlowResponseMessage");
        ObjectNode reply = Json.object();
        Names.copy(response, "name", reply, "name");
        reply.put("body", Json.string(Names.child(told, "body"), "text").orElse(""));
        reply.put("response_json", Json.string(response, "paramsJson").orElse("{}"));
        return answer("nfm_reply", reply);
    }

    private static MessageContent answer(String type, ObjectNode reply) {
        ObjectNode form = Json.object().put("type", type);
        form.set(type, reply);
        return new MessageContent.Interactive(form);
    }
}
