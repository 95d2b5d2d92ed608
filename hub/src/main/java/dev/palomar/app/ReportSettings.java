package dev.palomar.app;

import dev.palomar.alert.mail.MailServer;
import dev.palomar.tenant.people.EmailAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is noted about the hub's own work, and how people are told of it.
///
/// @param logPhones  whether telephone numbers stand whole in the log of calls to and from WhatsApp
/// @param keepLogs   how long that log is kept
/// @param mail       empty when nobody gets mail
/// @param emails     who gets the operator's alerts
/// @param language   in which language, es or en
record ReportSettings(
        boolean logPhones, Duration keepLogs, Optional<MailServer> mail, List<String> emails, String language) {

    static ReportSettings read(SettingsReader read) {
        Optional<String> sender = read.maybe("PALOMAR_MAIL_FROM", ReportSettings::address);
        Optional<MailServer> mail =
                read.maybe("PALOMAR_SMTP_URL", url -> MailServer.parse(url, sender.orElse("palomar@localhost")));
        if (mail.isPresent() && sender.isEmpty() && !read.isSet("PALOMAR_MAIL_FROM")) {
            read.fault("PALOMAR_MAIL_FROM", "is needed with PALOMAR_SMTP_URL: the address that mail comes from");
        }
        return new ReportSettings(
                read.flag("PALOMAR_LOG_PHONE_NUMBERS", false),
                Duration.ofDays(read.number("PALOMAR_KEEP_LOGS_DAYS", 14, 1, 365)),
                mail,
                read.value("PALOMAR_ALERT_EMAILS", ReportSettings::addresses, List.of()),
                read.value("PALOMAR_ALERT_LANGUAGE", ReportSettings::language, "es"));
    }

    private static List<String> addresses(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .map(ReportSettings::address)
                .toList();
    }

    private static String address(String value) {
        return EmailAddress.read(value)
                .map(EmailAddress::value)
                .orElseThrow(() -> new IllegalArgumentException("expected something like hub@example.com"));
    }

    private static String language(String value) {
        return switch (value) {
            case "es", "en" -> value;
            default -> throw new IllegalArgumentException("expected es or en");
        };
    }
}
