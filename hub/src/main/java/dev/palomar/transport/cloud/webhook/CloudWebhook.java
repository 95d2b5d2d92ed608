package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.transport.Signal;
import dev.palomar.transport.cloud.MetaCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Meta's webhook body in the hub's words. A pure function: no clock, no database, no signature.
///
/// Each update carries as `raw` the smallest envelope that still says all of it: `{"field": …, "value": {…}}` with
/// `metadata`, the one entry of `contacts` it concerns and a list with this one element (for fields about an account,
/// the whole value). Members keep their names, values and order; spaces and escapes may be written differently.
///
/// A part that cannot be read becomes [Signal.Unknown] and takes no other part with it.
public final class CloudWebhook {

    private static final Map<String, Signal.NumberNotice.Kind> NOTICES = Map.ofEntries(
            Map.entry("message_template_status_update", Signal.NumberNotice.Kind.TEMPLATE),
            Map.entry("message_template_quality_update", Signal.NumberNotice.Kind.TEMPLATE),
            Map.entry("message_template_components_update", Signal.NumberNotice.Kind.TEMPLATE),
            Map.entry("template_category_update", Signal.NumberNotice.Kind.TEMPLATE),
            Map.entry("template_correct_category_detection", Signal.NumberNotice.Kind.TEMPLATE),
            Map.entry("phone_number_quality_update", Signal.NumberNotice.Kind.LIMIT),
            Map.entry("business_capability_update", Signal.NumberNotice.Kind.LIMIT),
            Map.entry("account_alerts", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("account_review_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("account_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("account_settings_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("phone_number_name_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("business_username_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("business_status_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("payment_configuration_update", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("partner_solutions", Signal.NumberNotice.Kind.ACCOUNT),
            Map.entry("security", Signal.NumberNotice.Kind.ACCOUNT));

    private CloudWebhook() {}

    /// All updates of one body, in their order. Throws [Rejection.Malformed] only when the body is no JSON object.
    public static List<Parsed> parse(byte[] body) {
        JsonNode read;
        try {
            read = Json.read(body);
        } catch (JacksonException unreadable) {
            throw new Rejection.Malformed("The body is not JSON: " + unreadable.getOriginalMessage());
        }
        if (!(read instanceof ObjectNode root)) {
            throw new Rejection.Malformed("The body is not a JSON object.");
        }
        List<Parsed> updates = new ArrayList<>();
        for (JsonNode entry : Json.elements(root, "entry")) {
            Optional<String> account = Json.string(entry, "id");
            for (JsonNode change : Json.elements(entry, "changes")) {
                read(account, change, updates);
            }
        }
        if (updates.isEmpty()) {
            updates.add(unknown(new Addressee.Nobody(), "", root, Payload.of(Json.bytes(root))));
        }
        return updates;
    }

    private static void read(Optional<String> account, JsonNode element, List<Parsed> updates) {
        String field = Json.string(element, "field").orElse("");
        Optional<ObjectNode> value = Json.child(element, "value");
        if (value.isEmpty()) {
            updates.add(
                    unknown(addressee(account, Json.object()), field, Json.object(), Payload.of(Json.bytes(element))));
            return;
        }
        Change change = new Change(addressee(account, value.get()), field, value.get());
        switch (field) {
            case "messages" -> messages(change, updates);
            case "smb_message_echoes" ->
                found(change, InboundMessages.all(change, "message_echoes", InboundMessages.From.ECHO), updates);
            case "history" -> found(change, History.read(change), updates);
            case "calls" -> found(change, Calls.read(change), updates);
            default -> updates.add(other(change));
        }
    }

    private static void messages(Change change, List<Parsed> updates) {
        List<Parsed> found = new ArrayList<>(InboundMessages.all(change, "messages", InboundMessages.From.CUSTOMER));
        found.addAll(InboundStatuses.all(change));
        found.addAll(valueErrors(change));
        found(change, found, updates);
    }

    /// Errors beside or instead of messages tell of the number or its account.
    static List<Parsed> valueErrors(Change change) {
        List<Parsed> found = new ArrayList<>();
        for (JsonNode element : Json.elements(change.value(), "errors")) {
            if (element instanceof ObjectNode error) {
                Signal.NumberNotice.Kind kind = MetaCodes.get().of(error).limits()
                        ? Signal.NumberNotice.Kind.LIMIT
                        : Signal.NumberNotice.Kind.ACCOUNT;
                Payload raw = change.slice("errors", error, Optional.empty());
                found.add(new Parsed(change.to(), new Signal.NumberNotice(kind, "errors", error, raw)));
            }
        }
        return found;
    }

    /// A change in which nothing was found is kept as a whole.
    private static void found(Change change, List<Parsed> found, List<Parsed> updates) {
        if (found.isEmpty()) {
            updates.add(unknown(change.to(), change.field(), change.value(), change.whole()));
        } else {
            updates.addAll(found);
        }
    }

    private static Parsed other(Change change) {
        Signal.NumberNotice.Kind kind = NOTICES.get(change.field());
        return kind == null
                ? unknown(change.to(), change.field(), change.value(), change.whole())
                : new Parsed(
                        change.to(), new Signal.NumberNotice(kind, change.field(), change.value(), change.whole()));
    }

    static Parsed unknown(Addressee to, String field, ObjectNode facts, Payload raw) {
        return new Parsed(to, new Signal.Unknown(field, facts, raw));
    }

    /// By the number where it is named; else by the account. In updates about partners `entry.id` is the partner's own
    /// portfolio and the account stands in `waba_info`.
    private static Addressee addressee(Optional<String> account, ObjectNode value) {
        Optional<String> number =
                Json.child(value, "metadata").flatMap(metadata -> Json.string(metadata, "phone_number_id"));
        if (number.isPresent()) {
            return new Addressee.BusinessNumber(number.get());
        }
        return Json.child(value, "waba_info")
                .flatMap(facts -> Json.string(facts, "waba_id"))
                .or(() -> account)
                .<Addressee>map(id -> new Addressee.BusinessAccount(id, Json.string(value, "display_phone_number")))
                .orElseGet(Addressee.Nobody::new);
    }
}
