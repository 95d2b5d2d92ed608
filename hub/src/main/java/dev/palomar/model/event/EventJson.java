package dev.palomar.model.event;

import dev.palomar.model.Json;
import dev.palomar.model.id.RunId;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `normalized` object of each event.
public final class EventJson {

    private EventJson() {}

    public static ObjectNode normalized(Event event) {
        return switch (event) {
            case Event.MessageReceived received -> received.message().json();
            case Event.MessageStatusChanged changed -> status(changed);
            case Event.MessageEdited edited ->
                edited.message()
                        .json()
                        .put("originalWireId", edited.edit().original().value());
            case Event.MessageRevoked revoked ->
                revoked.message()
                        .json()
                        .put("originalWireId", revoked.revoke().original().value());
            case Event.MessageReacted reacted -> reacted.message().json();
            case Event.CallReceived call -> call.call().json();
            case Event.DeviceStateChanged changed -> {
                ObjectNode json = Json.object();
                json.put("state", changed.now().word());
                json.set("stateDetail", changed.now().detail().orElse(null));
                json.put("previousState", changed.before().word());
                json.put("at", Times.text(changed.at()));
                yield json;
            }
            case Event.DeviceQrShown shown ->
                Json.object().put("qr", shown.qr()).put("expiresAt", Times.text(shown.expiresAt()));
            case Event.DeviceLimited limited ->
                Json.object().put("kind", limited.kind()).set("facts", limited.facts());
            case Event.AccountUpdated updated ->
                Json.object().put("field", updated.field()).set("facts", updated.facts());
            case Event.TemplateStatusChanged changed -> {
                ObjectNode json = changed.template().map(TemplateFacts::json).orElseGet(Json::object);
                yield json.put("field", changed.field()).set("facts", changed.facts());
            }
            case Event.ContactUpdated updated -> {
                ObjectNode json = Json.object();
                json.put("contactId", updated.contact().text());
                json.put("change", updated.change());
                json.set("contact", updated.person().json());
                yield json;
            }
            case Event.ContactsMerged merged -> merged(merged);
            case Event.ConversationOpened opened -> {
                ObjectNode json = conversation(opened.person(), opened.chat()).put("reopened", opened.reopened());
                yield json.set("by", opened.by().map(Actor::json).orElse(null));
            }
            case Event.ConversationAssigned assigned -> {
                ObjectNode json = conversation(assigned.person(), assigned.chat());
                json.set("assignee", assigned.assignee().map(PersonRef::json).orElse(null));
                json.set(
                        "previousAssignee",
                        assigned.before().map(PersonRef::json).orElse(null));
                yield json.set("by", assigned.by().map(Actor::json).orElse(null));
            }
            case Event.ConversationClosed closed ->
                conversation(closed.person(), closed.chat())
                        .set("by", closed.by().json());
            case Event.ConversationHandedOver handed -> {
                ObjectNode json = conversation(handed.person(), handed.chat())
                        .put("agentMode", handed.mode().word())
                        .put("reason", handed.reason().orElse(null));
                json.set("by", handed.by().json());
                json.put("summary", handed.summary().orElse(null));
                yield json.put("runId", handed.run().map(RunId::text).orElse(null));
            }
            case Event.EndpointTested tested ->
                Json.object()
                        .put("endpointId", tested.endpoint().text())
                        .put("message", "This is a test event from Palomar.");
            case Event.EndpointFailing failing ->
                Json.object()
                        .put("endpointId", failing.endpoint().text())
                        .put("url", failing.url())
                        .put("since", Times.text(failing.since()))
                        .put("lastError", failing.lastError());
            case Event.EndpointDisabled disabled ->
                Json.object()
                        .put("endpointId", disabled.endpoint().text())
                        .put("url", disabled.url())
                        .put("why", disabled.why());
            case Event.AlertOpened opened -> opened.alert().json();
            case Event.AlertClosed closed -> closed.alert().json();
        };
    }

    private static ObjectNode conversation(Optional<Parties.Party> person, Parties.Chat chat) {
        ObjectNode json = Json.object();
        json.set("contact", person.map(Parties.Party::json).orElse(null));
        json.set("chat", chat.json());
        return json;
    }

    private static ObjectNode merged(Event.ContactsMerged merged) {
        ObjectNode json = Json.object();
        json.put("contactId", merged.contact().text());
        json.put("change", "merged");
        json.set("contact", merged.person().json());
        ArrayNode former = json.putArray("formerContactIds");
        merged.former().forEach(contact -> former.add(contact.text()));
        ArrayNode conversations = json.putArray("conversations");
        merged.conversations()
                .forEach(moved -> conversations
                        .addObject()
                        .put("formerId", moved.former().text())
                        .put("id", moved.now().text()));
        return json;
    }

    private static ObjectNode status(Event.MessageStatusChanged changed) {
        ObjectNode json = changed.message().json();
        json.put("status", changed.status().word());
        json.put("statusAt", Times.text(changed.at()));
        json.set("error", changed.error().map(SendError::json).orElse(null));
        return json;
    }
}
