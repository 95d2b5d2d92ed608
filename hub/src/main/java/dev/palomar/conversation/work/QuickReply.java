package dev.palomar.conversation.work;

import dev.palomar.model.Json;
import dev.palomar.model.id.QuickReplyId;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A text that is kept for repeated use. `shortcut` is what is typed to get it: small letters, digits, `_` and `-`.
public record QuickReply(QuickReplyId id, String shortcut, String text) {

    /// A shortcut as people write it, with or without the `/` before it; empty when it is none.
    public static Optional<String> shortcut(String text) {
        String bare = (text.startsWith("/") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return bare.matches("[\\p{L}\\p{N}_-]{1,40}") ? Optional.of(bare) : Optional.empty();
    }

    /// `QuickReply` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object().put("id", id.text()).put("shortcut", shortcut).put("text", text);
    }
}
