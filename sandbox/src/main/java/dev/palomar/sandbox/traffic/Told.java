package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Chat;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.MetaError;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.wire.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The `value` objects of webhooks: what Meta tells about messages and their fate.
///
/// Facts: Meta, "Webhooks – messages" and "– statuses", pricing pages; the service category is charged since
/// 1 October 2026.
public final class Told {

    private static final Instant SERVICE_CHARGED = Instant.parse("2026-10-01T00:00:00Z");

    private final Network network;

    public Told(Network network) {
        this.network = network;
    }

    /// A value that holds nothing but which number it is about.
    public ObjectNode about(BusinessNumber number) {
        ObjectNode value = Json.object();
        value.put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", number.phone().digits())
                .put("phone_number_id", number.id());
        return value;
    }

    /// The person as an element of `contacts[]`.
    public ObjectNode contact(Person person, BusinessNumber number) {
        ObjectNode contact = Json.object();
        ObjectNode profile = contact.putObject("profile").put("name", person.name());
        if (!person.username().isEmpty()) {
            profile.put("username", "@" + person.username());
        }
        if (!person.habits().hidesNumber()) {
            contact.put("wa_id", person.phone().digits());
        }
        if (showsUserId(person)) {
            contact.put("user_id", network.userId(person, number.account()));
        }
        if (Json.truth(number.settings().path("user_identity_change"), "enable_identity_key_check")) {
            contact.put("identity_key_hash", person.identityHash());
        }
        return contact;
    }

    /// A message that a person sent.
    public ObjectNode message(Message message, Person person) {
        ObjectNode value = about(message.number());
        if (!message.type().equals("system")) {
            value.putArray("contacts").add(contact(person, message.number()));
        }
        ObjectNode told = value.putArray("messages").addObject();
        if (!person.habits().hidesNumber()) {
            told.put("from", person.phone().digits());
        }
        if (showsUserId(person)) {
            told.put("from_user_id", network.userId(person, message.number().account()));
        }
        told.put("id", message.id());
        told.put("timestamp", seconds(message.at()));
        told.put("type", message.type());
        told.setAll(message.content());
        return value;
    }

    /// What became of a message that the business sent.
    public ObjectNode status(Message message, Message.Status status, Optional<Failure> failure) {
        BusinessNumber number = message.number();
        Optional<Person> person = network.person(message.person());
        ObjectNode value = about(number);
        ObjectNode told = Json.object();
        told.put("id", message.id());
        told.put("status", status.word());
        told.put("timestamp", seconds(network.now()));
        person.ifPresentOrElse(
                known -> {
                    if (!known.habits().hidesNumber()) {
                        told.put("recipient_id", known.phone().digits());
                    }
                    if (showsUserId(known)) {
                        told.put("recipient_user_id", network.userId(known, number.account()));
                        value.putArray("contacts").add(contact(known, number));
                    }
                },
                () -> told.put("recipient_id", message.person().digits()));
        if (failure.isPresent()) {
            told.putArray("errors").add(failure.get().json());
        } else {
            price(message, status, told);
        }
        if (!message.callbackData().isEmpty()) {
            told.put("biz_opaque_callback_data", message.callbackData());
        }
        value.putArray("statuses").add(told);
        return value;
    }

    /// Why a message did not arrive.
    ///
    /// @param details the sentence under `error_data.details`
    public record Failure(int code, String details) {
        ObjectNode json() {
            MetaError error = MetaError.of(code);
            ObjectNode json = Json.object();
            json.put("code", code);
            json.put("title", error.title());
            json.put("message", error.title());
            json.putObject("error_data").put("details", details);
            json.put("href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
            return json;
        }
    }

    static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }

    private static boolean showsUserId(Person person) {
        return person.habits().showsUserId() || person.habits().hidesNumber();
    }

    private void price(Message message, Message.Status status, ObjectNode told) {
        boolean first = status == Message.Status.SENT;
        boolean arrived = (status == Message.Status.DELIVERED || status == Message.Status.READ) && message.bill();
        if (!first && !arrived) {
            return;
        }
        Instant now = network.now();
        Optional<Chat> chat = message.number().existingChat(message.person().digits());
        Optional<String> freeEntry = chat.flatMap(c -> c.freeEntry(now));
        boolean open = chat.filter(c -> c.windowOpen(now)).isPresent();
        String category = message.category().orElse("service");
        boolean charged = now.isAfter(SERVICE_CHARGED)
                || (message.category().isPresent() && !(category.equals("utility") && open));
        ObjectNode pricing = told.putObject("pricing");
        if (freeEntry.isPresent()) {
            ObjectNode conversation = told.putObject("conversation").put("id", freeEntry.get());
            if (first) {
                conversation.put("expiration_timestamp", seconds(chat.get().freeEntryUntil()));
            }
            conversation.putObject("origin").put("type", "referral_conversion");
            pricing.put("billable", false).put("pricing_model", "PMP").put("type", "free_entry_point");
            pricing.put("category", "referral_conversion");
        } else {
            pricing.put("billable", charged).put("pricing_model", "PMP");
            pricing.put("type", charged ? "regular" : "free_customer_service").put("category", category);
        }
    }
}
