package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Message.Status;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;

/// What a phone has and a new device does not: chats, messages, names, and which LID is whose.
final class History {

    static final int BOOTSTRAP = 0;
    static final int ON_DEMAND = 6;

    private static final int NOTIFICATION = 5;
    private static final int MOST_PER_CHAT = 200;

    /// Fields of a conversation.
    private static final int PHONE_NUMBER = 39;

    private static final int LID = 42;

    private final Exchange exchange;

    History(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Everything that the device's phone has, as the message in which it is sent.
    byte[] everything(Device device) {
        Map<Jid, List<WebMessage>> chats = new LinkedHashMap<>();
        for (WebMessage message : device.handset().messages()) {
            chats.computeIfAbsent(message.letter().chat(), _ -> new ArrayList<>())
                    .add(message);
        }
        return notification(BOOTSTRAP, chats);
    }

    /// The messages of one chat before the one with this id, newest last.
    byte[] before(Device device, Jid chat, String id, int most) {
        List<WebMessage> all = device.handset().messages().stream()
                .filter(message -> message.letter().chat().equals(chat))
                .toList();
        int to = 0;
        while (to < all.size() && !all.get(to).id().equals(id)) {
            to++;
        }
        return notification(ON_DEMAND, Map.of(chat, all.subList(Math.max(0, to - most), to)));
    }

    /// One message as phones keep it (`WebMessageInfo`).
    ProtoWriter kept(WebMessage message) {
        WebMessage.Letter letter = message.letter();
        ProtoWriter key = new ProtoWriter()
                .text(1, exchange.address(letter.chat()).toString())
                .truth(2, message.own())
                .text(3, letter.id());
        ProtoWriter kept = new ProtoWriter();
        if (letter.chat().isGroup() && !message.own()) {
            String author = exchange.address(letter.sender().bare()).toString();
            key.text(4, author);
            kept.text(5, author);
        }
        String name = exchange.handset(letter.sender())
                .map(handset -> handset.person().name())
                .orElse("");
        return kept.message(1, key)
                .bytes(2, letter.plain())
                .number(3, letter.at().getEpochSecond())
                .number(4, status(message))
                .textIfAny(19, message.own() ? "" : name);
    }

    private byte[] notification(int type, Map<Jid, List<WebMessage>> chats) {
        ProtoWriter history = new ProtoWriter().number(1, type);
        chats.forEach((chat, messages) -> history.message(2, conversation(chat, messages)));
        history.number(5, 1).number(6, 100);
        for (Jid chat : chats.keySet()) {
            exchange.handset(chat).ifPresent(other -> {
                String name = other.person().name();
                history.message(
                        7,
                        new ProtoWriter().text(1, other.shownAs(0).toString()).text(2, name));
                if (!other.otherAddress().isEmpty()) {
                    history.message(
                            15,
                            new ProtoWriter()
                                    .text(1, other.jid().toString())
                                    .text(2, other.lid().toString()));
                }
            });
        }
        ProtoWriter notification =
                new ProtoWriter().number(6, type).number(7, 1).number(9, 100).bytes(11, deflated(history.done()));
        ProtoWriter protocol = new ProtoWriter().number(2, NOTIFICATION).message(6, notification);
        return new ProtoWriter().message(12, protocol).done();
    }

    private ProtoWriter conversation(Jid chat, List<WebMessage> messages) {
        Optional<Handset> other = exchange.handset(chat);
        ProtoWriter conversation =
                new ProtoWriter().text(1, exchange.address(chat).toString());
        int otherAddress = other.filter(Handset::shownByLid).isPresent() ? PHONE_NUMBER : LID;
        List<WebMessage> newest = messages.subList(Math.max(0, messages.size() - MOST_PER_CHAT), messages.size());
        long order = newest.size();
        // phones send the newest message first
        for (WebMessage message : newest.reversed()) {
            conversation.message(2, new ProtoWriter().message(1, kept(message)).number(2, order--));
        }
        long last = newest.isEmpty() ? 0 : newest.getLast().letter().at().getEpochSecond();
        long unread = messages.stream()
                .filter(message -> !message.own() && message.status() == Status.DELIVERED)
                .count();
        String name = other.map(handset -> handset.person().name())
                .or(() -> exchange.group(chat).map(Group::subject))
                .orElse("");
        return conversation
                .number(6, unread)
                .number(12, last)
                .textIfAny(13, name)
                .textIfAny(otherAddress, other.map(Handset::otherAddress).orElse(""));
    }

    private static int status(WebMessage message) {
        return switch (message.status()) {
            case ACCEPTED -> 1;
            case SENT -> 2;
            case DELIVERED -> 3;
            case READ -> 4;
            case PLAYED -> 5;
            case FAILED -> 0;
        };
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
        byte[] part = new byte[4_096];
        while (!deflater.finished()) {
            packed.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return packed.toByteArray();
    }
}
