package dev.palomar.api.page;

import dev.palomar.api.http.Call;
import dev.palomar.connection.Landing;
import dev.palomar.connection.Outcome;
import java.util.List;
import java.util.Locale;

/// The page on which somebody lands who comes back from Meta, in Spanish or English as the browser likes better.
final class SignupPage {

    private final boolean english;

    private SignupPage(boolean english) {
        this.english = english;
    }

    static String of(Call call, Landing landing) {
        return new SignupPage(prefersEnglish(call.header("Accept-Language").orElse(""))).html(landing);
    }

    /// Whichever of the two comes first.
    private static boolean prefersEnglish(String languages) {
        for (String part : languages.toLowerCase(Locale.ROOT).split(",", -1)) {
            String tag = part.strip();
            if (tag.startsWith("en")) {
                return true;
            }
            if (tag.startsWith("es")) {
                return false;
            }
        }
        return false;
    }

    private String html(Landing landing) {
        String body = switch (landing) {
            case Landing.Connected connected ->
                text(
                                "good",
                                say("WhatsApp está conectado", "WhatsApp is connected"),
                                say("Ya puede cerrar esta página.", "You can close this page."))
                        + numbers(connected.signup().outcome());
            case Landing.UnderWay underWay ->
                text(
                                "wait",
                                say("Se está conectando", "It is being connected"),
                                say(
                                        "Meta todavía no contestó todo. Esto sigue solo; puede cerrar esta página.",
                                        "Meta has not answered everything yet. This goes on by itself; you can close this page."))
                        + numbers(underWay.signup().outcome());
            case Landing.Declined _ ->
                text(
                        "bad",
                        say("No se conectó nada", "Nothing was connected"),
                        say(
                                "Usted canceló en la ventana de Meta. Puede empezar de nuevo cuando quiera.",
                                "You canceled in Meta's window. You can begin again whenever you like."));
            case Landing.BadLink _ ->
                text(
                        "bad",
                        say("Este enlace ya no sirve", "This link is not good any more"),
                        say(
                                "Se usó o pasaron más de diez minutos. Empiece de nuevo desde donde lo abrió.",
                                "It was used, or more than ten minutes have passed. Begin again where you opened it."));
            case Landing.OtherBrowser _ ->
                text(
                        "bad",
                        say("Es otro navegador", "This is another browser"),
                        say(
                                "Por seguridad, la conexión tiene que terminar en el navegador en el que empezó. Empiece de nuevo.",
                                "For safety, it has to end in the browser in which it began. Begin again."));
            case Landing.Failed failed ->
                text("bad", say("No se pudo conectar", "It could not be connected"), why(failed.problem()))
                        + detail(failed.detail())
                        + numbers(failed.signup().outcome());
        };
        String title = say("Conectar WhatsApp", "Connect WhatsApp");
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
                <meta name="robots" content="noindex"><title>%s</title><link rel="stylesheet" href="/oauth/meta/page.css"></head>
                <body><main>%s<p class="back"><a href="/devices">%s</a></p></main></body></html>
                """.formatted(english ? "en" : "es", title, body, say("Ir al panel", "Go to the panel"));
    }

    private String why(String problem) {
        return switch (problem) {
            case "scope-missing" ->
                say(
                        "Falta un permiso: en la ventana de Meta hay que aceptar los dos de WhatsApp Business. Empiece de nuevo.",
                        "A permission is missing: both of WhatsApp Business have to be granted in Meta's window. Begin again.");
            case "no-account" ->
                say(
                        "No se eligió ninguna cuenta de WhatsApp Business. Empiece de nuevo y elija una.",
                        "No WhatsApp Business account was chosen. Begin again and choose one.");
            case "no-number" ->
                say(
                        "La cuenta que eligió no tiene números todavía. Agregue uno en WhatsApp Manager y empiece de nuevo.",
                        "The account that you chose has no numbers yet. Add one in WhatsApp Manager and begin again.");
            case "no-number-joined" ->
                say("Ninguno de los números se pudo conectar aquí.", "None of the numbers could be connected here.");
            case "code-refused", "token-refused" ->
                say(
                        "Meta no aceptó la respuesta de su ventana. Empiece de nuevo; si se repite, avise a quien opera este sistema.",
                        "Meta did not accept its own window's answer. Begin again; if it happens again, tell whoever runs this.");
            case "meta-away" ->
                say(
                        "Meta no contesta en este momento. Empiece de nuevo dentro de unos minutos.",
                        "Meta does not answer at the moment. Begin again in a few minutes.");
            default ->
                say(
                        "La ventana de Meta terminó con un error. Empiece de nuevo.",
                        "Meta's window ended with an error. Begin again.");
        };
    }

    private String numbers(Outcome outcome) {
        List<Outcome.Joined> numbers = outcome.numbers();
        if (numbers.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<ul>");
        for (Outcome.Joined number : numbers) {
            String name = number.name().isBlank() ? number.phoneNumberId() : number.name();
            list.append("<li class=\"")
                    .append(number.result().here() ? "good" : "bad")
                    .append("\"><b>");
            list.append(escape(number.phone().isBlank() ? name : number.phone()))
                    .append("</b> <span>");
            list.append(escape(number.phone().isBlank() ? "" : name)).append("</span><small>");
            list.append(escape(result(number)));
            number.problem()
                    .filter(_ -> number.result().here())
                    .ifPresent(problem -> list.append(" · ").append(escape(problem)));
            list.append("</small></li>");
        }
        return list.append("</ul>").toString();
    }

    private String result(Outcome.Joined number) {
        return switch (number.result()) {
            case CONNECTED -> say("Conectado", "Connected");
            case RENEWED -> say("Conectado de nuevo", "Connected again");
            case TAKEN -> say("Está conectado a otra empresa", "Connected to another company");
            case NO_ROOM ->
                say("La empresa ya tiene todos los números que puede", "The company has all the numbers it may");
        };
    }

    private static String text(String kind, String heading, String lead) {
        return "<h1 class=\"" + kind + "\">" + escape(heading) + "</h1><p>" + escape(lead) + "</p>";
    }

    private static String detail(String words) {
        return words.isBlank() ? "" : "<p class=\"detail\">" + escape(words) + "</p>";
    }

    private String say(String spanish, String inEnglish) {
        return english ? inEnglish : spanish;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
