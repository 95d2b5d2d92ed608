package dev.palomar.alert;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A mail about one alert or several, in Spanish or English.
record Letter(String subject, String text) {

    /// `tenant` is the company's name; empty for the operator.
    static Letter of(List<Alert> alerts, String locale, Optional<String> tenant, URI panel) {
        boolean spanish = Sentences.spanish(locale);
        List<Alert> open = alerts.stream().filter(Alert::isOpen).toList();
        List<Alert> closed = alerts.stream().filter(alert -> !alert.isOpen()).toList();
        StringBuilder text = new StringBuilder();
        section(text, spanish ? "Necesita atención:" : "Needs somebody:", open, locale);
        section(text, spanish ? "Ya está resuelto:" : "Is settled:", closed, locale);
        text.append(spanish ? "Todas las alertas: " : "All alerts: ")
                .append(panel)
                .append("/alerts\n");
        String name = tenant.map(of -> of + ": ").orElse("");
        return new Letter("[Palomar] " + name + subject(open, closed, locale), text.toString());
    }

    private static String subject(List<Alert> open, List<Alert> closed, String locale) {
        boolean spanish = Sentences.spanish(locale);
        if (open.size() + closed.size() == 1) {
            boolean settled = open.isEmpty();
            String message = (settled ? closed : open).getFirst().message(locale);
            String first = message.length() <= 120 ? message : message.substring(0, 119) + "…";
            return settled ? (spanish ? "resuelto: " : "settled: ") + first : first;
        }
        return spanish
                ? open.size() + " alertas, " + closed.size() + " resueltas"
                : open.size() + " alerts, " + closed.size() + " settled";
    }

    private static void section(StringBuilder text, String title, List<Alert> alerts, String locale) {
        if (alerts.isEmpty()) {
            return;
        }
        text.append(title).append("\n\n");
        alerts.forEach(alert -> text.append("- ").append(alert.message(locale)).append('\n'));
        text.append('\n');
    }
}
