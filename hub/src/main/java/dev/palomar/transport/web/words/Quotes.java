package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a message answers, forwards, mentions and comes by: WhatsApp's `contextInfo` in the form of Meta's
/// `context`, with `mentions` besides, which Meta does not have, and `referral`, which Meta has beside it.
final class Quotes {

    /// From here on WhatsApp shows "forwarded many times".
    private static final int MANY_TIMES = 5;

    private Quotes() {}

    /// `form` is the member of `Message` that says something. Empty when there is nothing of that.
    static Optional<ObjectNode> context(ObjectNode form) {
        Optional<ObjectNode> told = Json.child(form, "contextInfo");
        if (told.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode context = Json.object();
        Names.wireId(told.get(), "stanzaId").ifPresent(id -> {
            Json.string(told.get(), "participant")
                    .flatMap(Names::ofJid)
                    .ifPresent(person -> context.put("from", Names.word(person)));
            context.put("id", id.value());
        });
        if (Names.flag(told.get(), "isForwarded")) {
            context.put("forwarded", true);
            if (told.get().path("forwardingScore").asInt(0) >= MANY_TIMES) {
                context.put("frequently_forwarded", true);
            }
        }
        ArrayNode mentions = mentions(told.get());
        if (!mentions.isEmpty()) {
            context.set("mentions", mentions);
        }
        if (told.get().path("nonJidMentions").asInt(0) > 0) {
            context.put("mentions_everyone", true);
        }
        AdReferral.of(told.get()).ifPresent(referral -> context.set("referral", referral));
        return context.isEmpty() ? Optional.empty() : Optional.of(context);
    }

    /// As for an answer to the message of this key.
    static ObjectNode about(ObjectNode key) {
        ObjectNode context = Json.object();
        Names.wireId(key, "id").ifPresent(id -> context.put("id", id.value()));
        Json.string(key, "participant")
                .flatMap(Names::ofJid)
                .ifPresent(person -> context.put("from", Names.word(person)));
        return context;
    }

    private static ArrayNode mentions(ObjectNode told) {
        ArrayNode mentions = Json.array();
        for (JsonNode jid : Json.elements(told, "mentionedJid")) {
            Names.ofJid(jid.asString("")).ifPresent(person -> mentions.add(mention(person)));
        }
        return mentions;
    }

    static ObjectNode mention(Identity person) {
        ObjectNode mention = Json.object();
        person.phone().map(PhoneNumber::digits).ifPresent(digits -> mention.put("wa_id", digits));
        person.lid().ifPresent(lid -> mention.put("lid", lid));
        person.userId().ifPresent(id -> mention.put("user_id", id));
        return mention;
    }
}
