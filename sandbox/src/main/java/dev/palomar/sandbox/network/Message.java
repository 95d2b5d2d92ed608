package dev.palomar.sandbox.network;

import dev.palomar.sandbox.wire.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A message between a person and a business number.
public final class Message implements OnPhone {

    /// How far a message has come; it only moves forward.
    public enum Status {
        ACCEPTED,
        SENT,
        DELIVERED,
        READ,
        PLAYED,
        FAILED;

        public String word() {
            return this == ACCEPTED ? "accepted" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final String id;
    private final BusinessNumber number;
    private final PhoneNumber person;
    private final boolean fromBusiness;
    private final String type;
    private final ObjectNode content;
    private final Instant at;
    private Status status = Status.ACCEPTED;
    private Optional<String> category = Optional.empty();
    private String callbackData = "";
    private boolean billed;

    /// @param content `type` and the object named by it, `context` and the like: everything but ids and
    ///     addresses
    public Message(
            String id,
            BusinessNumber number,
            PhoneNumber person,
            boolean fromBusiness,
            String type,
            ObjectNode content,
            Instant at) {
        this.id = id;
        this.number = number;
        this.person = person;
        this.fromBusiness = fromBusiness;
        this.type = type;
        this.content = content;
        this.at = at;
    }

    @Override
    public String id() {
        return id;
    }

    public BusinessNumber number() {
        return number;
    }

    public PhoneNumber person() {
        return person;
    }

    public boolean fromBusiness() {
        return fromBusiness;
    }

    public String type() {
        return type;
    }

    public ObjectNode content() {
        return content;
    }

    public Instant at() {
        return at;
    }

    public Status status() {
        return status;
    }

    /// Moves the message forward; false, and nothing happens, when it is already there or beyond.
    public boolean advance(Status to) {
        if (status == Status.FAILED || to.compareTo(status) <= 0) {
            return false;
        }
        status = to;
        return true;
    }

    /// A template's category; empty for everything that is not a template.
    public Optional<String> category() {
        return category;
    }

    public void category(String to) {
        category = Optional.of(to);
    }

    /// The sender's own word, which comes back in every status; empty when there is none.
    public String callbackData() {
        return callbackData;
    }

    public void callbackData(String to) {
        callbackData = to;
    }

    /// True the first time it is asked: the price is told with one of `delivered` and `read`.
    public boolean bill() {
        boolean first = !billed;
        billed = true;
        return first;
    }

    @Override
    public ObjectNode shown() {
        ObjectNode shown = Json.object();
        shown.put("id", id);
        shown.put("from", fromBusiness ? number.phone().e164() : person.e164());
        shown.put("to", fromBusiness ? person.e164() : number.phone().e164());
        shown.put("phoneNumberId", number.id());
        shown.put("direction", fromBusiness ? "received" : "sent");
        shown.setAll(content);
        if (shown.path(type) instanceof ObjectNode media && media.has("sha256") && !media.has("url")) {
            shown.set(type, media.deepCopy().put("url", "/sandbox/media/" + Json.text(media, "id")));
        }
        shown.put("type", type);
        shown.put("at", at.toString());
        shown.put("status", status.word());
        return shown;
    }
}
