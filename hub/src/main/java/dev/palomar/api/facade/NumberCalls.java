package dev.palomar.api.facade;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.Device;
import dev.palomar.device.WebNumbers;
import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.tenant.Scope;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.CloudProfiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Numbers: `/{business account id}/phone_numbers`, `/{phone number id}` and its business profile. Of a Cloud number
/// Meta itself is asked; of one that is linked by QR the hub tells what it knows.
public final class NumberCalls implements Resource {

    private final Nodes nodes;
    private final WebNumbers web;
    private final CloudAccounts accounts;
    private final CloudProfiles meta;

    NumberCalls(Nodes nodes, WebNumbers web, CloudAccounts accounts, CloudProfiles meta) {
        this.nodes = nodes;
        this.web = web;
        this.accounts = accounts;
        this.meta = meta;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/{id}/phone_numbers", Access.everyRole(Scope.DEVICES_READ), this::list),
                Route.get("/{id}/whatsapp_business_profile", Access.everyRole(Scope.DEVICES_READ), this::profile),
                Route.post(
                        "/{id}/whatsapp_business_profile",
                        Access.administrators(Scope.DEVICES_MANAGE),
                        this::changeProfile));
    }

    private Answer list(Call call) {
        ArrayNode data = Json.array();
        nodes.account(call).forEach(device -> data.add(Asking.chosen(call, known(device))));
        ObjectNode answer = Json.object();
        answer.set("data", data);
        return Answer.ok(answer);
    }

    /// One number, with the fields that were asked for.
    Answer number(Call call, Device device) {
        if (device.transport() == TransportKind.WEB) {
            return Answer.ok(Asking.chosen(call, known(device)));
        }
        return asked(call, meta.number(account(call, device), Asking.fields(call)), Function.identity());
    }

    /// What the hub knows of a number, in Meta's words. Source: Meta, "Phone numbers / Reference".
    private static ObjectNode known(Device device) {
        boolean cloud = device.transport() == TransportKind.CLOUD;
        ObjectNode json = Json.object();
        json.put("id", device.names().phoneNumberId());
        json.put("display_phone_number", device.phone().map(PhoneNumber::e164).orElse(""));
        json.put("verified_name", device.name());
        json.put("quality_rating", device.quality());
        json.put("code_verification_status", device.phone().isPresent() ? "VERIFIED" : "NOT_VERIFIED");
        json.put("platform_type", cloud ? "CLOUD_API" : "NOT_APPLICABLE");
        json.putObject("throughput").put("level", cloud ? "STANDARD" : "NOT_APPLICABLE");
        json.put("status", status(device.state()));
        json.put("name_status", "NONE");
        json.put("account_mode", "LIVE");
        return json;
    }

    private static String status(DeviceState state) {
        return switch (state) {
            case DeviceState.Online _, DeviceState.Paused _, DeviceState.Syncing _ -> "CONNECTED";
            case DeviceState.Restricted _ -> "RESTRICTED";
            case DeviceState.Created _,
                    DeviceState.Connecting _,
                    DeviceState.AwaitingScan _,
                    DeviceState.AwaitingCode _,
                    DeviceState.NeedsPasskey _ -> "PENDING";
            case DeviceState.Reconnecting _, DeviceState.Offline _, DeviceState.LoggedOut _, DeviceState.Broken _ ->
                "DISCONNECTED";
        };
    }

    private Answer profile(Call call) {
        Device device = nodes.number(call);
        if (device.transport() == TransportKind.CLOUD) {
            return asked(call, meta.profile(account(call, device), Asking.fields(call)), Function.identity());
        }
        ObjectNode answer = Json.object();
        answer.putArray("data").add(Asking.chosen(call, linked(web.profile(call.tenant(), device.id()))));
        return Answer.ok(answer);
    }

    /// The profile of a linked number in Meta's words.
    private static ObjectNode linked(ObjectNode told) {
        ObjectNode json = Json.object();
        Json.string(told, "about").ifPresent(about -> json.put("about", about));
        Optional<ObjectNode> business = Json.child(told, "business");
        for (String word : List.of("address", "description", "email")) {
            business.flatMap(facts -> Json.string(facts, word)).ifPresent(text -> json.put(word, text));
        }
        ArrayNode websites = Json.array();
        Json.elements(business.orElse(null), "website").forEach(websites::add);
        if (!websites.isEmpty()) {
            json.set("websites", websites);
        }
        return json.put("messaging_product", "whatsapp");
    }

    private Answer changeProfile(Call call) {
        Device device = nodes.number(call);
        ObjectNode body = Asking.ofWhatsApp(call);
        if (device.transport() == TransportKind.WEB) {
            body.remove("messaging_product");
            String about = Json.string(body, "about")
                    .filter(_ -> body.size() == 1)
                    .orElseThrow(() -> {
                        String other = body.propertyStream()
                                .map(Map.Entry::getKey)
                                .filter(name -> !name.equals("about"))
                                .findFirst()
                                .orElse("about");
                        return new Rejection.NotPossible(
                                "not-supported",
                                other,
                                "Of a number linked by QR only about can be changed here; the rest is changed on its phone.");
                    });
            web.about(call.tenant(), device.id(), about);
            return Answer.ok(Json.object().put("success", true));
        }
        return asked(call, meta.changeProfile(account(call, device), body), Function.identity());
    }

    private CloudAccount account(Call call, Device device) {
        return accounts.of(call.tenant(), device.id());
    }

    private static Answer asked(Call call, Asked<ObjectNode> asked, Function<ObjectNode, ObjectNode> read) {
        return switch (asked) {
            case Asked.Got<ObjectNode>(ObjectNode body) -> Answer.ok(read.apply(body));
            // the caller's key is right; it is the hub's own access to the number that needs somebody
            case Asked.Refused<ObjectNode> refused
            when refused.account() -> throw new Rejection.Conflict("device-error", "Meta: " + refused.why());
            case Asked.Refused<ObjectNode> refused ->
                GraphErrors.metas(
                        number(refused.code()).orElse(100), refused.subcode(), refused.why(), call.requestId());
            case Asked.NotNow<ObjectNode> later -> throw new Rejection.Unavailable(later.why());
        };
    }

    private static Optional<Integer> number(String code) {
        return code.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(code)) : Optional.empty();
    }
}
