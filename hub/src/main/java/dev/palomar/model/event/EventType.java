package dev.palomar.model.event;

import java.util.Arrays;
import java.util.Optional;

/// The names receivers filter by. Stable once released.
public enum EventType {
    MESSAGE_RECEIVED("message.received"),
    MESSAGE_QUEUED("message.queued"),
    MESSAGE_SENT("message.sent"),
    MESSAGE_DELIVERED("message.delivered"),
    MESSAGE_READ("message.read"),
    MESSAGE_PLAYED("message.played"),
    MESSAGE_FAILED("message.failed"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_REVOKED("message.revoked"),
    MESSAGE_REACTION("message.reaction"),
    DEVICE_STATE("device.state"),
    DEVICE_QR("device.qr"),
    DEVICE_LIMIT("device.limit"),
    CONTACT_UPDATED("contact.updated"),
    CONVERSATION_OPENED("conversation.opened"),
    CONVERSATION_ASSIGNED("conversation.assigned"),
    CONVERSATION_CLOSED("conversation.closed"),
    CONVERSATION_HANDOVER("conversation.handover"),
    TEMPLATE_STATUS("template.status"),
    ACCOUNT_UPDATE("account.update"),
    CALL_RECEIVED("call.received"),
    ENDPOINT_TEST("endpoint.test"),
    ENDPOINT_FAILING("endpoint.failing"),
    ENDPOINT_DISABLED("endpoint.disabled"),
    ALERT_OPENED("alert.opened"),
    ALERT_CLOSED("alert.closed");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /// Whether `device.*` and `*` mean it, too. A code that links a phone goes only to those who ask for it by name.
    public boolean isMeantByPatterns() {
        return this != DEVICE_QR;
    }

    /// As it is written on the wire, in filters and in the database.
    public String word() {
        return word;
    }

    public static Optional<EventType> read(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
