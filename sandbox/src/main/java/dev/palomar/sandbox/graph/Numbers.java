package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Callback;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A business number as an object of the Graph: its fields, registration, verification and PIN.
final class Numbers {

    private static final List<String> USUAL = List.of(
            "verified_name",
            "code_verification_status",
            "display_phone_number",
            "quality_rating",
            "platform_type",
            "throughput",
            "last_onboarded_time",
            "webhook_configuration",
            "id");

    private static final Duration REGISTRATION_PERIOD = Duration.ofDays(3);
    private static final int REGISTRATIONS = 10;

    private final Network network;

    Numbers(Network network) {
        this.network = network;
    }

    JsonNode list(Request request, List<BusinessNumber> numbers) {
        List<ObjectNode> rows = numbers.stream()
                .sorted(Comparator.comparing(BusinessNumber::onboardedAt).reversed())
                .map(number -> Fields.pick(fields(request, number), request.text("fields"), USUAL))
                .toList();
        return Paging.page(request, rows);
    }

    JsonNode get(Request request, BusinessNumber number) {
        return Fields.pick(fields(request, number), request.text("fields"), USUAL);
    }

    /// `POST /{phone-number-id}`: the two-step PIN, the number's own callback, or a new display name.
    JsonNode change(Request request, BusinessNumber number) {
        if (request.has("pin")) {
            number.pin(pin(request));
        }
        if (request.parameters().path("webhook_configuration") instanceof ObjectNode wanted) {
            String url = Json.text(wanted, "override_callback_uri");
            String appId = request.caller().appId();
            if (url.isEmpty()) {
                number.overrides().remove(appId);
            } else {
                request.requireHandshake();
                number.overrides().put(appId, new Callback(url, Json.text(wanted, "verify_token")));
            }
        }
        if (request.has("new_display_name")) {
            number.fields().put("new_name_status", "PENDING_REVIEW");
        }
        return success();
    }

    JsonNode register(Request request, BusinessNumber number) {
        request.requireProduct();
        String pin = pin(request);
        countRegistration(number);
        if (!number.verified()) {
            throw GraphError.of(133006, "The phone number must be verified before it can be registered.");
        }
        if (!number.pin().isEmpty() && !number.pin().equals(pin)) {
            throw GraphError.of(133005, "The two-step verification PIN that was given is not correct.");
        }
        number.pin(pin);
        number.registered(true);
        return success();
    }

    JsonNode deregister(Request request, BusinessNumber number) {
        request.caller();
        countRegistration(number);
        if (!number.registered()) {
            throw GraphError.of(133010, "The account is not registered.");
        }
        number.registered(false);
        return success();
    }

    JsonNode requestCode(Request request, BusinessNumber number) {
        Rule.oneOf(request.required("code_method"), Set.of("SMS", "VOICE"), "code_method");
        request.required("language");
        if (number.verified() && number.registered()) {
            throw GraphError.of(136024, "The number is already verified and registered.")
                    .told(2388091, "Couldn't send the code", "This number is already verified.");
        }
        number.code(network.ids().number(6));
        network.moved();
        return success();
    }

    JsonNode verifyCode(Request request, BusinessNumber number) {
        String code = request.required("code").replace("-", "");
        if (number.code().isEmpty() || !number.code().equals(code)) {
            throw GraphError.of(136025, "The code is not correct.")
                    .told(2388093, "Couldn't verify the code", "The code that you entered is not correct.");
        }
        number.code("");
        number.verified(true);
        return success();
    }

    /// `POST /{waba-id}/phone_numbers`: a partner adds a number, which then has to be verified and registered.
    JsonNode create(Request request, dev.palomar.sandbox.network.Account account) {
        String typed = request.required("cc") + request.required("phone_number");
        PhoneNumber phone = PhoneNumber.parse(typed)
                .orElseThrow(() -> GraphError.parameter("Param phone_number is not a valid phone number."));
        if (network.numberMeantBy(phone.e164()).isPresent()) {
            throw GraphError.parameter("The phone number is already in use.");
        }
        BusinessNumber number = network.addNumber(
                network.ids().number(15),
                phone,
                request.required("verified_name"),
                account,
                BusinessNumber.Limits.STANDARD);
        return Json.object().put("id", number.id());
    }

    JsonNode settings(BusinessNumber number) {
        ObjectNode answer = Json.object();
        answer.setAll(number.settings());
        if (!answer.has("storage_configuration")) {
            answer.putObject("storage_configuration").put("status", "DEFAULT");
        }
        answer.put("id", number.id());
        return answer;
    }

    JsonNode changeSettings(Request request, BusinessNumber number) {
        for (String name : List.of("user_identity_change", "storage_configuration", "calling", "payload_encryption")) {
            if (request.parameters().path(name) instanceof ObjectNode wanted) {
                number.settings().withObject("/" + name).setAll(wanted);
            }
        }
        return success();
    }

    static ObjectNode success() {
        return Json.object().put("success", true);
    }

    private static String pin(Request request) {
        String pin = request.required("pin");
        if (!pin.matches("\\d{6}")) {
            throw GraphError.parameter("Param pin must be a string of 6 digits.");
        }
        return pin;
    }

    private void countRegistration(BusinessNumber number) {
        Instant now = network.now();
        number.registrations().removeIf(at -> at.plus(REGISTRATION_PERIOD).isBefore(now));
        if (number.registrations().size() >= REGISTRATIONS) {
            throw GraphError.of(
                    133016, "More than 10 registrations and deregistrations of this number within 72 hours.");
        }
        number.registrations().add(now);
    }

    private ObjectNode fields(Request request, BusinessNumber number) {
        ObjectNode all = Json.object();
        all.put("verified_name", number.name());
        all.put("code_verification_status", number.verified() ? "VERIFIED" : "NOT_VERIFIED");
        all.put("display_phone_number", number.phone().display());
        all.put("quality_rating", "GREEN");
        all.put("platform_type", number.registered() ? "CLOUD_API" : "NOT_APPLICABLE");
        all.putObject("throughput").put("level", "STANDARD");
        all.put(
                "last_onboarded_time",
                number.onboardedAt()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString()
                        .replace("Z", "+0000"));
        all.set("webhook_configuration", webhooks(request, number));
        all.put("id", number.id());
        all.put("status", number.registered() ? "CONNECTED" : "DISCONNECTED");
        all.putObject("quality_score").put("score", "GREEN");
        all.put("name_status", "APPROVED");
        all.put("new_name_status", "NONE");
        all.put("account_mode", "LIVE");
        all.put("messaging_limit_tier", "TIER_2K");
        all.put("whatsapp_business_manager_messaging_limit", "TIER_2K");
        all.put("is_official_business_account", false);
        all.put("is_pin_enabled", !number.pin().isEmpty());
        all.put("is_on_biz_app", false);
        all.put("is_preverified_number", false);
        all.put("search_visibility", "VISIBLE");
        all.put("country_dial_code", number.phone().countryCode());
        all.set("health_status", health(number));
        all.setAll(number.fields());
        return all;
    }

    private ObjectNode webhooks(Request request, BusinessNumber number) {
        ObjectNode webhooks = Json.object();
        String appId = request.caller().appId();
        java.util.Optional.ofNullable(number.overrides().get(appId))
                .ifPresent(own -> webhooks.put("phone_number", own.url()));
        number.account()
                .subscribers()
                .getOrDefault(appId, java.util.Optional.empty())
                .ifPresent(override -> webhooks.put("whatsapp_business_account", override.url()));
        network.app(appId).flatMap(app -> app.callback()).ifPresent(to -> webhooks.put("application", to.url()));
        return webhooks;
    }

    private static ObjectNode health(BusinessNumber number) {
        ObjectNode health = Json.object();
        String can = number.registered() ? "AVAILABLE" : "BLOCKED";
        health.put("can_send_message", can);
        ArrayNode entities = health.putArray("entities");
        ObjectNode phone = entities.addObject()
                .put("entity_type", "PHONE_NUMBER")
                .put("id", number.id())
                .put("can_send_message", can);
        if (!number.registered()) {
            phone.putArray("errors")
                    .addObject()
                    .put("error_code", 141000)
                    .put("error_description", "The phone number is not registered.")
                    .put("possible_solution", "Register the phone number.");
        }
        entities.addObject()
                .put("entity_type", "WABA")
                .put("id", number.account().id())
                .put("can_send_message", "AVAILABLE");
        return health;
    }
}
