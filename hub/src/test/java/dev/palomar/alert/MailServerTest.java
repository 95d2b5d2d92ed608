package dev.palomar.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.alert.mail.MailServer;
import dev.palomar.model.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailServerTest {

    @Test
    void an_address_says_how_the_line_is_encrypted_and_who_logs_in() {
        MailServer server = MailServer.parse("smtp://hub%40example.com:p%40ss+w@mail.example.com", "hub@example.com");

        assertThat(server.encryption()).isEqualTo(MailServer.Encryption.STARTTLS);
        assertThat(server.port()).isEqualTo(587);
        assertThat(server.user()).contains("hub@example.com");
        assertThat(server.password()).contains(new Secret("p@ss+w"));
        assertThat(MailServer.parse("smtps://mail.example.com", "a@b.example").port())
                .isEqualTo(465);
        assertThat(MailServer.parse("smtp+plain://127.0.0.1:25", "a@b.example").user())
                .isEqualTo(Optional.empty());
    }

    @Test
    void what_is_no_mail_server_is_refused_without_repeating_the_password() {
        assertThatThrownBy(() -> MailServer.parse("http://u:geheim@mail.example.com", "a@b.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("geheim");
        assertThatThrownBy(() -> MailServer.parse("smtp://u:ge heim@mail.example.com", "a@b.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("heim");
    }
}
