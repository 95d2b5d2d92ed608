package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.BusinessNumber.Limits;
import dev.palomar.sandbox.network.Callback;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.network.Token;
import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.traffic.Told;
import dev.palomar.sandbox.traffic.Written;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Companies with their numbers, apps and tokens.
final class BusinessControls {

    private final Network network;
    private final Webhooks webhooks;
    private final Told told;
    private final Files files;

    BusinessControls(Network network, Webhooks webhooks, Told told, Files files) {
        this.told = told;
        this.files = files;
        this.network = network;
        this.webhooks = webhooks;
    }

    /// A number that is registered, has a token, and whose app listens at `webhookUrl`. Ids, token and secret
    /// are made up unless they are given; a telephone number that already exists gets the new webhook and
    /// keeps the rest.
    ObjectNode create(ObjectNode body) {
        String name = Asked.required(body, "name");
        PhoneNumber phone = PhoneNumber.parse(Asked.required(body, "phone"))
                .orElseThrow(() -> Refusal.wrong("phone is not a telephone number"));
        Optional<BusinessNumber> there = network.numberMeantBy(phone.e164());
        if (there.isEmpty() && network.person(phone).isPresent()) {
            throw Refusal.wrong(phone + " is the number of a person");
        }
        String url = Json.text(body, "webhookUrl");
        if (!url.isEmpty() && okhttp3.HttpUrl.parse(url) == null) {
            throw Refusal.wrong("webhookUrl is not an http or https address");
        }
        Optional<Instant> expiresAt =
                Asked.duration(body, "tokenExpiresIn").map(time -> network.now().plus(time));
        BusinessNumber number = there.orElseGet(() -> add(body, name, phone));
        App app = app(body, number.account(), name);
        listen(body, number, app);
        Token token = network.tokens().stream()
                .filter(known -> known.accounts().contains(number.account().id())
                        && known.appId().equals(app.id()))
                .findFirst()
                .orElseGet(() -> new Token(
                        Asked.orElse(body, "accessToken", network.ids().accessToken()),
                        app.id(),
                        Token.Kind.SYSTEM_USER,
                        Set.of(number.account().id()),
                        Token.ALL,
                        network.now(),
                        expiresAt,
                        false));
        network.keep(token);
        network.moved();
        return shown(number, app, Optional.of(token));
    }

    List<ObjectNode> list() {
        return network.numbers().stream().map(this::shown).toList();
    }

    ObjectNode shown(BusinessNumber number) {
        Optional<App> app = number.account().subscribers().keySet().stream()
                .flatMap(id -> network.app(id).stream())
                .findFirst();
        ObjectNode shown = Json.object();
        shown.put("name", number.name());
        shown.put("phone", number.phone().e164());
        shown.put("phoneNumberId", number.id());
        shown.put("wabaId", number.account().id());
        shown.put("businessId", number.account().portfolioId());
        app.ifPresent(known -> {
            shown.put("appId", known.id());
            callback(known, number).ifPresent(to -> shown.put("webhookUrl", to.url()));
        });
        shown.put("registered", number.registered());
        shown.put("verified", number.verified());
        if (!number.code().isEmpty()) {
            shown.put("verificationCode", number.code());
        }
        Optional<Token> token = network.tokens().stream()
                .filter(known -> known.accounts().contains(number.account().id()))
                .findFirst();
        shown.put("token", token.map(this::state).orElse("none"));
        return shown;
    }

    /// Changes a number: `name`, `registered`, `token` (`valid`, `expired`, `revoked`) and any field of
    /// `fields`, such as `{"quality_rating":"RED"}`.
    ObjectNode change(String which, ObjectNode body) {
        Asked.only(body, "name", "registered", "token", "fields");
        BusinessNumber number = find(which);
        number.rename(Asked.orElse(body, "name", number.name()));
        number.registered(Asked.orElse(body, "registered", number.registered()));
        if (body.path("fields") instanceof ObjectNode fields) {
            number.fields().setAll(fields);
        }
        if (body.hasNonNull("token")) {
            String state = Json.text(body, "token");
            List<Token> tokens = network.tokens().stream()
                    .filter(known -> known.accounts().contains(number.account().id()))
                    .toList();
            for (Token token : tokens) {
                network.keep(
                        switch (state) {
                            case "valid" -> token.revoked(false).expiring(Optional.empty());
                            case "expired" -> token.expiring(Optional.of(network.now()));
                            case "revoked" -> token.revoked(true);
                            default -> throw Refusal.wrong("token is one of valid, expired, revoked");
                        });
            }
        }
        network.moved();
        return shown(number);
    }

    /// Sends a webhook of any field with any value, as it is given: account, template and phone number fields.
    ObjectNode event(String which, ObjectNode body) {
        BusinessNumber number = find(which);
        String field = Asked.required(body, "field");
        if (!(body.path("value") instanceof ObjectNode value)) {
            throw Refusal.wrong("value is not an object");
        }
        if (body.hasNonNull("entryId")) {
            webhooks.publish(number.account(), Json.text(body, "entryId"), field, value);
        } else {
            webhooks.publish(number, field, value, () -> {});
        }
        return Json.object().put("field", field).put("published", true);
    }

    /// The business writes from the app on its phone: the person gets the message, the webhook an echo of it.
    ObjectNode echo(String which, ObjectNode body) {
        BusinessNumber number = find(which);
        Person person = PhoneNumber.parse(Asked.required(body, "to"))
                .flatMap(network::person)
                .orElseThrow(() -> Refusal.unknown("nobody has the number " + Json.text(body, "to")));
        Written written = Written.read(body, number, files);
        String type = written.type();
        ObjectNode content = written.content();
        String id = network.ids().messageId(person.phone().digits(), true);
        Message message = new Message(id, number, person.phone(), true, type, content, network.now());
        message.advance(Message.Status.DELIVERED);
        network.keep(message);
        person.keep(message);
        ObjectNode value = told.about(number);
        value.putArray("message_echoes")
                .addObject()
                .put("from", number.phone().digits())
                .put("to", person.phone().digits())
                .put("id", id)
                .put("timestamp", Long.toString(message.at().getEpochSecond()))
                .put("type", type)
                .setAll(content);
        webhooks.publish(number, "smb_message_echoes", value, () -> {});
        network.moved();
        return message.shown();
    }

    /// An app without a customer yet, for a signup: `{name, appId?, appSecret?, webhookUrl?, verifyToken?}`.
    ObjectNode createApp(ObjectNode body) {
        String name = Asked.required(body, "name");
        String id = Asked.orElse(body, "appId", network.ids().number(15));
        App app = network.app(id)
                .orElseGet(() -> network.addApp(
                        id,
                        Asked.orElse(body, "appSecret", network.ids().hex(32).toLowerCase(Locale.ROOT)),
                        name));
        if (body.hasNonNull("webhookUrl")) {
            app.subscribe(new Callback(Json.text(body, "webhookUrl"), Json.text(body, "verifyToken")), Set.of("*"));
        }
        network.moved();
        return shown(app).put("appSecret", app.secret());
    }

    List<ObjectNode> apps() {
        return network.apps().stream().map(BusinessControls::shown).toList();
    }

    private static ObjectNode shown(App app) {
        ObjectNode shown = Json.object().put("appId", app.id()).put("name", app.name());
        app.callback().ifPresent(to -> shown.put("webhookUrl", to.url()));
        return shown;
    }

    BusinessNumber find(String which) {
        return network.numberMeantBy(which).orElseThrow(() -> Refusal.unknown("there is no business number " + which));
    }

    private BusinessNumber add(ObjectNode body, String name, PhoneNumber phone) {
        String id = Asked.orElse(body, "phoneNumberId", network.ids().number(15));
        if (network.number(id).isPresent()) {
            throw Refusal.wrong("phoneNumberId is taken by another number");
        }
        ObjectNode wanted = body.path("limits") instanceof ObjectNode given ? given : Json.object();
        Limits limits = new Limits(
                Asked.integer(wanted, "perSecond").orElse(Limits.STANDARD.perSecond()),
                Asked.duration(wanted, "pairEvery").orElse(Limits.STANDARD.pairEvery()),
                Asked.integer(wanted, "pairBurst").orElse(Limits.STANDARD.pairBurst()));
        if (limits.perSecond() < 1 || limits.perSecond() > 1_000_000) {
            throw Refusal.wrong("limits.perSecond is between 1 and 1000000");
        }
        boolean ready = Asked.orElse(body, "registered", true);
        String wabaId = Asked.orElse(body, "wabaId", network.ids().number(15));
        Account account = network.account(wabaId)
                .orElseGet(() -> network.addAccount(
                        wabaId, Asked.orElse(body, "businessId", network.ids().number(15)), name));
        BusinessNumber number = network.addNumber(id, phone, name, account, limits);
        number.verified(ready);
        number.registered(ready);
        return number;
    }

    private App app(ObjectNode body, Account account, String name) {
        Optional<App> known = body.hasNonNull("appId")
                ? network.app(Json.text(body, "appId"))
                : account.subscribers().keySet().stream()
                        .flatMap(id -> network.app(id).stream())
                        .findFirst();
        return known.orElseGet(() -> network.addApp(
                Asked.orElse(body, "appId", network.ids().number(15)),
                Asked.orElse(body, "appSecret", network.ids().hex(32).toLowerCase(Locale.ROOT)),
                Asked.orElse(body, "appName", name)));
    }

    /// The first webhook of an app becomes the app's own; another one for a further number goes to that
    /// number alone.
    private void listen(ObjectNode body, BusinessNumber number, App app) {
        number.account().subscribers().putIfAbsent(app.id(), Optional.empty());
        String url = Json.text(body, "webhookUrl");
        if (url.isEmpty()) {
            return;
        }
        Callback callback = new Callback(url, Json.text(body, "verifyToken"));
        boolean alone = network.numbers().stream()
                .noneMatch(other ->
                        other != number && other.account().subscribers().containsKey(app.id()));
        if (app.callback().isEmpty() || alone) {
            app.subscribe(callback, Set.of("*"));
            number.overrides().remove(app.id());
        } else if (!app.callback().get().url().equals(url)) {
            number.overrides().put(app.id(), callback);
        }
    }

    private static Optional<Callback> callback(App app, BusinessNumber number) {
        return Optional.ofNullable(number.overrides().get(app.id()))
                .or(() -> number.account().subscribers().getOrDefault(app.id(), Optional.empty()))
                .or(app::callback);
    }

    private ObjectNode shown(BusinessNumber number, App app, Optional<Token> token) {
        ObjectNode shown = Json.object();
        shown.put("phoneNumberId", number.id());
        shown.put("wabaId", number.account().id());
        token.ifPresent(known -> shown.put("accessToken", known.value()));
        shown.put("appId", app.id());
        shown.put("appSecret", app.secret());
        shown.put("businessId", number.account().portfolioId());
        shown.put("name", number.name());
        shown.put("phone", number.phone().e164());
        callback(app, number).ifPresent(to -> {
            shown.put("webhookUrl", to.url());
            shown.put("verifyToken", to.verifyToken());
        });
        return shown;
    }

    private String state(Token token) {
        return token.revoked() ? "revoked" : token.expired(network.now()) ? "expired" : "valid";
    }
}
