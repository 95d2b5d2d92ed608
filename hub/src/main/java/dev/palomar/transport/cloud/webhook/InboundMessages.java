package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.PlainText;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Elements of `messages` and `message_echoes`.
final class InboundMessages {

    /// Who wrote what the list holds.
    enum From {
        CUSTOMER,
        /// The business, in its app on the phone.
        ECHO
    }

    /// Longer ones would not fit into an index; Meta's are far below.
    private static final int LONGEST_ID = 1_000;

    private static final long YEAR_2100 = 4_102_444_800L;

    private InboundMessages() {}

    static List<Parsed> all(Change change, String list, From from) {
        People people = People.of(change.value());
        List<Parsed> found = new ArrayList<>();
        for (JsonNode element : Json.elements(change.value(), list)) {
            found.add(one(change, list, element, from, people));
        }
        return found;
    }

    private static Parsed one(Change change, String list, JsonNode element, From from, People people) {
        if (!(element instanceof ObjectNode message)) {
            return CloudWebhook.unknown(
                    change.to(), change.field(), Json.object(), change.slice(list, element, Optional.empty()));
        }
        boolean echo = from == From.ECHO || fromUs(change, message);
        Optional<String> waId = Json.string(message, echo ? "to" : "from").or(() -> system(message, "wa_id", "from"));
        Optional<String> userId = Json.string(message, echo ? "to_user_id" : "from_user_id")
                .or(() -> system(message, "previous_user_id", "user_id"));
        Optional<ObjectNode> entry = people.entry(waId, userId);
        return signal(change, message, People.identity(waId, userId, entry), People.name(entry), echo)
                .<Signal>map(known -> known.with(change.slice(list, message, entry)))
                .map(signal -> new Parsed(change.to(), signal))
                .orElseGet(() ->
                        CloudWebhook.unknown(change.to(), change.field(), message, change.slice(list, message, entry)));
    }

    /// All of a message but its raw form.
    record Known(
            WireId id,
            Identity person,
            Optional<String> name,
            boolean outbound,
            Instant sentAt,
            boolean backfilled,
            ObjectNode message) {

        Signal.Message with(dev.palomar.model.Payload raw) {
            MessageContent content = InboundContent.read(message);
            return new Signal.Message(
                    id,
                    person,
                    name,
                    Json.string(message, "group_id").map(PlainText::clean),
                    outbound,
                    sentAt,
                    content,
                    context(content),
                    Json.child(message, "referral").map(_ -> Signal.Origin.FREE_ENTRY_POINT),
                    backfilled,
                    raw);
        }

        /// With the advertisement by which the person came, which Meta tells beside it.
        private Optional<ObjectNode> context(MessageContent content) {
            Optional<ObjectNode> context = Json.child(message, "context").or(() -> innerContext(content));
            return Json.child(message, "referral")
                    .map(referral -> {
                        ObjectNode both = context.map(ObjectNode::deepCopy).orElseGet(Json::object);
                        both.set("referral", referral);
                        return both;
                    })
                    .or(() -> context);
        }

        private Optional<ObjectNode> innerContext(MessageContent content) {
            return content instanceof MessageContent.Edit
                    ? Json.child(message, "edit")
                            .flatMap(edit -> Json.child(edit, "message"))
                            .flatMap(now -> Json.child(now, "context"))
                    : Optional.empty();
        }
    }

    private static Optional<Known> signal(
            Change change, ObjectNode message, Optional<Identity> person, Optional<String> name, boolean echo) {
        Optional<WireId> id = id(message);
        Optional<Instant> at = at(message);
        if (id.isEmpty() || at.isEmpty() || person.isEmpty()) {
            return Optional.empty();
        }
        boolean backfilled = change.field().equals("history");
        return Optional.of(new Known(id.get(), person.get(), name, echo, at.get(), backfilled, message));
    }

    static Optional<WireId> id(ObjectNode message) {
        return Json.string(message, "id")
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_ID)
                .map(id -> new WireId(PlainText.clean(id)));
    }

    /// Meta's times are seconds since 1970, mostly as text.
    static Optional<Instant> at(ObjectNode message) {
        return Json.string(message, "timestamp").flatMap(text -> {
            try {
                long seconds = Long.parseLong(text);
                return seconds > 0 && seconds < YEAR_2100
                        ? Optional.of(Instant.ofEpochSecond(seconds))
                        : Optional.empty();
            } catch (NumberFormatException notATime) {
                return Optional.empty();
            }
        });
    }

    /// Files that follow a history come in `messages` whoever wrote them.
    private static boolean fromUs(Change change, ObjectNode message) {
        Optional<String> from = Json.string(message, "from");
        return from.isPresent() && message.has("to") && from.equals(ourDigits(change));
    }

    static Optional<String> ourDigits(Change change) {
        return Json.child(change.value(), "metadata")
                .flatMap(metadata -> Json.string(metadata, "display_phone_number"))
                .flatMap(PhoneNumber::read)
                .map(PhoneNumber::digits);
    }

    /// A notice about a person may name them only inside.
    private static Optional<String> system(ObjectNode message, String name, String otherName) {
        Optional<ObjectNode> notice = Json.child(message, "system");
        return notice.flatMap(facts -> Json.string(facts, name))
                .or(() -> notice.flatMap(facts -> Json.string(facts, otherName)));
    }
}
