package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.network.Token;
import dev.palomar.sandbox.webhook.Webhooks;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import tools.jackson.databind.node.ObjectNode;

/// The page of Embedded Signup on which a customer chooses the business account that an app may use.
///
/// Facts: Meta, "Facebook Login – manual flow": the answer goes to `redirect_uri` with `code` and `state`, or
/// with `error=access_denied`.
final class Dialog {

    private final Network network;
    private final Webhooks webhooks;
    private final OAuth oauth;

    Dialog(Network network, Webhooks webhooks, OAuth oauth) {
        this.network = network;
        this.webhooks = webhooks;
        this.oauth = oauth;
    }

    /// Shows the page, or carries out what was clicked on it.
    Answer answer(Request request) {
        Optional<App> app = network.app(request.call().query("client_id"));
        HttpUrl redirect = HttpUrl.parse(request.call().query("redirect_uri"));
        boolean spanish = request.call()
                .header("accept-language")
                .toLowerCase(Locale.ROOT)
                .startsWith("es");
        if (app.isEmpty()) {
            return page(spanish, 400, spanish ? "Identificador de aplicación no válido." : "Invalid App ID.", "");
        }
        if (redirect == null) {
            return page(
                    spanish,
                    400,
                    spanish ? "La dirección de retorno no es válida." : "The return address is not valid.",
                    "");
        }
        if (request.method().equals("GET")) {
            return page(spanish, 200, "", form(request, app.get(), spanish));
        }
        if (!request.text("decision").equals("continue")) {
            return back(
                    request,
                    redirect.newBuilder()
                            .addQueryParameter("error", "access_denied")
                            .addQueryParameter("error_code", "200")
                            .addQueryParameter("error_reason", "user_denied")
                            .addQueryParameter("error_description", "Permissions error"));
        }
        Optional<Account> account = chosen(request);
        if (account.isEmpty()) {
            String why = spanish
                    ? "Hace falta un nombre y un teléfono libre."
                    : "A name and a free phone number are needed.";
            return page(spanish, 400, why, form(request, app.get(), spanish));
        }
        announce(app.get(), account.get());
        String code = oauth.code(
                app.get(), account.get(), granted(request), request.call().query("redirect_uri"));
        return back(request, redirect.newBuilder().addQueryParameter("code", code));
    }

    private Optional<Account> chosen(Request request) {
        if (!request.text("account").equals("new")) {
            return network.account(request.text("account"));
        }
        Optional<PhoneNumber> phone = PhoneNumber.parse(request.text("phone"))
                .filter(number -> network.numberMeantBy(number.e164()).isEmpty());
        String name = request.text("name").strip();
        if (phone.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        Account account =
                network.addAccount(network.ids().number(15), network.ids().number(15), name);
        BusinessNumber number =
                network.addNumber(network.ids().number(15), phone.get(), name, account, BusinessNumber.Limits.STANDARD);
        number.verified(true);
        network.moved();
        return Optional.of(account);
    }

    /// What the person did not take away.
    private static Set<String> granted(Request request) {
        Set<String> granted = new HashSet<>(Token.ALL);
        granted.remove(request.text("deny"));
        return granted;
    }

    /// Meta tells the partner's app which account came.
    private void announce(App app, Account account) {
        ObjectNode value = Json.object().put("event", "PARTNER_ADDED");
        value.putObject("waba_info").put("waba_id", account.id()).put("owner_business_id", account.portfolioId());
        webhooks.publish(app, app.id(), "account_update", value);
    }

    private static Answer back(Request request, HttpUrl.Builder redirect) {
        String state = request.call().query("state");
        if (!state.isEmpty()) {
            redirect.addQueryParameter("state", state);
        }
        return Answer.redirect(redirect.fragment("_=_").build().toString());
    }

    private String form(Request request, App app, boolean spanish) {
        String query = request.call().query().entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        StringBuilder choices = new StringBuilder();
        boolean first = true;
        for (Account account : network.accounts()) {
            String numbers = account.numbers().stream()
                    .map(number -> number.phone().display())
                    .collect(Collectors.joining(", "));
            choices.append("""
                    <label class="choice"><input type="radio" name="account" value="%s"%s><span><b>%s</b><small>%s</small></span></label>
                    """.formatted(
                            escape(account.id()), first ? " checked" : "", escape(account.name()), escape(numbers)));
            first = false;
        }
        return """
                <p class="lead">%s</p>
                <form method="post" action="?%s">
                %s
                <label class="choice"><input type="radio" name="account" value="new"%s><span><b>%s</b><small>%s</small></span></label>
                <div class="fields"><input name="name" placeholder="%s" autocomplete="off"><input name="phone" placeholder="+54 11 5555-0100" inputmode="tel" autocomplete="off"></div>
                <label class="choice"><input type="checkbox" name="deny" value="whatsapp_business_messaging"><span><small>%s</small></span></label>
                <div class="actions"><button class="plain" name="decision" value="cancel">%s</button><button name="decision" value="continue">%s</button></div>
                </form>
                """.formatted(
                spanish
                        ? "<b>" + escape(app.name()) + "</b> quiere administrar una cuenta de WhatsApp Business y"
                                + " sus mensajes. ¿Cuál?"
                        : "<b>" + escape(app.name()) + "</b> wants to manage a WhatsApp Business account and its"
                                + " messages. Which one?",
                escape(query),
                choices,
                first ? " checked" : "",
                spanish ? "Una cuenta nueva" : "A new account",
                spanish ? "Se crea al continuar" : "Made when you continue",
                spanish ? "Nombre del negocio" : "Business name",
                spanish ? "No permitir enviar mensajes" : "Do not allow sending messages",
                spanish ? "Cancelar" : "Cancel",
                spanish ? "Continuar" : "Continue");
    }

    private static Answer page(boolean spanish, int status, String problem, String content) {
        String html = """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%s</title><link rel="stylesheet" href="/sandbox/dialog.css"></head>
                <body><main><h1>%s</h1>%s%s<p class="note">%s</p></main></body></html>
                """.formatted(
                        spanish ? "es" : "en",
                        spanish ? "Conectar WhatsApp" : "Connect WhatsApp",
                        spanish ? "Conectar WhatsApp" : "Connect WhatsApp",
                        problem.isEmpty() ? "" : "<p class=\"problem\">" + escape(problem) + "</p>",
                        content,
                        spanish
                                ? "Esta página es de un entorno de pruebas: no es de Meta y no pide ninguna contraseña."
                                : "This page belongs to a sandbox: it is not Meta's and asks for no password.");
        return new Answer(
                status,
                Map.of(
                        "Content-Type",
                        "text/html; charset=UTF-8",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'",
                        "Cache-Control",
                        "no-store"),
                dev.palomar.sandbox.wire.Bytes.of(html));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
