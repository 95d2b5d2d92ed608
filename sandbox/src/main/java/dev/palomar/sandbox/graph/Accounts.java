package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.Callback;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Token;
import dev.palomar.sandbox.wire.Json;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Business accounts, the apps that listen to them, and the apps' own subscriptions.
final class Accounts {

    private static final List<String> USUAL =
            List.of("id", "name", "timezone_id", "message_template_namespace", "currency");

    private final Network network;

    Accounts(Network network) {
        this.network = network;
    }

    JsonNode get(Request request, Account account) {
        return Fields.pick(fields(account), request.text("fields"), USUAL);
    }

    /// The accounts of a portfolio that the token reaches, newest first.
    JsonNode ofPortfolio(Request request, String portfolioId) {
        List<ObjectNode> rows = network.accounts().reversed().stream()
                .filter(request::mayUse)
                .filter(account -> account.portfolioId().equals(portfolioId))
                .map(account -> Fields.pick(fields(account), request.text("fields"), USUAL))
                .toList();
        return Paging.page(request, rows);
    }

    JsonNode subscribe(Request request, Account account) {
        String appId = request.caller().appId();
        Optional<Callback> override = Optional.empty();
        if (request.has("override_callback_uri")) {
            Rule.text(request.parameters(), "override_callback_uri", "override_callback_uri", 200);
            request.requireHandshake();
            override = Optional.of(new Callback(request.text("override_callback_uri"), request.text("verify_token")));
        }
        account.subscribers().put(appId, override);
        return Numbers.success();
    }

    JsonNode unsubscribe(Request request, Account account) {
        account.subscribers().remove(request.caller().appId());
        return Numbers.success();
    }

    JsonNode subscribers(Account account) {
        List<ObjectNode> rows = account.subscribers().entrySet().stream()
                .flatMap(entry -> network.app(entry.getKey()).stream().map(app -> {
                    ObjectNode row = Json.object();
                    row.putObject("whatsapp_business_api_data")
                            .put("id", app.id())
                            .put("link", "https://www.facebook.com/games/?app_id=" + app.id())
                            .put("name", app.name());
                    entry.getValue().ifPresent(override -> row.put("override_callback_uri", override.url()));
                    return row;
                }))
                .toList();
        return Json.list(rows);
    }

    /// `POST /{app-id}/subscriptions`, with the app's own token.
    JsonNode subscribeApp(Request request, App app) {
        Rule.oneOf(request.required("object"), Set.of("whatsapp_business_account"), "object");
        String url = request.required("callback_url");
        String verifyToken = request.required("verify_token");
        request.requireHandshake();
        app.subscribe(new Callback(url, verifyToken), fieldNames(request));
        return Numbers.success();
    }

    JsonNode unsubscribeApp(App app) {
        app.unsubscribe();
        return Numbers.success();
    }

    JsonNode subscriptions(App app) {
        List<ObjectNode> rows = app.callback().stream()
                .map(to -> {
                    ObjectNode row = Json.object();
                    row.put("object", "whatsapp_business_account").put("callback_url", to.url());
                    row.put("active", true);
                    var fields = row.putArray("fields");
                    app.fields()
                            .forEach(
                                    name -> fields.addObject().put("name", name).put("version", "v25.0"));
                    return row;
                })
                .toList();
        return Json.list(rows);
    }

    /// `GET /me`: who the token is.
    JsonNode me(Request request) {
        Token token = request.caller();
        ObjectNode all = Json.object();
        all.put("id", systemUser(token));
        all.put("name", "Sandbox system user");
        token.accounts().stream()
                .flatMap(id -> network.account(id).stream())
                .findFirst()
                .ifPresent(account -> all.put("client_business_id", account.portfolioId()));
        return Fields.pick(all, request.text("fields"), List.of("name", "id"));
    }

    static String systemUser(Token token) {
        return "1" + String.format("%014d", Integer.toUnsignedLong(token.value().hashCode()));
    }

    private static Set<String> fieldNames(Request request) {
        JsonNode fields = request.parameters().path("fields");
        Set<String> names = new LinkedHashSet<>();
        if (fields.isArray()) {
            fields.forEach(name -> names.add(name.asString("")));
        } else {
            Arrays.stream(fields.asString("").split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names.isEmpty() ? Set.of("messages") : names;
    }

    private ObjectNode fields(Account account) {
        ObjectNode all = Json.object();
        all.put("id", account.id());
        all.put("name", account.name());
        all.put("timezone_id", "1");
        all.put("message_template_namespace", "ns_" + account.id());
        all.put("currency", "USD");
        all.put("account_review_status", "APPROVED");
        all.put("business_verification_status", "verified");
        all.put(
                "country",
                account.numbers().isEmpty()
                        ? "US"
                        : account.numbers().getFirst().phone().country());
        all.put("ownership_type", "CLIENT_OWNED");
        all.put("status", "ACTIVE");
        all.putObject("owner_business_info").put("name", account.name()).put("id", account.portfolioId());
        ObjectNode health = all.putObject("health_status").put("can_send_message", "AVAILABLE");
        health.putArray("entities")
                .addObject()
                .put("entity_type", "WABA")
                .put("id", account.id())
                .put("can_send_message", "AVAILABLE");
        return all;
    }
}
