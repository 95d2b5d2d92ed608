package dev.palomar.model.event;

import dev.palomar.model.Json;
import dev.palomar.model.id.TemplateId;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A template in an event.
///
/// @param id              empty while the hub has not looked it up at Meta
/// @param status          Meta's word, as it is now
/// @param previousStatus  empty when it was not known before
/// @param reason          why Meta rejected it, in Meta's word
public record TemplateFacts(
        Optional<TemplateId> id,
        String name,
        String language,
        String status,
        Optional<String> previousStatus,
        Optional<String> category,
        Optional<String> quality,
        Optional<String> reason) {

    ObjectNode json() {
        return Json.object()
                .put("templateId", id.map(TemplateId::text).orElse(null))
                .put("name", name)
                .put("language", language)
                .put("status", status)
                .put("previousStatus", previousStatus.orElse(null))
                .put("category", category.orElse(null))
                .put("quality", quality.orElse(null))
                .put("reason", reason.orElse(null));
    }
}
