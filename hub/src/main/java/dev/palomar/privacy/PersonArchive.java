package dev.palomar.privacy;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.JobId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An archive of everything about one person, in the making, there, or gone again.
public record PersonArchive(
        TenantId tenant,
        JobId id,
        ContactId contact,
        State state,
        Progress messages,
        Progress files,
        Optional<String> storageKey,
        Optional<Long> bytes,
        Optional<String> problem,
        int failures,
        Instant createdAt,
        Optional<Instant> finishedAt,
        Optional<Instant> expiresAt) {

    public enum State {
        RUNNING("running"),
        DONE("done"),
        FAILED("failed"),
        EXPIRED("expired");

        private final String word;

        State(String word) {
            this.word = word;
        }

        static State read(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// How many of them are in.
    public record Progress(int done, int total) {

        ObjectNode json() {
            return Json.object().put("done", done).put("total", total);
        }
    }

    /// `PersonExport` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id.text())
                .put("contactId", contact.text())
                .put("state", state.word);
        json.set("messages", messages.json());
        json.set("files", files.json());
        return json.put("bytes", bytes.orElse(null))
                .put("problem", problem.orElse(null))
                .put("createdAt", Times.text(createdAt))
                .put("finishedAt", finishedAt.map(Times::text).orElse(null))
                .put("expiresAt", expiresAt.map(Times::text).orElse(null));
    }
}
