package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server does at Meta after somebody agreed in the dialog of Embedded Signup, and what mends a
/// connection.
///
/// Source: Meta, "Embedded Signup / Onboarding customers", "Facebook Login / Manual flow", "Webhooks / Override".
public final class CloudSignup {

    /// Webhook fields that the hub understands.
    private static final String FIELDS = "messages,message_template_status_update,message_template_quality_update,"
            + "message_template_components_update,template_category_update,account_update,account_alerts,"
            + "account_review_update,business_capability_update,phone_number_quality_update,phone_number_name_update,"
            + "security,smb_message_echoes,history";

    private static final String NUMBER_FIELDS =
            "id,display_phone_number,verified_name,status,platform_type,code_verification_status,is_on_biz_app";
    private static final int MOST_PAGES = 20;

    /// What a token is for.
    ///
    /// @param accounts   business accounts that it was given for, newest first; Meta may leave them out
    /// @param expiresAt  empty when it never ends
    public record Token(boolean valid, Set<String> scopes, List<String> accounts, Optional<Instant> expiresAt) {}

    /// A number of a business account.
    ///
    /// @param registered  the Cloud API has it already, or it is used together with the app on a phone: it must
    ///                    not be registered then
    public record Found(String phoneNumberId, String displayPhone, String name, boolean registered) {}

    /// An address for webhooks, and the word by which Meta's question is recognised there.
    public record Callback(URI address, Secret verifyToken) {}

    private final GraphClient graph;
    private final PlatformApp platform;

    public CloudSignup(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    /// The dialog in which a person chooses a business account. `state` and `back` come along when Meta
    /// sends the person back. Without a `configuration` the permissions are asked for by name.
    public static URI dialog(
            URI base, String version, String appId, Optional<String> configuration, URI back, String state) {
        HttpUrl.Builder url = HttpUrl.get(base.toString())
                .newBuilder()
                .addPathSegment(version)
                .addPathSegments("dialog/oauth")
                .addQueryParameter("client_id", appId)
                .addQueryParameter("redirect_uri", back.toString())
                .addQueryParameter("state", state)
                .addQueryParameter("response_type", "code")
                .addQueryParameter("extras", "{\"setup\":{},\"sessionInfoVersion\":\"3\"}");
        if (configuration.isPresent()) {
            url.addQueryParameter("config_id", configuration.get());
            url.addQueryParameter("override_default_response_type", "true");
        } else {
            url.addQueryParameter("scope", "whatsapp_business_management,whatsapp_business_messaging");
        }
        return url.build().uri();
    }

    /// A code for a token. The code is good once and for half a minute; `back` must be the address that went
    /// into the dialog.
    public Asked<Secret> exchange(String code, URI back) {
        Map<String, String> query = Map.of(
                "client_id", platform.appId().orElse(""),
                "client_secret", platform.appSecret().map(Secret::reveal).orElse(""),
                "redirect_uri", back.toString(),
                "code", code);
        return Asking.of(
                graph.get("oauth/access_token", query, app()),
                answer -> new Secret(Json.string(answer, "access_token").orElse("")));
    }

    /// What the token is for, as the app may ask.
    public Asked<Token> inspect(Secret token) {
        return Asking.of(graph.get("debug_token", Map.of("input_token", token.reveal()), app()), CloudSignup::token);
    }

    /// The business accounts behind the token when it does not say itself: those that its owner shares, or has.
    public Asked<List<String>> accounts(Secret token) {
        GraphAccess access = of(token);
        Asked<String> business = Asking.of(
                graph.get("me", Map.of("fields", "client_business_id"), access),
                answer -> Json.string(answer, "client_business_id").orElse(""));
        if (!(business instanceof Asked.Got<String>(String id))) {
            return again(business);
        }
        if (id.isEmpty()) {
            return new Asked.Got<>(List.of());
        }
        Set<String> found = new LinkedHashSet<>();
        for (String edge : List.of("client_whatsapp_business_accounts", "owned_whatsapp_business_accounts")) {
            if (Asking.of(graph.get(id + "/" + edge, Map.of("fields", "id"), access), CloudSignup::ids)
                    instanceof Asked.Got<List<String>>(var ids)) {
                found.addAll(ids);
            }
        }
        return new Asked.Got<>(List.copyOf(found));
    }

    /// The numbers of a business account.
    public Asked<List<Found>> numbers(String account, Secret token) {
        List<Found> numbers = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> query = new HashMap<>(Map.of("fields", NUMBER_FIELDS, "limit", "100"));
            after.ifPresent(cursor -> query.put("after", cursor));
            Asked<ObjectNode> answer = Asking.of(graph.get(account + "/phone_numbers", query, of(token)), body -> body);
            if (!(answer instanceof Asked.Got<ObjectNode>(ObjectNode body))) {
                return again(answer);
            }
            for (JsonNode number : Json.elements(body, "data")) {
                number(number).ifPresent(numbers::add);
            }
            Optional<ObjectNode> paging = Json.child(body, "paging");
            after = paging.flatMap(place -> Json.string(place, "next"))
                    .flatMap(_ -> paging.flatMap(place -> Json.child(place, "cursors")))
                    .flatMap(cursors -> Json.string(cursors, "after"));
            if (after.isEmpty()) {
                break;
            }
        }
        return new Asked.Got<>(List.copyOf(numbers));
    }

    /// Lets the token's app listen to the business account. `override` is where Meta delivers to instead of the
    /// app's own address; an earlier one ends when there is none.
    public Asked<Boolean> subscribe(String account, Secret token, Optional<Callback> override) {
        ObjectNode body = Json.object();
        override.ifPresent(to -> body.put("override_callback_uri", to.address().toString())
                .put("verify_token", to.verifyToken().reveal()));
        return Asking.of(graph.post(account + "/subscribed_apps", body, of(token)), _ -> true);
    }

    /// As [#subscribe], so that what comes for the account is delivered to `here`: by the app's own address
    /// where that leads there or is still free, else by an override of it.
    public Asked<Boolean> subscribe(String account, Secret token, Callback here) {
        boolean leadsHere = callback() instanceof Asked.Got<Optional<String>>(var url)
                && url.map(new CallbackCheck(here.address())::isOurs)
                        .orElseGet(() -> listen(here) instanceof Asked.Got<Boolean>);
        if (leadsHere) {
            return subscribe(account, token, Optional.empty());
        }
        Asked<Boolean> overridden = subscribe(account, token, Optional.of(here));
        // listening at all comes before listening here: what is still wrong is found by the next look
        return overridden instanceof Asked.Got<Boolean> ? overridden : subscribe(account, token, Optional.empty());
    }

    /// Where Meta delivers what comes for this one number, whatever else is set; empty text ends that.
    public Asked<Boolean> redirect(String phoneNumberId, Secret token, Optional<Callback> to) {
        ObjectNode body = Json.object();
        ObjectNode configuration = body.putObject("webhook_configuration");
        configuration.put(
                "override_callback_uri", to.map(one -> one.address().toString()).orElse(""));
        to.ifPresent(one -> configuration.put("verify_token", one.verifyToken().reveal()));
        return Asking.of(graph.post(phoneNumberId, body, of(token)), _ -> true);
    }

    /// Opens a number for the Cloud API. Without two-step verification the PIN is set; with it, it must be that
    /// one.
    public Asked<Boolean> register(String phoneNumberId, Secret token, String pin) {
        ObjectNode body = Json.object().put("messaging_product", "whatsapp").put("pin", pin);
        return Asking.of(graph.post(phoneNumberId + "/register", body, of(token)), _ -> true);
    }

    /// Where Meta delivers what comes for the platform's app; empty while nothing is set.
    public Asked<Optional<String>> callback() {
        return Asking.of(
                graph.get(platform.appId().orElse("app") + "/subscriptions", Map.of(), app()), CloudSignup::callback);
    }

    /// Sets that address.
    public Asked<Boolean> listen(Callback at) {
        ObjectNode body = Json.object();
        body.put("object", "whatsapp_business_account");
        body.put("callback_url", at.address().toString());
        body.put("verify_token", at.verifyToken().reveal());
        body.put("fields", FIELDS);
        return Asking.of(graph.post(platform.appId().orElse("app") + "/subscriptions", body, app()), _ -> true);
    }

    private GraphAccess app() {
        return GraphAccess.of(new Secret(platform.appId().orElse("") + "|"
                + platform.appSecret().map(Secret::reveal).orElse("")));
    }

    private GraphAccess of(Secret token) {
        return new GraphAccess(token, graph.settings().secretProof() ? platform.appSecret() : Optional.empty());
    }

    /// The same bad news about something else.
    private static <T> Asked<T> again(Asked<?> bad) {
        return switch (bad) {
            case Asked.Refused<?> refused ->
                new Asked.Refused<>(refused.code(), refused.subcode(), refused.why(), refused.account());
            case Asked.NotNow<?> later -> new Asked.NotNow<>(later.retryIn(), later.why(), later.perhapsDone());
            case Asked.Got<?> _ -> throw new IllegalArgumentException("that is good news");
        };
    }

    private static Token token(ObjectNode answer) {
        ObjectNode data = Json.child(answer, "data").orElseGet(Json::object);
        Set<String> scopes = new HashSet<>();
        Json.elements(data, "scopes").forEach(scope -> scopes.add(scope.asString("")));
        Set<String> accounts = new LinkedHashSet<>();
        for (JsonNode granular : Json.elements(data, "granular_scopes")) {
            if (Json.string(granular, "scope")
                    .filter("whatsapp_business_management"::equals)
                    .isPresent()) {
                Json.elements(granular, "target_ids").forEach(id -> accounts.add(id.asString("")));
            }
        }
        Optional<Instant> ends = Json.string(data, "expires_at")
                .map(Long::parseLong)
                .filter(seconds -> seconds > 0)
                .map(Instant::ofEpochSecond);
        return new Token(data.path("is_valid").asBoolean(false), scopes, List.copyOf(accounts), ends);
    }

    private static List<String> ids(ObjectNode answer) {
        List<String> ids = new ArrayList<>();
        Json.elements(answer, "data").forEach(row -> Json.string(row, "id").ifPresent(ids::add));
        return ids;
    }

    private static Optional<Found> number(JsonNode number) {
        boolean onPhone = number.path("is_on_biz_app").asBoolean(false);
        boolean inCloud = Json.string(number, "platform_type")
                        .filter("CLOUD_API"::equals)
                        .isPresent()
                && Json.string(number, "status").filter("DISCONNECTED"::equals).isEmpty();
        return Json.string(number, "id")
                .map(id -> new Found(
                        id,
                        PlainText.line(
                                Json.string(number, "display_phone_number").orElse(""), 40),
                        PlainText.line(Json.string(number, "verified_name").orElse(""), 120),
                        onPhone || inCloud));
    }

    private static Optional<String> callback(ObjectNode answer) {
        for (JsonNode row : Json.elements(answer, "data")) {
            if (Json.string(row, "object")
                    .filter("whatsapp_business_account"::equals)
                    .isPresent()) {
                return Json.string(row, "callback_url").filter(url -> !url.isEmpty());
            }
        }
        return Optional.empty();
    }
}
