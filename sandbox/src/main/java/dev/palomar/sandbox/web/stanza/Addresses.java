package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.content.Settings;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import java.util.List;
import java.util.Optional;

/// `xmlns=w:sync:app:state`: the address book of a phone, which its devices are told of as it changes. Other
/// collections are empty, and as new as the device has them.
public final class Addresses {

    /// `contactAction` of a `SyncActionValue`.
    private static final int CONTACT = 3;

    private final Exchange exchange;

    Addresses(Exchange exchange) {
        this.exchange = exchange;
    }

    /// The owner of `phone` calls somebody so from now on.
    public void put(Handset phone, Handset other, String name) {
        ProtoWriter contact = new ProtoWriter()
                .text(1, name)
                .text(2, name.split(" ", 2)[0])
                .text(3, other.lid().toString())
                .truth(4, true)
                .text(5, other.jid().toString());
        Settings book = phone.addressBook();
        book.put(
                "[\"contact\",\"" + other.jid() + "\"]",
                new ProtoWriter()
                        .number(1, exchange.network().now().toEpochMilli())
                        .message(CONTACT, contact));
        Exchange.tell(
                phone,
                Optional.empty(),
                Node.of(
                                "notification",
                                "from",
                                Answers.SERVER,
                                "type",
                                "server_sync",
                                "id",
                                exchange.stanzaId(),
                                "t",
                                exchange.seconds())
                        .with(Node.of("collection", "name", book.name(), "version", Integer.toString(book.version()))));
        exchange.network().moved();
    }

    Node answer(Device device, Node query) {
        List<Node> collections =
                query.child("sync").map(sync -> sync.children("collection")).orElse(List.of());
        return Answers.result(
                query,
                Node.of("sync")
                        .with(collections.stream()
                                .map(one -> collection(device.handset().addressBook(), one))
                                .toList()));
    }

    private static Node collection(Settings book, Node asked) {
        String name = asked.attribute("name");
        String has = asked.attribute("version").isEmpty() ? "0" : asked.attribute("version");
        if (!name.equals(book.name())) {
            return Node.of("collection", "name", name, "version", has);
        }
        List<Node> patches = book.after(Integer.parseInt(has)).stream()
                .map(patch -> Node.of("patch").with(patch))
                .toList();
        Node told = Node.of("collection", "name", name, "version", has);
        return patches.isEmpty() ? told : told.with(Node.of("patches").with(patches));
    }
}
