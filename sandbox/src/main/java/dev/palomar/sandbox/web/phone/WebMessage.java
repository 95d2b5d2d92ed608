package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.network.Message.Status;
import dev.palomar.sandbox.network.OnPhone;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.Json;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// A message between people, as one phone has it. Each phone has its own.
public final class WebMessage implements OnPhone {

    /// Who wrote what, where and when.
    ///
    /// @param chat the other person's number, or the group
    /// @param sender number and device of whoever wrote it
    /// @param plain the protobuf `Message` that was encrypted
    public record Letter(String id, Jid chat, Jid sender, String type, ObjectNode content, Bytes plain, Instant at) {

        /// The same on the phone of somebody for whom the chat is another.
        public Letter in(Jid otherChat) {
            return new Letter(id, otherChat, sender, type, content, plain, at);
        }
    }

    private final Letter letter;
    private final String phone;
    private final boolean own;
    private final Jid addressedAs;
    private Status status;

    /// @param phone whose phone has it
    /// @param addressedAs by which address of the other side it was sent; receipts come back from there
    WebMessage(Letter letter, String phone, boolean own, Jid addressedAs) {
        this.letter = letter;
        this.phone = phone;
        this.own = own;
        this.addressedAs = addressedAs;
        this.status = own ? Status.SENT : Status.DELIVERED;
    }

    @Override
    public String id() {
        return letter.id();
    }

    public Letter letter() {
        return letter;
    }

    public boolean own() {
        return own;
    }

    public Jid addressedAs() {
        return addressedAs;
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

    @Override
    public ObjectNode shown() {
        ObjectNode shown = Json.object();
        String chat = letter.chat().isGroup()
                ? letter.chat().toString()
                : "+" + letter.chat().user();
        shown.put("id", letter.id());
        shown.put("from", "+" + letter.sender().user());
        shown.put("to", own || letter.chat().isGroup() ? chat : phone);
        if (letter.chat().isGroup()) {
            shown.put("group", chat);
        }
        shown.put("chat", chat);
        shown.put("direction", own ? "sent" : "received");
        if (letter.sender().device() > 0) {
            shown.put("device", letter.sender().device());
        }
        shown.setAll(letter.content());
        shown.put("type", letter.type());
        shown.put("at", letter.at().toString());
        shown.put("status", status.word());
        return shown;
    }
}
