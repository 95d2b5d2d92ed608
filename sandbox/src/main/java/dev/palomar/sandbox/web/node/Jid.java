package dev.palomar.sandbox.web.node;

import java.util.Optional;

/// An address on the network: a person by number or by LID, one of their devices, or a group.
///
/// @param device 0 is the phone itself
public record Jid(String user, int device, String server) {

    public static final String NUMBERS = "s.whatsapp.net";
    public static final String LIDS = "lid";
    public static final String GROUPS = "g.us";

    public static Jid ofNumber(String digits, int device) {
        return new Jid(digits, device, NUMBERS);
    }

    public static Jid ofLid(String user, int device) {
        return new Jid(user, device, LIDS);
    }

    /// Empty when the text has no `@`, or a device that is not a number.
    public static Optional<Jid> parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        String before = text.substring(0, at);
        int colon = before.indexOf(':');
        String device = colon < 0 ? "0" : before.substring(colon + 1);
        if (!device.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        String user = colon < 0 ? before : before.substring(0, colon);
        return Optional.of(new Jid(user.split("_", 2)[0], Integer.parseInt(device), text.substring(at + 1)));
    }

    public boolean isLid() {
        return server.equals(LIDS);
    }

    public boolean isGroup() {
        return server.equals(GROUPS);
    }

    /// The same person without the device.
    public Jid bare() {
        return new Jid(user, 0, server);
    }

    @Override
    public String toString() {
        return user + (device == 0 ? "" : ":" + device) + "@" + server;
    }
}
