package dev.palomar.alert;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Alerts in plain words, Spanish or English. `{name}` is the subject's, other names in braces are facts.
final class Sentences {

    private record Told(String spanish, String english) {}

    private static final Map<String, Told> TOLD = Map.ofEntries(
            told(
                    AlertKind.DEVICE_OFFLINE,
                    "{name} no está en línea desde las {since} (UTC); se sigue intentando. Revise que el teléfono"
                            + " tenga internet.",
                    "{name} has not been online since {since} (UTC); the hub keeps trying. See whether the phone has"
                            + " internet."),
            told(
                    AlertKind.DEVICE_NEEDS_PERSON,
                    "{name} no funciona hasta que alguien lo atienda (estado {state}). {detail}",
                    "{name} does not work until somebody looks after it (state {state}). {detail}"),
            told(
                    AlertKind.ENDPOINT_FAILING,
                    "El webhook {name} no acepta eventos desde las {since} (UTC): {error}. Los eventos esperan y se"
                            + " entregan cuando responda.",
                    "The webhook {name} has not taken events since {since} (UTC): {error}. They wait and are delivered"
                            + " when it answers."),
            told(
                    AlertKind.ENDPOINT_DISABLED,
                    "El webhook {name} fue deshabilitado: {why}. Habilítelo cuando esté reparado; lo perdido se puede"
                            + " volver a entregar.",
                    "The webhook {name} was disabled: {why}. Enable it when it is mended; what it missed can be"
                            + " delivered again."),
            told(
                    AlertKind.QUOTA_NEAR,
                    "{name} ya envió {messages} de los {limit} mensajes de hoy.",
                    "{name} has sent {messages} of the {limit} messages of today."),
            told(
                    AlertKind.TOKEN_DYING,
                    "El token de acceso de {name} vence el {expires}. Cargue uno nuevo o vuelva a autorizar la"
                            + " conexión.",
                    "The access token of {name} ends on {expires}. Enter a new one or authorise the connection"
                            + " again."),
            told(
                    AlertKind.TEMPLATE_REJECTED,
                    "Meta puso la plantilla {name} ({language}) en {status}. Motivo: {reason}.",
                    "Meta has set the template {name} ({language}) to {status}. Reason: {reason}."),
            told(
                    AlertKind.DISK_LOW,
                    "Queda libre sólo el {freePercent} % del disco de la carpeta de datos.",
                    "Only {freePercent} % of the disk that holds the data folder are free."),
            told(
                    AlertKind.QUEUE_OLD,
                    "Hay mensajes listos para enviar que esperan hace {minutes} minutos.",
                    "Messages that are ready to be sent have been waiting for {minutes} minutes."));

    private static final Told TOKEN_DEAD = new Told(
            "Meta ya no acepta el token de acceso de {name}. Cargue uno nuevo o vuelva a autorizar la conexión.",
            "Meta does not take the access token of {name} any more. Enter a new one or authorise the connection"
                    + " again.");

    private Sentences() {}

    private static Map.Entry<String, Told> told(AlertKind kind, String spanish, String english) {
        return Map.entry(kind.word(), new Told(spanish, english));
    }

    static String of(AlertKind kind, Subject subject, ObjectNode facts, String locale) {
        boolean dead = kind == AlertKind.TOKEN_DYING && !facts.hasNonNull("expires");
        Told told = dead ? TOKEN_DEAD : TOLD.getOrDefault(kind.word(), new Told(kind.word(), kind.word()));
        String sentence = spanish(locale) ? told.spanish() : told.english();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < sentence.length()) {
            int open = sentence.indexOf('{', at);
            int close = open < 0 ? -1 : sentence.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String name = sentence.substring(open + 1, close);
            text.append(sentence, at, open).append(name.equals("name") ? subject.name() : value(facts.path(name)));
            at = close + 1;
        }
        return text.append(sentence.substring(at)).toString().strip();
    }

    private static String value(JsonNode fact) {
        return fact.isMissingNode() || fact.isNull() ? "–" : fact.asString("–");
    }

    /// Whether people who read this locale are addressed in Spanish.
    static boolean spanish(String locale) {
        return locale.toLowerCase(Locale.ROOT).startsWith("es");
    }
}
