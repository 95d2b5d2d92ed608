package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Callback;
import dev.palomar.sandbox.network.MediaFile;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.network.Token;
import dev.palomar.sandbox.traffic.Traffic;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Meta's Graph API as far as WhatsApp needs it: any version, or none, in front of the path.
public final class Graph {

    private static final String NEWEST = "v26.0";

    private final Network network;
    private final Webhooks webhooks;
    private final Tokens tokens;
    private final Messages messages;
    private final Media media;
    private final Numbers numbers;
    private final Accounts accounts;
    private final Profiles profiles;
    private final Templates templates;
    private final OAuth oauth;
    private final Dialog dialog;
    private final Uploads uploads;

    public Graph(Network network, Webhooks webhooks, Traffic traffic, Templates templates) {
        this.network = network;
        this.webhooks = webhooks;
        tokens = new Tokens(network);
        messages = new Messages(network, traffic);
        media = new Media(network, traffic.files());
        numbers = new Numbers(network);
        accounts = new Accounts(network);
        profiles = new Profiles(network);
        this.templates = templates;
        oauth = new OAuth(network, tokens);
        dialog = new Dialog(network, webhooks, oauth);
        uploads = new Uploads(network);
    }

    /// Answers one call, refusals included.
    public Answer answer(Call call) {
        List<String> segments = call.segments();
        boolean versioned = !segments.isEmpty() && segments.getFirst().matches("v\\d{1,3}\\.\\d{1,2}");
        String version = versioned ? segments.getFirst() : NEWEST;
        List<String> path = versioned ? segments.subList(1, segments.size()) : segments;
        try {
            ObjectNode parameters = call.parameters();
            Optional<Boolean> handshake = handshake(call, path, parameters);
            synchronized (network) {
                Optional<Token> token =
                        tokens.recognise(carried(call, parameters), Json.text(parameters, "appsecret_proof"));
                Request request = new Request(call, version, path, parameters, token, handshake);
                return Headers.add(network, request, route(request));
            }
        } catch (GraphError refused) {
            return Headers.refusal(network, call, version, refused);
        } catch (Call.Unreadable notJson) {
            return Headers.refusal(
                    network, call, version, GraphError.parameter("Invalid parameter: " + notJson.getMessage()));
        }
    }

    /// The ids and numbers that a fault may name to strike this call.
    public List<String> places(Call call) {
        String id = call.segments().stream()
                .filter(part -> part.matches("\\d{6,}"))
                .findFirst()
                .orElse("");
        synchronized (network) {
            return network.number(id)
                    .map(number -> List.of(
                            call.path(), number.phone().e164(), number.account().id()))
                    .orElse(List.of(call.path()));
        }
    }

    private static String carried(Call call, ObjectNode parameters) {
        String header = call.header("authorization");
        for (String scheme : List.of("Bearer ", "OAuth ")) {
            if (header.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return header.substring(scheme.length()).strip();
            }
        }
        return Json.text(parameters, "access_token");
    }

    /// Asks the receiver of a callback that this call wants to set, before the network is held.
    private Optional<Boolean> handshake(Call call, List<String> path, ObjectNode parameters) {
        if (!call.method().equals("POST") || path.isEmpty()) {
            return Optional.empty();
        }
        JsonNode own = parameters.path("webhook_configuration");
        String url = path.getLast().equals("subscriptions")
                ? Json.text(parameters, "callback_url")
                : Json.text(path.getLast().equals("subscribed_apps") ? parameters : own, "override_callback_uri");
        String verifyToken = Json.text(url.isEmpty() || own.isMissingNode() ? parameters : own, "verify_token");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        synchronized (network) {
            tokens.recognise(carried(call, parameters), "");
        }
        return Optional.of(webhooks.handshake(new Callback(url, verifyToken)));
    }

    private Answer route(Request request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            throw GraphError.plain(
                    400,
                    100,
                    Optional.empty(),
                    "Unsupported " + request.method().toLowerCase(java.util.Locale.ROOT) + " request.");
        }
        String first = path.getFirst();
        if (first.equals(Media.DOWNLOADS)) {
            return media.download(request);
        }
        if (first.equals("dialog") && path.size() == 2 && path.getLast().equals("oauth")) {
            return dialog.answer(request);
        }
        Optional<JsonNode> own = ofCaller(request, String.join("/", path));
        if (own.isPresent()) {
            return Answer.json(own.get());
        }
        request.caller();
        Optional<BusinessNumber> number = network.number(first).filter(known -> request.mayUse(known.account()));
        if (number.isPresent()) {
            return Answer.json(ofNumber(request, number.get()));
        }
        Optional<Account> account = network.account(first).filter(request::mayUse);
        if (account.isPresent()) {
            return Answer.json(ofAccount(request, account.get()));
        }
        Optional<App> app = network.app(first.equals("app") ? request.caller().appId() : first)
                .filter(request::isFor);
        if (app.isPresent()) {
            return Answer.json(ofApp(request, app.get()));
        }
        Optional<Template> template = templates.find(request, first).filter(_ -> path.size() == 1);
        if (template.isPresent()) {
            return switch (request.method()) {
                case "GET" -> Answer.json(templates.get(request, template.get()));
                case "POST" -> Answer.json(templates.edit(request, template.get()));
                default -> throw unknown(request);
            };
        }
        if (first.startsWith("upload:") && path.size() == 1) {
            return switch (request.method()) {
                case "GET" -> Answer.json(uploads.state(request, first));
                case "POST" -> Answer.json(uploads.send(request, first));
                default -> throw unknown(request);
            };
        }
        Optional<MediaFile> file = media.find(request, first);
        if (file.isPresent() && path.size() == 1) {
            return switch (request.method()) {
                case "GET" -> Answer.json(media.look(request, file.get()));
                case "DELETE" -> Answer.json(media.delete(request, file.get()));
                default -> throw unknown(request);
            };
        }
        if (path.size() == 2 && request.method().equals("GET")) {
            if (path.getLast().equals("client_whatsapp_business_accounts")
                    || path.getLast().equals("owned_whatsapp_business_accounts")) {
                return Answer.json(accounts.ofPortfolio(request, first));
            }
        }
        throw unknown(request);
    }

    /// Calls that are about the caller and name no object.
    private Optional<JsonNode> ofCaller(Request request, String path) {
        return switch (path) {
            case "me" -> Optional.of(accounts.me(request));
            case "debug_token" -> Optional.of(oauth.debug(request));
            case "oauth/access_token" -> Optional.of(oauth.accessToken(request));
            case "oauth/revoke" -> Optional.of(oauth.revoke(request));
            default -> Optional.empty();
        };
    }

    private JsonNode ofNumber(Request request, BusinessNumber number) {
        String edge = edge(request);
        return switch (request.method() + " " + edge) {
            case "GET " -> numbers.get(request, number);
            case "POST " -> numbers.change(request, number);
            case "POST messages" -> messages.post(request, number);
            case "POST marketing_messages" -> messages.postMarketing(request, number);
            case "POST media" -> media.upload(request, number);
            case "POST register" -> numbers.register(request, number);
            case "POST deregister" -> numbers.deregister(request, number);
            case "POST request_code" -> numbers.requestCode(request, number);
            case "POST verify_code" -> numbers.verifyCode(request, number);
            case "GET settings" -> numbers.settings(number);
            case "POST settings" -> numbers.changeSettings(request, number);
            case "GET whatsapp_business_profile" -> profiles.get(request, number);
            case "POST whatsapp_business_profile" -> profiles.change(request, number);
            case "GET block_users" -> profiles.blocked(request, number);
            case "POST block_users" -> profiles.block(request, number, true);
            case "DELETE block_users" -> profiles.block(request, number, false);
            default -> throw unknown(request);
        };
    }

    private JsonNode ofAccount(Request request, Account account) {
        return switch (request.method() + " " + edge(request)) {
            case "GET " -> accounts.get(request, account);
            case "GET phone_numbers" -> numbers.list(request, account.numbers());
            case "POST phone_numbers" -> numbers.create(request, account);
            case "GET subscribed_apps" -> accounts.subscribers(account);
            case "POST subscribed_apps" -> accounts.subscribe(request, account);
            case "DELETE subscribed_apps" -> accounts.unsubscribe(request, account);
            case "GET message_templates" -> templates.list(request, account);
            case "POST message_templates" -> templates.create(request, account);
            case "DELETE message_templates" -> templates.delete(request, account);
            default -> throw unknown(request);
        };
    }

    private JsonNode ofApp(Request request, App app) {
        return switch (request.method() + " " + edge(request)) {
            case "GET " -> Json.object().put("name", app.name()).put("id", app.id());
            case "GET subscriptions" -> accounts.subscriptions(app);
            case "POST subscriptions" -> accounts.subscribeApp(request, app);
            case "DELETE subscriptions" -> accounts.unsubscribeApp(app);
            case "POST uploads" -> uploads.start(request, app);
            default -> throw unknown(request);
        };
    }

    private static String edge(Request request) {
        return switch (request.path().size()) {
            case 1 -> "";
            case 2 -> request.path().getLast();
            default -> throw unknown(request);
        };
    }

    private static GraphError unknown(Request request) {
        return GraphError.unknownObject(request.method(), request.path().getFirst());
    }
}
