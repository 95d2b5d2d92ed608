package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Orders, and payments asked for, made and refused. What could pay or open an order (tokens) is not told.
final class PaymentForms {

    /// WhatsApp counts money in thousandths.
    private static final int OFFSET = 1000;

    private PaymentForms() {}

    /// Empty when the message is none of these.
    static Optional<MessageContent> read(Unwrapped message) {
        ObjectNode form = message.form();
        return switch (message.kind()) {
            case "orderMessage" -> Optional.of(new MessageContent.Order(order(form)));
            case "requestPaymentMessage" -> Optional.of(payment("payment_request", form));
            case "sendPaymentMessage" -> Optional.of(payment("payment", form));
            case "declinePaymentRequestMessage" -> Optional.of(payment("payment_declined", form));
            case "cancelPaymentRequestMessage" -> Optional.of(payment("payment_canceled", form));
            case "paymentInviteMessage" -> Optional.of(payment("payment_invite", form));
            case "invoiceMessage" -> Optional.of(payment("invoice", form));
            default -> Optional.empty();
        };
    }

    private static ObjectNode order(ObjectNode told) {
        ObjectNode order = Json.object();
        Names.copy(told, "orderId", order, "order_id");
        Names.copy(told, "orderTitle", order, "title");
        order.put("text", Json.string(told, "message").orElse(""));
        Names.copy(told, "itemCount", order, "item_count");
        Names.copy(told, "status", order, "status");
        amount(told, "totalAmount1000", "totalCurrencyCode").ifPresent(total -> order.set("total_amount", total));
        return order;
    }

    private static MessageContent payment(String type, ObjectNode told) {
        ObjectNode form = Json.object().put("type", type);
        Unwrapped.of(Names.child(told, "noteMessage"))
                .flatMap(PaymentForms::words)
                .or(() -> Json.string(told, "note"))
                .filter(note -> !note.isEmpty())
                .ifPresent(note -> form.set("body", Json.object().put("text", note)));
        ObjectNode payment = Json.object();
        amount(told, "amount1000", "currencyCodeIso4217").ifPresent(amount -> payment.set("amount", amount));
        Names.copy(told, "expiryTimestamp", payment, "expires");
        Names.copy(told, "serviceType", payment, "service");
        Names.wireId(Names.child(told, "requestMessageKey"), "id")
                .or(() -> Names.wireId(Names.child(told, "key"), "id"))
                .ifPresent(id -> payment.put("request_message_id", id.value()));
        form.set(type, payment);
        return new MessageContent.Interactive(form);
    }

    private static Optional<String> words(Unwrapped note) {
        return note.kind().equals("conversation")
                ? Optional.of(note.body().asString(""))
                : Json.string(note.form(), "text");
    }

    /// Meta's form of money: `{value, offset, currency}`.
    static Optional<ObjectNode> amount(ObjectNode told, String value, String currency) {
        Optional<String> number = Json.string(told, value).filter(text -> text.matches("-?[1-9]\\d{0,17}|0"));
        return number.map(text -> {
            ObjectNode amount = Json.object();
            amount.set("value", Json.read(text));
            amount.put("offset", OFFSET);
            Names.copy(told, currency, amount, "currency");
            return amount;
        });
    }
}
