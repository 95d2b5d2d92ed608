package dev.palomar.conversation.work;

import dev.palomar.model.Json;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.NoteId;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// What somebody of the company wrote about a conversation, for the others.
public record Note(NoteId id, String text, Actor author, Instant at) {

    /// `Note` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object().put("id", id.text()).put("text", text);
        json.set("author", author.json());
        return json.put("at", Times.text(at));
    }
}
