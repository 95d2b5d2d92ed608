package dev.palomar.privacy;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ErasureId;
import dev.palomar.model.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The erasure of a person, under way or done.
///
/// @param subject   by what the person's data is found; empty when it is done
/// @param step      what is being erased
/// @param position  how far that is
/// @param erased    how many of each
public record Erasure(
        TenantId tenant,
        ErasureId id,
        ContactId contact,
        State state,
        Optional<Subject> subject,
        Optional<String> step,
        Optional<UUID> position,
        Map<String, Integer> erased,
        Optional<String> problem,
        int failures,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<String> digest) {

    public enum State {
        /// What is on its way to receivers arrives first.
        WAITING("waiting"),
        RUNNING("running"),
        DONE("done");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static State read(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public Erasure {
        erased = java.util.Collections.unmodifiableMap(new TreeMap<>(erased));
    }

    /// `Erasure` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id.text())
                .put("contactId", contact.text())
                .put("state", state.word())
                .put("step", step.map(word -> word.replaceAll("^\\d+ ", "")).orElse(null))
                .put("problem", problem.orElse(null))
                .put("createdAt", Times.text(createdAt));
        json.set("certificate", finishedAt.map(this::certificate).orElse(null));
        return json;
    }

    private ObjectNode certificate(Instant finished) {
        return facts(finished).put("digest", digest.orElse(null));
    }

    private ObjectNode facts(Instant finished) {
        ObjectNode facts = Json.object().put("contactId", contact.text());
        ObjectNode counts = facts.putObject("erased");
        erased.forEach(counts::put);
        return facts.put("startedAt", Times.text(startedAt.orElse(finished))).put("finishedAt", Times.text(finished));
    }

    /// SHA-256 over the certificate's other members as JSON without blanks, in the order in which they are shown, with
    /// the erasure's and the tenant's id before them.
    String digest(Instant finished) {
        ObjectNode covered = Json.object().put("tenantId", tenant.text()).put("id", id.text());
        covered.setAll(facts(finished));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Json.text(covered).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
