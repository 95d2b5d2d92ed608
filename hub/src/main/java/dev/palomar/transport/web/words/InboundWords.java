package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Texts and receipts of the engine in the hub's words.
public final class InboundWords {

    private InboundWords() {}

    public static Heard read(ObjectNode event) {
        List<Signal> signals = new ArrayList<>();
        switch (event.path("type").asString("")) {
            case "inbound" -> Json.child(event, "said").ifPresent(said -> said(said, signals));
            case "receipts" -> Json.elements(event, "receipts").forEach(receipt -> receipt(receipt, signals));
            default -> {}
        }
        return new Heard(signals, List.of());
    }

    private static void said(ObjectNode said, List<Signal> signals) {
        if (said.path("category").asString("").equals("peer") || !said.has("message")) {
            return;
        }
        JsonNode message = said.path("message");
        String text = Json.string(message, "conversation")
                .or(() -> Json.child(message, "extendedTextMessage").flatMap(more -> Json.string(more, "text")))
                .orElse("");
        JsonNode chat = said.path("chat");
        signals.add(new Signal.Message(
                new WireId(said.path("wireId").asString("")),
                new Identity(
                        Json.string(chat, "pn").flatMap(jid -> PhoneNumber.read(jid.replaceAll("@.*", ""))),
                        Json.string(chat, "lid").map(jid -> jid.replaceAll("@.*", "")),
                        Optional.empty(),
                        Optional.empty()),
                Json.string(said, "pushName"),
                Optional.empty(),
                said.path("fromMe").asBoolean(false),
                Instant.ofEpochSecond(said.path("timestamp").asLong(0)),
                new MessageContent.Text(text, false),
                Optional.empty(),
                Optional.empty(),
                false,
                Payload.of(Json.bytes(said))));
    }

    private static void receipt(JsonNode receipt, List<Signal> signals) {
        if (!receipt.path("fromMe").asBoolean(false)) {
            return;
        }
        for (JsonNode id : Json.elements(receipt, "wireIds")) {
            MessageStatus.read(receipt.path("status").asString(""))
                    .ifPresent(status -> signals.add(new Signal.Status(
                            new WireId(id.asString("")),
                            Optional.empty(),
                            status,
                            Instant.ofEpochSecond(receipt.path("at").asLong(0)),
                            Optional.empty(),
                            Payload.of(Json.bytes(receipt)))));
        }
    }
}
