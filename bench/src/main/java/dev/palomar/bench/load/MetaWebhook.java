package dev.palomar.bench.load;

import dev.palomar.bench.receive.Bytes;
import dev.palomar.bench.receive.Hmac;
import dev.palomar.bench.receive.Marker;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;

/// Meta's webhooks with text messages, signed, about 1.2 KB each: what Meta's servers write on the wire.
public final class MetaWebhook {

    private static final int LETTERS = 600;

    private final Mac mac;
    private final String run;
    private final String host;

    /// `run` makes message ids unique beyond this run.
    public MetaWebhook(String appSecret, String run, String host) {
        this.run = run;
        this.host = host;
        this.mac = Hmac.sha256(Bytes.ascii(appSecret));
    }

    /// One message as a whole request.
    public byte[] request(Chat chat, Marker marker) {
        return request(body(chat, List.of(marker)));
    }

    /// The body of a webhook that carries these messages.
    public String body(Chat chat, List<Marker> markers) {
        StringBuilder messages = new StringBuilder();
        long now = Instant.now().getEpochSecond();
        for (Marker marker : markers) {
            messages.append(messages.isEmpty() ? "" : ",").append("""
                    {"from":"%s","id":"wamid.%s.%d.%d","timestamp":"%d","text":{"body":"%s"},"type":"text"}""".formatted(
                            chat.person(), run, marker.conversation(), marker.number(), now, marker.text(LETTERS)));
        }
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"value":{"messaging_product":\
                "whatsapp","metadata":{"display_phone_number":"%s","phone_number_id":"%s"},"contacts":[{"profile":\
                {"name":"Person %s"},"wa_id":"%s"}],"messages":[%s]},"field":"messages"}]}]}""".formatted(
                        chat.account(), chat.display(), chat.phoneNumberId(), chat.person(), chat.person(), messages);
    }

    /// `body` as a signed request to the hub's webhook.
    public byte[] request(String body) {
        byte[] bytes = Bytes.ascii(body);
        String signature = signature(body);
        byte[] head = Bytes.ascii("POST /webhooks/meta/whatsapp HTTP/1.1\r\nhost: " + host
                + "\r\ncontent-type: application/json\r\nx-hub-signature-256: sha256=" + signature
                + "\r\ncontent-length: " + bytes.length + "\r\n\r\n");
        byte[] whole = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        return whole;
    }

    /// The value of `X-Hub-Signature-256` for `body`, without its `sha256=`.
    public String signature(String body) {
        return HexFormat.of().formatHex(mac.doFinal(Bytes.ascii(body)));
    }

    /// One person's chat with one number.
    public record Chat(String account, String phoneNumberId, String display, String person) {}
}
