package dev.palomar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palomar.database.CrashPoint;
import dev.palomar.outbound.pace.HumanPace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static List<String> faults(Map<String, String> environment) {
        Settings.Faulty faulty = catchThrowableOfType(Settings.Faulty.class, () -> Settings.from(environment));
        assertThat(faulty).as("something is wrong with " + environment).isNotNull();
        return faulty.faults();
    }

    @Test
    void all_faults_are_told_together_and_no_value_with_them() {
        List<String> faults = faults(Map.of(
                "PALOMAR_PORT", "many",
                "PALOMAR_DATABASE_URL", "mysql://root:hunter2@db/x",
                "PALOMAR_PUBLIC_URL", "http://hunter2 .example",
                "PALOMAR_GRAPH_URL", "ftp://hunter2.example",
                "PALOMAR_LOG", "hunter2",
                "PALOMAR_MEDIA", "s3"));

        assertThat(faults)
                .extracting(fault -> fault.replaceAll(":.*", ""))
                .containsExactlyInAnyOrder(
                        "PALOMAR_PORT",
                        "PALOMAR_DATABASE_URL",
                        "PALOMAR_MASTER_KEY",
                        "PALOMAR_PUBLIC_URL",
                        "PALOMAR_GRAPH_URL",
                        "PALOMAR_LOG",
                        "PALOMAR_S3_BUCKET",
                        "PALOMAR_S3_ACCESS_KEY",
                        "PALOMAR_S3_SECRET_KEY");
        assertThat(faults).noneMatch(fault -> fault.contains("hunter2"));
    }

    @Test
    void a_mail_server_needs_an_address_that_mail_comes_from_and_its_password_is_not_repeated() {
        assertThat(faults(Map.of("PALOMAR_SMTP_URL", "smtp://hub:hunter2@mail.example.com")))
                .singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("PALOMAR_MAIL_FROM"));
        assertThat(faults(Map.of(
                        "PALOMAR_SMTP_URL",
                        "mail://hub:hunter2@mail.example.com",
                        "PALOMAR_MAIL_FROM",
                        "hub@example.com",
                        "PALOMAR_ALERT_EMAILS",
                        "ana@example.com, nobody",
                        "PALOMAR_ALERT_LANGUAGE",
                        "hunter2")))
                .hasSize(3)
                .noneMatch(fault -> fault.contains("hunter2"));
        ReportSettings set = Settings.from(Map.of(
                        "PALOMAR_SMTP_URL", "smtps://mail.example.com",
                        "PALOMAR_MAIL_FROM", "hub@example.com",
                        "PALOMAR_ALERT_EMAILS", "ana@example.com, luis@example.com"))
                .report();
        assertThat(set.mail()).isPresent();
        assertThat(set.emails()).containsExactly("ana@example.com", "luis@example.com");
        assertThat(set.logPhones()).isFalse();
    }

    @Test
    void how_fast_a_linked_number_writes_can_be_set_day_by_day() {
        assertThat(Settings.from(Map.of()).sending().human()).isEqualTo(HumanPace.STANDARD);
        HumanPace set = Settings.from(Map.of(
                        "PALOMAR_WEB_PAUSE_MS", "0", "PALOMAR_WEB_TYPING_MS", "0", "PALOMAR_WEB_NEW_CHATS", "5, 10"))
                .sending()
                .human();
        assertThat(set.pause()).isZero();
        assertThat(set.newPeople()).containsExactly(5, 10);
        assertThat(Settings.from(Map.of("PALOMAR_WEB_NEW_CHATS", "unlimited"))
                        .sending()
                        .human()
                        .newPeople())
                .isEmpty();
        assertThat(faults(Map.of("PALOMAR_WEB_NEW_CHATS", "some")))
                .singleElement()
                .asString()
                .startsWith("PALOMAR_WEB_NEW_CHATS: expected numbers");
    }

    @Test
    void a_key_that_is_no_key_is_told_once_and_one_under_its_old_name_is_enough() {
        String database = "postgresql://palomar:x@db/x";

        assertThat(faults(Map.of("PALOMAR_DATABASE_URL", database, "PALOMAR_MASTER_KEY", "short")))
                .singleElement()
                .asString()
                .startsWith("PALOMAR_MASTER_KEY: expected 32 random bytes");
        assertThat(Settings.from(Map.of(
                                "PALOMAR_DATABASE_URL",
                                database,
                                "WA_AUTH_ENC_KEY_B64",
                                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="))
                        .masterKey())
                .isPresent();
    }

    @Test
    void nobody_crashes_a_hub_by_one_setting_that_was_left_behind() {
        assertThat(faults(Map.of("PALOMAR_CRASH_AT", "delivery-before-note:20")))
                .singleElement()
                .asString()
                .startsWith("PALOMAR_CRASH_AT: is for tests");
        assertThat(faults(Map.of("PALOMAR_CRASH_AT", "anywhere", "PALOMAR_CRASH_ON_PURPOSE", "true")))
                .singleElement()
                .asString()
                .contains("the steps are [intake-before-commit, ");
        assertThat(Settings.from(Map.of("PALOMAR_CRASH_ON_PURPOSE", "true")).crash())
                .isEmpty();
        assertThat(Settings.from(Map.of(
                                "PALOMAR_CRASH_AT", "delivery-before-note:20", "PALOMAR_CRASH_ON_PURPOSE", "true"))
                        .crash())
                .contains(new CrashPoint.Order(CrashPoint.DELIVERY_BEFORE_NOTE, 20));
    }
}
