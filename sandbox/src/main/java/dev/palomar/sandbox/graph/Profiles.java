package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Chat;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a number shows of its business, and whom it has blocked.
final class Profiles {

    private static final Set<String> VERTICALS = Set.of(
            "",
            "ALCOHOL",
            "APPAREL",
            "AUTO",
            "BEAUTY",
            "EDU",
            "ENTERTAIN",
            "EVENT_PLAN",
            "FINANCE",
            "GOVT",
            "GROCERY",
            "HEALTH",
            "HOTEL",
            "NONPROFIT",
            "ONLINE_GAMBLING",
            "OTC_DRUGS",
            "OTHER",
            "PHYSICAL_GAMBLING",
            "PROF_SERVICES",
            "RESTAURANT",
            "RETAIL",
            "TRAVEL",
            "UNDEFINED",
            "NOT_A_BIZ");

    private final Network network;

    Profiles(Network network) {
        this.network = network;
    }

    JsonNode get(Request request, BusinessNumber number) {
        ObjectNode row = Fields.pick(
                number.profile(),
                request.text("fields"),
                List.of("about", "address", "description", "email", "profile_picture_url", "websites", "vertical"));
        row.put("messaging_product", "whatsapp");
        return Json.list(List.of(row));
    }

    JsonNode change(Request request, BusinessNumber number) {
        request.requireProduct();
        ObjectNode wanted = request.parameters();
        if (wanted.has("about")) {
            Rule.text(wanted, "about", "about", 139);
        }
        Rule.optionalText(wanted, "address", "address", 256);
        Rule.optionalText(wanted, "description", "description", 512);
        Rule.optionalText(wanted, "email", "email", 128);
        if (wanted.has("vertical")) {
            Rule.oneOf(Json.text(wanted, "vertical"), VERTICALS, "vertical");
        }
        if (wanted.path("websites") instanceof ArrayNode websites) {
            if (websites.size() > 2) {
                throw GraphError.parameter("Param websites must have at most 2 elements.");
            }
            number.profile().set("websites", websites);
        }
        for (String name : List.of("about", "address", "description", "email", "vertical")) {
            if (wanted.has(name)) {
                number.profile().put(name, Json.text(wanted, name));
            }
        }
        if (wanted.has("profile_picture_handle")) {
            number.profile().put("profile_picture_url", request.call().base() + "/sandbox/picture.svg");
        }
        return Numbers.success();
    }

    /// `GET /{phone-number-id}/block_users`.
    JsonNode blocked(Request request, BusinessNumber number) {
        return Paging.page(
                request,
                number.blocked().stream()
                        .sorted()
                        .map(waId -> Json.object()
                                .put("messaging_product", "whatsapp")
                                .put("wa_id", waId))
                        .toList());
    }

    /// Blocks people, or unblocks them; who has not written within 24 hours cannot be blocked.
    JsonNode block(Request request, BusinessNumber number, boolean add) {
        request.requireProduct();
        ArrayNode wanted = Rule.array(request.parameters(), "block_users", "block_users", 1, 1_000);
        ArrayNode done = Json.array();
        ArrayNode failed = Json.array();
        for (JsonNode element : wanted) {
            String input = Json.text(element, "user");
            Optional<Person> person = PhoneNumber.parse(input).flatMap(network::person);
            boolean seen = person.flatMap(
                            known -> number.existingChat(known.phone().digits()))
                    .flatMap(Chat::lastFromPerson)
                    .filter(at -> at.plus(Duration.ofHours(24)).isAfter(network.now()))
                    .isPresent();
            if (person.isPresent() && (!add || seen)) {
                String waId = person.get().phone().digits();
                if (add) {
                    number.blocked().add(waId);
                } else {
                    number.blocked().remove(waId);
                }
                done.addObject().put("input", input).put("wa_id", waId);
            } else {
                ObjectNode failure = failed.addObject().put("input", input);
                person.ifPresent(known -> failure.put("wa_id", known.phone().digits()));
                failure.putArray("errors")
                        .addObject()
                        .put("message", "(#131047) Re-engagement message")
                        .put("code", 131047)
                        .putObject("error_data")
                        .put("details", "The user has not written to this number within the last 24 hours.");
            }
        }
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ObjectNode users = answer.putObject("block_users");
        users.set(add ? "added_users" : "removed_users", done);
        if (!failed.isEmpty()) {
            users.set("failed_users", failed);
            answer.putObject("error")
                    .put("message", "(#139100) Failed to block/unblock some users")
                    .put("type", "OAuthException")
                    .put("code", 139100);
        }
        return answer;
    }
}
