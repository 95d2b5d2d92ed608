package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.signal.Bundle;
import dev.palomar.sandbox.web.signal.KeyRing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages that could not be read, and are asked for again: by phones of devices, by devices of phones.
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final int MOST = 5;

    private final Exchange exchange;
    private final Outbox outbox;
    private final Map<String, Integer> counts = new HashMap<>();

    Retries(Exchange exchange, Outbox outbox) {
        this.exchange = exchange;
        this.outbox = outbox;
    }

    /// A phone could not read what a device wrote. From the second time on it sends its keys along.
    void ask(Handset phone, Device writer, Node message) {
        String id = message.attribute("id");
        int count = counts.merge(key(phone, writer, id), 1, Integer::sum);
        if (count > MOST) {
            return;
        }
        Optional<Jid> to = message.jid("to").map(Jid::bare);
        boolean inGroup = to.filter(Jid::isGroup).isPresent();
        boolean own = phone == writer.handset();
        boolean byLid = to.filter(Jid::isLid).isPresent()
                || exchange.group(to.orElse(phone.jid()))
                        .filter(group -> group.byLid())
                        .isPresent();
        String self = phone.jid(byLid, 0).toString();
        List<Node> content = new ArrayList<>(List.of(
                Node.of("retry", "count", Integer.toString(count), "id", id, "t", exchange.seconds(), "v", "1"),
                Node.of("registration").with(registration(phone))));
        if (count > 1) {
            content.add(Node.of("keys").with(keys(phone)));
        }
        writer.deliver(Node.of(
                        "receipt",
                        "from",
                        inGroup ? to.get().toString() : self,
                        "participant",
                        inGroup ? self : "",
                        "recipient",
                        own && !inGroup ? to.map(Jid::toString).orElse("") : "",
                        "type",
                        "retry",
                        "id",
                        id,
                        "t",
                        exchange.seconds())
                .with(content));
    }

    void settled(Handset phone, Device writer, String id) {
        counts.remove(key(phone, writer, id));
    }

    /// A device could not read what a phone wrote.
    void asked(Device reader, Node receipt) {
        String addressee = receipt.attribute("participant").isEmpty() ? "to" : "participant";
        Optional<Handset> writer = receipt.jid(addressee).flatMap(exchange::handset);
        Optional<WebMessage> message = writer.flatMap(
                handset -> handset.message(receipt.attribute("id")).filter(WebMessage::own));
        if (writer.isEmpty() || message.isEmpty()) {
            return;
        }
        int count = receipt.child("retry")
                .map(retry -> retry.attribute("count"))
                .filter(text -> text.matches("\\d"))
                .map(Integer::parseInt)
                .orElse(1);
        if (count > MOST) {
            return;
        }
        Optional<Node> keys = receipt.child("keys");
        int registration =
                receipt.child("registration").map(node -> (int) node.number()).orElse(0);
        Bundle bundle = keys.map(given -> Bundle.read(registration, given)).orElseGet(reader::takeBundle);
        try {
            writer.get().keys().begin(reader.jid(), bundle);
        } catch (KeyRing.Unreadable forged) {
            LOG.info("{}", forged.getMessage());
            return;
        }
        outbox.again(writer.get(), message.get(), reader, receipt, count);
    }

    private static byte[] registration(Handset phone) {
        return Bundle.bigEndian(phone.keys().registration(), 4);
    }

    private static List<Node> keys(Handset phone) {
        return phone.keys().bundle().nodes().stream()
                .filter(node -> !node.tag().equals("registration"))
                .toList();
    }

    private static String key(Handset phone, Device writer, String id) {
        return phone + " " + writer.jid() + " " + id;
    }

    void reset() {
        counts.clear();
    }
}
