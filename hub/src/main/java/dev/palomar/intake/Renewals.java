package dev.palomar.intake;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What WhatsApp's notices say about a person's other number or user id. Source: Meta, "Cloud API /
/// Webhooks / messages / system", types `user_changed_number` (`customer_changed_number` before) and
/// `user_changed_user_id`.
final class Renewals {

    /// Keys as in [Identity#keys].
    record Names(String before, String now) {}

    private Renewals() {}

    /// Empty when the notice is about something else, or does not say both names.
    static Optional<Names> read(ObjectNode notice, Identity person) {
        return switch (Json.string(notice, "type").orElse("")) {
            case "user_changed_number", "customer_changed_number" ->
                person.phone()
                        .flatMap(before -> Json.string(notice, "wa_id")
                                .or(() -> Json.string(notice, "new_wa_id"))
                                .flatMap(PhoneNumber::read)
                                .filter(now -> !now.equals(before))
                                .map(now -> new Names("phone:" + before.e164(), "phone:" + now.e164())));
            case "user_changed_user_id" ->
                Json.string(notice, "previous_user_id")
                        .flatMap(before -> Json.string(notice, "user_id")
                                .filter(now -> !now.equals(before))
                                .map(now -> new Names("user:" + before, "user:" + now)));
            default -> Optional.empty();
        };
    }
}
