package dev.palomar.alert.mail;

import dev.palomar.model.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where mail is handed in.
///
/// @param encryption  whether the line is encrypted from the start, must become so, or stays open
/// @param sender      the address that mail comes from
public record MailServer(
        String host, int port, Encryption encryption, Optional<String> user, Optional<Secret> password, String sender) {

    public enum Encryption {
        /// TLS from the first byte.
        TLS,
        /// STARTTLS, or nothing is sent.
        STARTTLS,
        /// None: for a server on the same machine.
        NONE
    }

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final String EXPECTED = "expected something like smtp://user:password@mail.example.com:587";

    /// `smtps://` is TLS, `smtp://` is STARTTLS, `smtp+plain://` neither. Throws [IllegalArgumentException] with words
    /// for the operator, in which the password is not.
    public static MailServer parse(String text, String sender) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    EXPECTED + "; special characters of the password must be percent-encoded", malformed.getCause());
        }
        if (url.getHost() == null || url.getScheme() == null) {
            throw new IllegalArgumentException(EXPECTED);
        }
        Encryption encryption = switch (url.getScheme()) {
            case "smtps" -> Encryption.TLS;
            case "smtp" -> Encryption.STARTTLS;
            case "smtp+plain" -> Encryption.NONE;
            default -> throw new IllegalArgumentException(EXPECTED);
        };
        int usual = encryption == Encryption.TLS ? SUBMISSIONS : SUBMISSION;
        String[] user = Optional.ofNullable(url.getRawUserInfo()).orElse("").split(":", 2);
        return new MailServer(
                url.getHost(),
                url.getPort() < 0 ? usual : url.getPort(),
                encryption,
                Optional.of(decoded(user[0])).filter(name -> !name.isEmpty()),
                user.length < 2 ? Optional.empty() : Optional.of(new Secret(decoded(user[1]))),
                sender);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
