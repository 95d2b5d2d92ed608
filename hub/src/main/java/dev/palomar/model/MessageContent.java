package dev.palomar.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a message says, in one vocabulary for both transports and both directions. The words are those of Meta's
/// Cloud API. Every place that must handle a new kind stops compiling when one is added.
///
/// Kinds whose inside the hub only passes along carry it as JSON in Meta's form.
public sealed interface MessageContent {

    record Text(String body, boolean previewUrl) implements MessageContent {}

    record Media(
            MediaKind kind,
            MediaSource file,
            Optional<String> caption,
            Optional<String> filename,
            Set<MediaTrait> traits)
            implements MessageContent {

        public Media {
            traits = Set.copyOf(traits);
        }

        public Media(
                MediaKind kind, MediaSource file, Optional<String> caption, Optional<String> filename, boolean voice) {
            this(kind, file, caption, filename, voice ? Set.of(MediaTrait.VOICE) : Set.of());
        }

        public boolean is(MediaTrait trait) {
            return traits.contains(trait);
        }

        /// Whether it was spoken into the phone.
        public boolean voice() {
            return is(MediaTrait.VOICE);
        }

        /// The same with its file somewhere else.
        public Media at(MediaSource place) {
            return new Media(kind, place, caption, filename, traits);
        }
    }

    /// @param live  somebody shares where they are; this is where they were at the beginning
    record Location(double latitude, double longitude, Optional<String> name, Optional<String> address, boolean live)
            implements MessageContent {

        public Location(double latitude, double longitude, Optional<String> name, Optional<String> address) {
            this(latitude, longitude, name, address, false);
        }
    }

    record Contacts(ArrayNode cards) implements MessageContent {}

    /// An empty `emoji` takes the reaction back.
    record Reaction(WireId to, String emoji) implements MessageContent {}

    /// Buttons, lists and forms that are offered, and the answers to them (`button_reply`, `list_reply`, `nfm_reply`).
    record Interactive(ObjectNode form) implements MessageContent {}

    record Template(ObjectNode form) implements MessageContent {}

    /// Somebody pressed a quick reply of a template.
    record Button(String payload, String text) implements MessageContent {}

    record Order(ObjectNode form) implements MessageContent {}

    /// A question with answers to choose from.
    ///
    /// @param choices  how many answers one may choose; 0 means any number
    record Poll(String question, List<String> options, int choices) implements MessageContent {

        public Poll {
            options = List.copyOf(options);
        }
    }

    /// What somebody chose; each vote replaces the person's former one, and an empty one takes it back.
    ///
    /// @param options  empty when this hub cannot read the vote, because it does not know the poll
    record PollVote(WireId poll, Optional<List<String>> options) implements MessageContent {

        public PollVote {
            options = options.map(List::copyOf);
        }
    }

    /// WhatsApp tells something about the person, such as a changed number.
    record SystemNotice(ObjectNode form) implements MessageContent {}

    /// Somebody called; `form` says when, how and whether it was answered, in WhatsApp's words.
    record Call(ObjectNode form) implements MessageContent {}

    record Edit(WireId original, MessageContent now) implements MessageContent {}

    record Revoke(WireId original) implements MessageContent {}

    /// Kept and shown as "not supported yet": a message is never dropped for being new. `kind` is WhatsApp's word.
    record Unsupported(String kind) implements MessageContent {

        /// The kind of what arrived and could not be decrypted. Should that succeed after all, the message comes again
        /// under the same id and takes this one's place.
        public static final String UNREADABLE = "undecryptable";
    }

    /// The word in `type` and the name of the object that goes with it.
    default String type() {
        return switch (this) {
            case Text _ -> "text";
            case Media media -> media.kind().word();
            case Location _ -> "location";
            case Contacts _ -> "contacts";
            case Reaction _ -> "reaction";
            case Interactive _ -> "interactive";
            case Template _ -> "template";
            case Button _ -> "button";
            case Order _ -> "order";
            case Poll _ -> "poll";
            case PollVote _ -> "pollVote";
            case SystemNotice _ -> "system";
            case Call _ -> "call";
            case Edit _ -> "edit";
            case Revoke _ -> "revoke";
            case Unsupported _ -> "unsupported";
        };
    }

    /// What WhatsApp knows the message by that this one is about and is shown with.
    default Optional<WireId> about() {
        return switch (this) {
            case Reaction reaction -> Optional.of(reaction.to());
            case Edit edit -> Optional.of(edit.original());
            case Revoke revoke -> Optional.of(revoke.original());
            case PollVote vote -> Optional.of(vote.poll());
            case Text _,
                    Media _,
                    Location _,
                    Contacts _,
                    Interactive _,
                    Template _,
                    Button _,
                    Order _,
                    Poll _,
                    SystemNotice _,
                    Call _,
                    Unsupported _ -> Optional.empty();
        };
    }

    /// One line for lists, at most 200 characters; empty where only a picture or a word for the type can be shown.
    default String preview() {
        String line = switch (this) {
            case Text text -> text.body();
            case Media media -> media.caption().or(media::filename).orElse("");
            case Location place -> place.name().or(place::address).orElse("");
            case Contacts people ->
                Json.string(Json.child(people.cards().get(0), "name").orElse(null), "formatted_name")
                        .orElse("");
            case Reaction reaction -> reaction.emoji();
            case Interactive interactive -> interactivePreview(interactive.form());
            case Template template -> Json.string(template.form(), "name").orElse("");
            case Button button -> button.text();
            case Order order -> Json.string(order.form(), "text").orElse("");
            case Poll poll -> poll.question();
            case PollVote vote -> String.join(", ", vote.options().orElse(List.of()));
            case SystemNotice notice -> Json.string(notice.form(), "body").orElse("");
            case Call _ -> "";
            case Edit edit -> edit.now().preview();
            case Revoke _ -> "";
            case Unsupported unsupported -> unsupported.kind();
        };
        return PlainText.line(line, 200);
    }

    private static String interactivePreview(ObjectNode form) {
        for (String answer : new String[] {"button_reply", "list_reply"}) {
            Optional<ObjectNode> reply = Json.child(form, answer);
            if (reply.isPresent()) {
                return Json.string(reply.get(), "title").orElse("");
            }
        }
        return Json.child(form, "body")
                .flatMap(body -> Json.string(body, "text"))
                .orElse("");
    }
}
