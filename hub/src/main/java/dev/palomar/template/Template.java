package dev.palomar.template;

import dev.palomar.model.id.TemplateId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

/// One language of one template in one business account.
///
/// @param wireId      Meta's id
/// @param status      Meta's word: APPROVED, PENDING, REJECTED, PAUSED, DISABLED, IN_APPEAL, PENDING_DELETION,
///                    DELETED, LIMIT_EXCEEDED, ARCHIVED, or one that is newer than this hub
/// @param reason      why it was rejected, in Meta's word
/// @param quality     GREEN, YELLOW, RED or UNKNOWN
/// @param named       its values have names instead of numbers
/// @param components  Meta's own, whole
/// @param seenAt      Meta listed it then
public record Template(
        TemplateId id,
        String businessAccountId,
        String wireId,
        String name,
        String language,
        String category,
        Optional<String> previousCategory,
        String status,
        Optional<String> reason,
        String quality,
        boolean named,
        ArrayNode components,
        Instant createdAt,
        Instant changedAt,
        Instant seenAt) {

    public static final String DELETED = "DELETED";

    static final String APPROVED = "APPROVED";

    /// What Meta lets people edit. Source: Meta, "Message templates / Editing".
    private static final Set<String> EDITABLE = Set.of(APPROVED, "REJECTED", "PAUSED");

    /// Whether WhatsApp takes messages made from it.
    public boolean sendable() {
        return status.equals(APPROVED);
    }

    public boolean editable() {
        return EDITABLE.contains(status);
    }

    /// The same in another status.
    Template standing(String now) {
        return with(category, previousCategory, now, reason, quality);
    }

    Template with(
            String nowCategory,
            Optional<String> before,
            String nowStatus,
            Optional<String> nowReason,
            String nowQuality) {
        return new Template(
                id,
                businessAccountId,
                wireId,
                name,
                language,
                nowCategory,
                before,
                nowStatus,
                nowReason,
                nowQuality,
                named,
                components,
                createdAt,
                changedAt,
                seenAt);
    }

    public Blueprint blueprint() {
        return Blueprint.of(components, category);
    }
}
