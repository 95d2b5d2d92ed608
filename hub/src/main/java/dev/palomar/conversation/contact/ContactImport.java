package dev.palomar.conversation.contact;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.JobId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How far the contacts of a file are in.
///
/// @param rows    that were looked at, of `total`
/// @param report  what was wrong, `{row, field, problem}` each
public record ContactImport(
        JobId id,
        State state,
        int total,
        int rows,
        Counts counts,
        ArrayNode report,
        Optional<String> problem,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    public enum State {
        RUNNING("running"),
        DONE("done"),
        FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static State read(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// What became of the rows.
    public record Counts(int created, int changed, int failed) {

        static final Counts ZERO = new Counts(0, 0, 0);
    }

    /// `ContactImport` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id.text())
                .put("state", state.word())
                .put("rows", rows)
                .put("total", total)
                .put("created", counts.created())
                .put("changed", counts.changed())
                .put("failed", counts.failed());
        json.set("report", report);
        return json.put("problem", problem.orElse(null))
                .put("createdAt", Times.text(createdAt))
                .put("finishedAt", finishedAt.map(Times::text).orElse(null));
    }
}
