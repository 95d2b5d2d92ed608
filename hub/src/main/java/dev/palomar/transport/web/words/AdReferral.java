package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The advertisement or page button by which a person came: WhatsApp's `externalAdReply` in the form of Meta's
/// `referral`. Source: Meta, "Cloud API / Webhooks / Reference / messages", and `ContextInfo.ExternalAdReplyInfo` of
/// WhatsApp Web.
final class AdReferral {

    private static final Map<String, String> NAMES = Map.of(
            "sourceUrl", "source_url",
            "sourceType", "source_type",
            "sourceId", "source_id",
            "title", "headline",
            "body", "body",
            "thumbnailUrl", "thumbnail_url",
            "ctwaClid", "ctwa_clid",
            "ref", "ref");

    private AdReferral() {}

    /// Of a message's `contextInfo`. Empty when it is a preview of some page and no advertisement.
    static Optional<ObjectNode> of(ObjectNode told) {
        return Json.child(told, "externalAdReply")
                .filter(ad -> Json.string(ad, "sourceId").isPresent()
                        || Json.string(ad, "ctwaClid").isPresent())
                .map(AdReferral::written);
    }

    private static ObjectNode written(ObjectNode ad) {
        ObjectNode referral = Json.object();
        NAMES.forEach((theirs, metas) -> Json.string(ad, theirs)
                .map(PlainText::clean)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> referral.put(metas, text)));
        media(ad).ifPresent(kind -> {
            referral.put("media_type", kind);
            Json.string(ad, "mediaUrl").ifPresent(url -> referral.put(kind + "_url", PlainText.clean(url)));
        });
        Json.string(ad, "greetingMessageBody")
                .ifPresent(text -> referral.putObject("welcome_message").put("text", PlainText.clean(text)));
        return referral;
    }

    /// Enumerations are told by their names or by their numbers.
    private static Optional<String> media(ObjectNode ad) {
        return switch (ad.path("mediaType").asString("")) {
            case "IMAGE", "1" -> Optional.of("image");
            case "VIDEO", "2" -> Optional.of("video");
            default -> Optional.empty();
        };
    }
}
