package dev.palomar.webhook;

import dev.palomar.journal.Entry;
import dev.palomar.model.Json;
import dev.palomar.model.id.EndpointId;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// One try at a delivery, as it is kept.
record Attempt(
        Entry entry,
        EndpointId endpoint,
        int number,
        Instant startedAt,
        String url,
        Map<String, String> headers,
        Answer answer,
        Outcome outcome) {

    enum Outcome {
        DELIVERED("delivered"),
        RETRY("retry"),
        GIVE_UP("giveUp");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// The last attempt of an exhausted schedule is one that gave up.
    Attempt givenUp() {
        return new Attempt(entry, endpoint, number, startedAt, url, headers, answer, Outcome.GIVE_UP);
    }

    static String json(Map<String, String> headers) {
        ObjectNode json = Json.object();
        headers.forEach(json::put);
        return Json.text(json);
    }
}
