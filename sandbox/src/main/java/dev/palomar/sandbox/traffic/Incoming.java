package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Chat;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.Message.Status;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes what people write to the businesses' webhooks.
public final class Incoming {

    /// A person tried something that WhatsApp does not let them do.
    public static final class NotPossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotPossible(String why) {
            super(why);
        }
    }

    private static final Duration EDITABLE = Duration.ofMinutes(15);
    private static final Duration REVOCABLE = Duration.ofDays(2);

    private final Network network;
    private final Webhooks webhooks;
    private final Told told;
    private final Files files;

    public Incoming(Network network, Webhooks webhooks, Told told, Files files) {
        this.network = network;
        this.webhooks = webhooks;
        this.told = told;
        this.files = files;
    }

    /// The person writes to the number.
    ///
    /// @param written as [Written#read] takes it
    public Message write(Person person, BusinessNumber number, ObjectNode written) {
        Written read = Written.read(written, number, files);
        ObjectNode content = read.content();
        reply(content);
        if (content.path("identity").hasNonNull("hash")) {
            person.identityHash(Json.text(content.path("identity"), "hash"));
        }
        return send(person, number, read.type(), content);
    }

    /// The person puts an emoji under a message; an empty one takes it away again.
    public Message react(Person person, Message to, String emoji) {
        ObjectNode content = Json.object();
        content.putObject("reaction").put("message_id", to.id()).put("emoji", emoji);
        return send(person, to.number(), "reaction", content);
    }

    /// The person changes the text of a message of their own.
    ///
    /// @throws NotPossible after a quarter of an hour, or when it is not the person's message
    public Message edit(Person person, Message original, ObjectNode replacement) {
        own(original);
        if (original.at().plus(EDITABLE).isBefore(network.now())) {
            throw new NotPossible("a message can be edited for 15 minutes");
        }
        ObjectNode content = Json.object();
        content.putObject("edit").put("original_message_id", original.id()).set("message", replacement);
        return send(person, original.number(), "edit", content);
    }

    /// The person takes a message of their own back.
    ///
    /// @throws NotPossible after two days, or when it is not the person's message
    public Message revoke(Person person, Message original) {
        own(original);
        if (original.at().plus(REVOCABLE).isBefore(network.now())) {
            throw new NotPossible("a message can be deleted for everyone for two days");
        }
        ObjectNode content = Json.object();
        content.putObject("revoke").put("original_message_id", original.id());
        return send(person, original.number(), "revoke", content);
    }

    /// The person rings the number; nobody of the sandbox answers, so the call ends by itself. A call opens
    /// the window.
    public ObjectNode call(Person person, BusinessNumber number) {
        String id = "wacid." + network.ids().hex(32);
        number.chat(person).personWrote(network.now());
        webhooks.publish(number, "calls", callValue(person, number, id, "connect"), () -> {});
        network.agenda()
                .in(
                        Duration.ofSeconds(2),
                        () -> webhooks.publish(number, "calls", callValue(person, number, id, "terminate"), () -> {}));
        return Json.object()
                .put("id", id)
                .put("type", "call")
                .put("to", number.phone().e164());
    }

    /// The person does not want marketing of this business any more, or wants it again.
    public void marketing(Person person, BusinessNumber number, boolean stopped) {
        number.chat(person).marketingStopped(stopped);
        ObjectNode value = told.about(number);
        value.putArray("contacts").add(told.contact(person, number));
        value.putArray("user_preferences")
                .addObject()
                .put("wa_id", person.phone().digits())
                .put(
                        "detail",
                        stopped
                                ? "User requested to stop marketing messages"
                                : "User requested to resume marketing messages")
                .put("category", "marketing_messages")
                .put("value", stopped ? "stop" : "resume")
                .put("timestamp", network.now().getEpochSecond());
        webhooks.publish(number, "user_preferences", value, () -> {});
    }

    /// The business has read this message and all earlier ones of that person.
    public void readByBusiness(Message last, Person person) {
        person.messages().stream()
                .filter(message -> !message.fromBusiness() && message.number() == last.number())
                .filter(message -> !message.at().isAfter(last.at()))
                .forEach(message -> message.advance(Status.READ));
        network.moved();
    }

    private Message send(Person person, BusinessNumber number, String type, ObjectNode content) {
        String id = network.ids().messageId(person.phone().digits(), false);
        Message message = new Message(id, number, person.phone(), false, type, content, network.now());
        network.keep(message);
        person.keep(message);
        message.advance(Status.SENT);
        Chat chat = number.chat(person);
        if (!type.equals("system") && !type.equals("revoke")) {
            chat.personWrote(message.at());
        }
        if (content.has("referral")) {
            chat.enteredFree(message.at(), network.ids().hex(32).toLowerCase(java.util.Locale.ROOT));
        }
        if (!number.blocked().contains(person.phone().digits())) {
            webhooks.publish(number, "messages", told.message(message, person), () -> arrived(message));
        }
        network.moved();
        return message;
    }

    private void arrived(Message message) {
        synchronized (network) {
            message.advance(Status.DELIVERED);
            network.moved();
        }
    }

    /// Turns the `message_id` of an answer into what the business is told: whose message, and which.
    private void reply(ObjectNode content) {
        if (content.path("context") instanceof ObjectNode context && context.has("message_id")) {
            String id = Json.text(context, "message_id");
            context.remove("message_id");
            network.message(id)
                    .ifPresent(quoted -> context.put(
                            "from",
                            quoted.fromBusiness()
                                    ? quoted.number().phone().digits()
                                    : quoted.person().digits()));
            context.put("id", id);
        }
    }

    private static void own(Message message) {
        if (message.fromBusiness()) {
            throw new NotPossible("only a message of one's own can be changed");
        }
    }

    private ObjectNode callValue(Person person, BusinessNumber number, String id, String event) {
        ObjectNode value = told.about(number);
        value.putArray("contacts").add(told.contact(person, number));
        ArrayNode calls = value.putArray("calls");
        ObjectNode call = calls.addObject();
        call.put("id", id);
        call.put("from", person.phone().digits());
        call.put("to", number.phone().digits());
        call.put("event", event);
        call.put("timestamp", Told.seconds(network.now()));
        call.put("direction", "USER_INITIATED");
        if (event.equals("terminate")) {
            call.put("status", "FAILED");
        }
        return value;
    }
}
