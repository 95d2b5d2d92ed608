package dev.palomar.agent.setup;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A version of what the agent is told about the company.
///
/// @param number   the number for which it was written alone; empty for the company's
/// @param version  counted for each number and for the company; the company's 0 is the hub's own, used until somebody
///                 writes one
/// @param text     empty when a number has nothing of its own: the company's is used there
public record Prompt(
        Optional<DeviceId> number,
        int version,
        String text,
        Optional<String> note,
        Optional<Writer> author,
        Optional<Instant> createdAt) {

    /// Who wrote it, as the audit log names people.
    public record Writer(String kind, Optional<String> id, Optional<String> name) {}

    /// What an agent is told about whom nobody has written anything.
    public static final Prompt STANDARD = new Prompt(
            Optional.empty(),
            0,
            "You are the friendly assistant of this company. You have no information about its products, prices, opening"
                    + " hours or orders. Greet, find out what the customer needs, and let a person go on.",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /// That of a number for which nobody has written anything.
    static Prompt none(DeviceId number) {
        return new Prompt(Optional.of(number), 0, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// `AgentPrompt` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("deviceId", number.map(DeviceId::text).orElse(null));
        json.put("version", version);
        json.put("prompt", text);
        json.put("note", note.orElse(null));
        json.set(
                "author",
                author.map(writer -> Json.object()
                                .put("kind", writer.kind())
                                .put("id", writer.id().orElse(null))
                                .put("name", writer.name().orElse(null)))
                        .orElse(null));
        json.put("createdAt", createdAt.map(Times::text).orElse(null));
        return json;
    }
}
