package dev.palomar.alert.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/// Hands mail to a mail server.
public final class Postman {

    private static final String PATIENCE = "15000";

    /// The mail server did not take it.
    public static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        NotTaken(String why, Throwable cause) {
            super(why, cause);
        }
    }

    private final MailServer server;
    private final Session session;

    public Postman(MailServer server) {
        this.server = server;
        this.session = Session.getInstance(properties(server), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        server.user().orElse(""),
                        server.password().map(dev.palomar.model.Secret::reveal).orElse(""));
            }
        });
    }

    private static Properties properties(MailServer server) {
        boolean tls = server.encryption() == MailServer.Encryption.TLS;
        boolean startTls = server.encryption() == MailServer.Encryption.STARTTLS;
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(tls));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", PATIENCE);
        properties.put("mail.smtp.timeout", PATIENCE);
        properties.put("mail.smtp.writetimeout", PATIENCE);
        return properties;
    }

    /// Returns when the server has taken it.
    public void send(List<String> to, String subject, String text, Instant at) throws NotTaken {
        try {
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom(new InternetAddress(server.sender(), "Palomar", StandardCharsets.UTF_8.name()));
            for (String address : to) {
                mail.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
            }
            mail.setSubject(subject, StandardCharsets.UTF_8.name());
            mail.setText(text, StandardCharsets.UTF_8.name());
            mail.setSentDate(Date.from(at));
            mail.setHeader("Auto-Submitted", "auto-generated");
            Transport.send(mail);
        } catch (MessagingException | java.io.UnsupportedEncodingException failure) {
            throw new NotTaken(String.valueOf(failure.getMessage()), failure);
        }
    }
}
