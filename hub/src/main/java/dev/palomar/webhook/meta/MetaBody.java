package dev.palomar.webhook.meta;

import dev.palomar.journal.Entry;
import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The body that Meta itself would send for one fact. What came from Meta is told as it came, with the names that the
/// receiver knows; what came over another transport is put into the same shape.
///
/// Source: Meta, "Cloud API / Webhooks / Reference".
public final class MetaBody {

    private final Surroundings surroundings;

    public MetaBody(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public byte[] of(Entry entry) {
        ObjectNode body = Json.object().put("object", "whatsapp_business_account");
        ObjectNode account = body.putArray("entry").addObject();
        account.put(
                "id",
                entry.device()
                        .map(device ->
                                surroundings.station(entry.tenant(), device).businessAccountId())
                        .orElse(""));
        ArrayNode changes = account.putArray("changes");
        if (MetaFacts.tells(entry)) {
            entry.device().ifPresent(device -> changes.add(change(entry, device)));
        }
        return Json.bytes(body);
    }

    private ObjectNode change(Entry entry, DeviceId device) {
        Optional<ObjectNode> metas =
                entry.raw().filter(MetaFacts::isMetas).map(raw -> (ObjectNode) Json.read(raw.bytes()));
        ObjectNode facts = (ObjectNode) Json.read(entry.normalized().bytes());
        return metas.map(change -> renamed(change, entry, device, facts))
                .orElseGet(() -> written(entry, device, facts));
    }

    /// Meta's own change; messages of ours under the names that their senders know, files where they are to be had.
    private ObjectNode renamed(ObjectNode change, Entry entry, DeviceId device, ObjectNode facts) {
        Optional<ObjectNode> value = Json.child(change, "value");
        for (JsonNode element : Json.elements(value.orElse(null), "messages")) {
            if (element instanceof ObjectNode message) {
                rename(message, entry, device);
                entry.media().ifPresent(file -> address(message, file));
            }
        }
        for (JsonNode element : Json.elements(value.orElse(null), "statuses")) {
            if (element instanceof ObjectNode status) {
                entry.message()
                        .flatMap(message -> surroundings.given(entry.tenant(), message))
                        .ifPresent(name -> status.put("id", name));
                Json.string(facts, "clientReference").ifPresent(own -> status.put("biz_opaque_callback_data", own));
            }
        }
        return change;
    }

    private ObjectNode written(Entry entry, DeviceId device, ObjectNode facts) {
        ObjectNode value = Json.object().put("messaging_product", "whatsapp");
        boolean inbound = facts.path("direction").asString("").equals("inbound");
        JsonNode us = facts.path(inbound ? "to" : "from");
        value.putObject("metadata")
                .put("display_phone_number", MetaMessage.digits(us))
                .put(
                        "phone_number_id",
                        surroundings.station(entry.tenant(), device).phoneNumberId());
        String field = "messages";
        switch (entry.type()) {
            case MESSAGE_SENT, MESSAGE_DELIVERED, MESSAGE_READ, MESSAGE_PLAYED, MESSAGE_FAILED -> {
                ObjectNode status = MetaStatus.of(facts);
                entry.message()
                        .flatMap(message -> surroundings.given(entry.tenant(), message))
                        .ifPresent(name -> status.put("id", name));
                value.putArray("statuses").add(status);
            }
            case CALL_RECEIVED -> {
                field = "calls";
                value.set("contacts", MetaMessage.contacts(facts));
                value.putArray("calls").add(MetaMessage.call(facts));
            }
            default -> {
                ObjectNode message = MetaMessage.of(facts);
                rename(message, entry, device);
                entry.media().ifPresent(file -> address(message, file));
                field = said(value, facts, message, entry.backfilled(), inbound);
            }
        }
        ObjectNode change = Json.object().put("field", field);
        change.set("value", value);
        return change;
    }

    /// Under which field Meta tells it: what is new, what the business wrote on its phone, and what was said before.
    private static String said(
            ObjectNode value, ObjectNode facts, ObjectNode message, boolean backfilled, boolean inbound) {
        if (backfilled) {
            ObjectNode chunk = value.putArray("history").addObject();
            chunk.putObject("metadata").put("phase", 0).put("chunk_order", 1).put("progress", 100);
            ObjectNode thread = chunk.putArray("threads").addObject();
            thread.put("id", MetaMessage.digits(facts.path(inbound ? "from" : "to")));
            thread.putArray("messages").add(message);
            return "history";
        }
        if (!inbound) {
            value.putArray("message_echoes").add(message);
            return "smb_message_echoes";
        }
        value.set("contacts", MetaMessage.contacts(facts));
        value.putArray("messages").add(message);
        return "messages";
    }

    /// Where a message points at one of ours: by the name that its sender was told.
    private void rename(ObjectNode message, Entry entry, DeviceId device) {
        Json.child(message, "context").ifPresent(context -> rename(context, "id", entry, device));
        Json.child(message, "reaction").ifPresent(reaction -> rename(reaction, "message_id", entry, device));
    }

    private void rename(ObjectNode pointer, String name, Entry entry, DeviceId device) {
        Json.string(pointer, name)
                .flatMap(wireId -> surroundings.given(entry.tenant(), device, wireId))
                .ifPresent(given -> pointer.put(name, given));
    }

    /// The file is at this hub; Meta's own address would ask for Meta's token.
    private void address(ObjectNode message, MediaId file) {
        Json.string(message, "type")
                .flatMap(type -> Json.child(message, type))
                .ifPresent(media -> media.put("url", surroundings.content(file)));
    }
}
