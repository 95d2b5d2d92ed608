package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import java.util.Optional;

/// What a phone and its own devices have to say to each other: history when a device is new or asks for more,
/// and messages that a device could not read.
final class Peers {

    private static final int HISTORY = 3;
    private static final int RESEND = 4;
    private static final int RESPONSE = 17;

    private final Exchange exchange;
    private final Outbox outbox;
    private final History history;

    Peers(Exchange exchange, Outbox outbox) {
        this.exchange = exchange;
        this.outbox = outbox;
        history = new History(exchange);
    }

    /// A device has logged in. The first time, the phone sends it what it has, as soon as it is on: the key to its
    /// settings, and its chats.
    void loggedIn(Device device) {
        if (device.welcome()) {
            device.handset().whenOn(() -> {
                outbox.toOwn(device, device.handset().settingsKey().share());
                outbox.toOwn(device, history.everything(device));
            });
        }
    }

    /// A device asks its phone for something.
    void asked(Device device, String id, Proto message) {
        Proto request = message.message(12).message(16);
        long type = request.number(1);
        if (type == HISTORY) {
            Proto wanted = request.message(4);
            Jid asked = Jid.parse(wanted.text(1)).orElse(device.jid());
            Jid chat = exchange.handset(asked).map(Handset::jid).orElse(asked);
            int most = Math.clamp(wanted.number(4), 1, 500);
            outbox.toOwn(device, history.before(device, chat, wanted.text(2), most));
        } else if (type == RESEND) {
            ProtoWriter response = new ProtoWriter().number(1, RESEND).text(2, id);
            for (Proto wanted : request.messages(5)) {
                Optional<WebMessage> kept =
                        device.handset().message(wanted.message(1).text(3));
                kept.ifPresent(found -> response.message(
                        3, new ProtoWriter().message(4, new ProtoWriter().message(1, history.kept(found)))));
            }
            ProtoWriter protocol = new ProtoWriter().number(2, RESPONSE).message(17, response);
            outbox.toOwn(device, new ProtoWriter().message(12, protocol).done());
        }
    }
}
