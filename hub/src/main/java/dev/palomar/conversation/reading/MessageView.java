package dev.palomar.conversation.reading;

import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.SendError;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message as it is shown.
///
/// @param content   what it says now, after its writer changed it
/// @param business  our own number, when it is known
/// @param sent      only for messages that this hub sent
/// @param editedAt  when its writer last changed it, and `revokedAt` when they took it back
/// @param author    who sent one of ours, as far as it is known
/// @param quoted    what it answers, where that is here
/// @param votes     of a poll, in the order of its options
/// @param readAt    when we marked it, or a later one, as read; for our own see `sent`
public record MessageView(
        MessageId id,
        boolean inbound,
        Optional<WireId> wireId,
        MessageContent content,
        Optional<Parties.Party> person,
        Optional<PhoneNumber> business,
        Parties.Chat chat,
        DeviceId device,
        ConversationId conversation,
        Optional<ObjectNode> context,
        Optional<File> file,
        Optional<Sent> sent,
        Optional<Actor> author,
        Optional<Quoted> quoted,
        List<Reaction> reactions,
        Optional<List<Votes>> votes,
        boolean backfilled,
        Optional<Instant> editedAt,
        Optional<Instant> revokedAt,
        Optional<Instant> readAt,
        Instant saidAt,
        Instant createdAt) {

    public MessageView {
        reactions = List.copyOf(reactions);
        votes = votes.map(List::copyOf);
    }

    /// The message that another one answers.
    public record Quoted(MessageId id, boolean inbound, String type, String preview) {

        ObjectNode json() {
            return Json.object()
                    .put("id", id.text())
                    .put("direction", inbound ? "inbound" : "outbound")
                    .put("type", type)
                    .put("text", preview);
        }
    }

    /// What somebody thinks of it now; nobody is there for a reaction of ours.
    public record Reaction(String emoji, Optional<Parties.Party> from, Instant at) {}

    /// How many people chose an option of a poll.
    public record Votes(String option, int count) {}

    MessageView with(Optional<Quoted> answered, List<Reaction> those) {
        return with(content, answered, those, votes, editedAt, revokedAt);
    }

    MessageView with(List<Votes> counted) {
        return with(content, quoted, reactions, Optional.of(counted), editedAt, revokedAt);
    }

    MessageView with(MessageContent said, Optional<Instant> edited, Optional<Instant> revoked) {
        return with(said, quoted, reactions, votes, edited, revoked);
    }

    private MessageView with(
            MessageContent said,
            Optional<Quoted> answered,
            List<Reaction> those,
            Optional<List<Votes>> counted,
            Optional<Instant> edited,
            Optional<Instant> revoked) {
        return new MessageView(
                id,
                inbound,
                wireId,
                said,
                person,
                business,
                chat,
                device,
                conversation,
                context,
                file,
                sent,
                author,
                answered,
                those,
                counted,
                backfilled,
                edited,
                revoked,
                readAt,
                saidAt,
                createdAt);
    }

    /// What is known of its file.
    public record File(
            MediaId id,
            Optional<String> mimeType,
            Optional<String> sha256,
            Optional<Long> bytes,
            Optional<String> filename) {}

    /// Where a message of ours stands. `history` is a list of `{status, at, error}`, oldest first.
    public record Sent(
            MessageStatus status,
            ArrayNode history,
            Optional<SendError> error,
            Optional<String> clientReference,
            Optional<MessageId> retryOf) {

        Optional<String> at(MessageStatus status) {
            for (JsonNode step : history) {
                if (status.word().equals(step.path("status").asString(""))) {
                    return Json.string(step, "at");
                }
            }
            return Optional.empty();
        }
    }

    /// `Message` of the OpenAPI document. `links` makes an address under which a file can be fetched.
    public ObjectNode json(Function<MediaId, String> links) {
        ObjectNode json = Json.object();
        json.put("id", id.text());
        json.put("direction", inbound ? "inbound" : "outbound");
        json.put("status", sent.map(ours -> ours.status().word()).orElse(null));
        json.set("statusHistory", sent.map(Sent::history).orElseGet(Json::array));
        json.put("wireId", wireId.map(WireId::value).orElse(null));
        ContentJson.write(content, json);
        ObjectNode us =
                Json.object().put("phone", business.map(PhoneNumber::e164).orElse(null));
        ObjectNode them =
                person.map(Parties.Party::json).orElseGet(() -> Json.object().putNull("phone"));
        json.set("from", inbound ? them : us);
        json.set("to", inbound ? us : them);
        json.set("chat", chat.json());
        json.put("deviceId", device.text());
        json.put("conversationId", conversation.text());
        json.put(
                "contactId",
                person.flatMap(Parties.Party::contact).map(ContactId::text).orElse(null));
        json.set("context", context.orElse(null));
        json.set("media", media(links));
        json.set("error", sent.flatMap(Sent::error).map(SendError::json).orElse(null));
        json.put("clientReference", sent.flatMap(Sent::clientReference).orElse(null));
        json.put("backfilled", backfilled);
        json.put("retryOf", sent.flatMap(Sent::retryOf).map(MessageId::text).orElse(null));
        json.put("editedAt", editedAt.map(Times::text).orElse(null));
        json.put("revokedAt", revokedAt.map(Times::text).orElse(null));
        json.put(
                "sentAt",
                sent.map(ours -> ours.at(MessageStatus.SENT))
                        .orElseGet(() -> Optional.of(Times.text(saidAt)))
                        .orElse(null));
        json.put(
                "readAt",
                sent.map(ours -> ours.at(MessageStatus.READ))
                        .orElseGet(() -> readAt.map(Times::text))
                        .orElse(null));
        json.put("createdAt", Times.text(createdAt));
        json.set("sentBy", author.map(Actor::json).orElse(null));
        json.set("quoted", quoted.map(Quoted::json).orElse(null));
        ArrayNode all = json.putArray("reactions");
        for (Reaction reaction : reactions) {
            ObjectNode one = all.addObject().put("emoji", reaction.emoji());
            one.set("from", reaction.from().map(Parties.Party::json).orElse(us));
            one.put("at", Times.text(reaction.at()));
        }
        json.set("votes", votes.map(MessageView::votes).orElse(null));
        return json;
    }

    private static ArrayNode votes(List<Votes> votes) {
        ArrayNode json = Json.array();
        votes.forEach(of -> json.addObject().put("option", of.option()).put("count", of.count()));
        return json;
    }

    private @Nullable ObjectNode media(Function<MediaId, String> links) {
        if (!(content instanceof MessageContent.Media media)) {
            return null;
        }
        ObjectNode json = Json.object();
        json.put("id", file.map(File::id).map(MediaId::text).orElse(null));
        json.put("mimeType", file.flatMap(File::mimeType).orElse(null));
        json.put("sha256", file.flatMap(File::sha256).orElse(null));
        json.put("bytes", file.flatMap(File::bytes).orElse(null));
        json.put("filename", file.flatMap(File::filename).or(media::filename).orElse(null));
        json.put("url", url(media, links).orElse(null));
        return json;
    }

    private Optional<String> url(MessageContent.Media media, Function<MediaId, String> links) {
        return switch (media.file()) {
            case MediaSource.Stored stored ->
                Optional.of(links.apply(stored.id())).filter(link -> !link.isEmpty());
            case MediaSource.Link link -> Optional.of(link.url().toString());
            case MediaSource.AtWhatsApp _ -> Optional.empty();
        };
    }
}
