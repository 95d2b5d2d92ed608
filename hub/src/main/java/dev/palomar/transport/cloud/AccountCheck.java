package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the business account has the number, and whether an app listens to it.
final class AccountCheck {

    /// @param proven  Meta lists the number under the account
    record Result(List<Finding> findings, boolean proven) {}

    private static final int MOST_PAGES = 20;

    private final GraphClient graph;
    private final PlatformApp platform;

    AccountCheck(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    Result check(CloudAccount account, GraphAccess access) {
        Optional<String> waba = account.businessAccountId();
        if (waba.isEmpty()) {
            return new Result(
                    List.of(
                            Finding.open(
                                    "businessAccountId",
                                    "Not given. Without it templates and news about the account are not followed."),
                            Finding.open(
                                    "subscription",
                                    "Without the business account id it cannot be seen whether an app listens.")),
                    false);
        }
        Finding member = member(waba.get(), account.phoneNumberId(), access);
        boolean proven = member.ok().equals(Optional.of(true));
        return new Result(List.of(member, proven ? subscription(account, waba.get(), access) : unseen()), proven);
    }

    private static Finding unseen() {
        return Finding.open("subscription", "It cannot be seen until the business account id is right.");
    }

    private Finding member(String waba, String phoneNumberId, GraphAccess access) {
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> query = after.isEmpty()
                    ? Map.of("fields", "id", "limit", "100")
                    : Map.of("fields", "id", "limit", "100", "after", after);
            switch (graph.get(waba + "/phone_numbers", query, access)) {
                case GraphAnswer.Done done -> {
                    for (JsonNode number : Json.elements(done.body(), "data")) {
                        if (Json.string(number, "id")
                                .filter(phoneNumberId::equals)
                                .isPresent()) {
                            return Finding.right("businessAccountId", "account-ok", "The account has the number.");
                        }
                    }
                    after = next(done.body());
                    if (after.isEmpty()) {
                        return Finding.wrong(
                                "businessAccountId",
                                "account-other",
                                "The account does not have this number. Copy the WhatsApp Business account id from"
                                        + " WhatsApp Manager.");
                    }
                }
                case GraphAnswer.Refused refused -> {
                    return refused("businessAccountId", refused);
                }
                case GraphAnswer.Strange _, GraphAnswer.Cut _, GraphAnswer.NotReached _ -> {
                    return Finding.open("businessAccountId", "Meta did not answer.");
                }
            }
        }
        return Finding.open("businessAccountId", "The account has too many numbers to look through.");
    }

    private static String next(ObjectNode page) {
        Optional<ObjectNode> paging = Json.child(page, "paging");
        return paging.flatMap(place -> Json.string(place, "next")).isEmpty()
                ? ""
                : paging.flatMap(place -> Json.child(place, "cursors"))
                        .flatMap(cursors -> Json.string(cursors, "after"))
                        .orElse("");
    }

    private Finding subscription(CloudAccount account, String waba, GraphAccess access) {
        return switch (graph.get(waba + "/subscribed_apps", Map.of(), access)) {
            case GraphAnswer.Done done -> listeners(account, done.body());
            case GraphAnswer.Refused refused -> refused("subscription", refused);
            case GraphAnswer.Strange _, GraphAnswer.Cut _, GraphAnswer.NotReached _ ->
                Finding.open("subscription", "Meta did not answer.");
        };
    }

    private Finding listeners(CloudAccount account, ObjectNode answer) {
        List<String> apps = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode row : Json.elements(answer, "data")) {
            Optional<ObjectNode> app = Json.child(row, "whatsapp_business_api_data");
            app.flatMap(facts -> Json.string(facts, "id")).ifPresent(apps::add);
            names.add(app.flatMap(facts -> Json.string(facts, "name")).orElse("?")
                    + Json.string(row, "override_callback_uri")
                            .map(url -> " (to " + url + ")")
                            .orElse(""));
        }
        if (names.isEmpty()) {
            return Finding.wrong(
                    "subscription",
                    "subscription-missing",
                    "No app listens to the business account, so nothing comes in. Subscribe the app to the account"
                            + " (POST /{business account id}/subscribed_apps) and to the webhook field messages.");
        }
        boolean ours = account.appSecret().isPresent()
                || platform.appId().isEmpty()
                || apps.contains(platform.appId().get());
        return ours
                ? Finding.right("subscription", "subscription-ok", "Listening: " + String.join(", ", names) + ".")
                : Finding.wrong(
                        "subscription",
                        "subscription-other-app",
                        "Other apps listen to the business account (" + String.join(", ", names)
                                + "), this hub's does not. Subscribe it.");
    }

    private static Finding refused(String field, GraphAnswer.Refused refused) {
        MetaCodes.Code code = MetaCodes.get().of(refused.error());
        boolean unknown = code.code().equals("100");
        return Finding.wrong(
                field,
                field.equals("subscription") ? "subscription-refused" : "account-refused",
                unknown ? "Meta knows no such business account, or the token may not see it." : code.explanation());
    }
}
