package dev.palomar.sandbox.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Makes names in the forms that Meta uses. All chance comes from one seeded source.
public final class Ids {

    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789ABCDEF";

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public RandomGenerator random() {
        return random;
    }

    /// Ids of accounts, numbers, templates and media: decimal digits that do not begin with a zero.
    public String number(int digits) {
        StringBuilder id = new StringBuilder(digits).append(1 + random.nextInt(9));
        while (id.length() < digits) {
            id.append(random.nextInt(10));
        }
        return id.toString();
    }

    public String alphanumeric(int length) {
        return pick(ALPHANUMERIC, length);
    }

    public String hex(int length) {
        return pick(HEX, length);
    }

    public String accessToken() {
        return "EAA" + alphanumeric(160);
    }

    /// `wamid.` and base64 of the peer's number and a random part, as WhatsApp builds it.
    public String messageId(String peerDigits, boolean fromBusiness) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        byte[] peer = peerDigits.getBytes(StandardCharsets.US_ASCII);
        byte[] tail = hex(18).getBytes(StandardCharsets.US_ASCII);
        raw.writeBytes(new byte[] {0x1c, 0x18, (byte) peer.length});
        raw.writeBytes(peer);
        raw.writeBytes(new byte[] {0x15, 0x02, 0x00, (byte) (fromBusiness ? 0x11 : 0x12), 0x18, (byte) tail.length});
        raw.writeBytes(tail);
        raw.write(0);
        return "wamid." + Base64.getEncoder().encodeToString(raw.toByteArray());
    }

    public String traceId() {
        return "A" + alphanumeric(22);
    }

    private String pick(String from, int length) {
        StringBuilder picked = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            picked.append(from.charAt(random.nextInt(from.length())));
        }
        return picked.toString();
    }
}
