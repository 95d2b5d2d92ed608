package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Message.Status;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.phone.WebMessage.Letter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who has a message, has read it, has listened to it: told to whoever wrote it.
public final class Receipts {

    private static final Set<String> SILENT = Set.of("reaction", "edit", "revoke", "poll_vote");

    private final Exchange exchange;

    public Receipts(Exchange exchange) {
        this.exchange = exchange;
    }

    /// A message lies on a phone. If the chat is open there, it is read at once.
    ///
    /// @param addressedAs by which address its writer called the phone's owner, or the group
    void arrived(Handset phone, Letter letter, Jid addressedAs) {
        boolean known = phone.message(letter.id()).isPresent();
        if (!known) {
            WebMessage message = phone.keep(letter, false, addressedAs);
            phone.typing().remove(chatKey(letter.chat()));
            if (phone.person().habits().readsAtOnce() && !SILENT.contains(letter.type())) {
                message.advance(Status.READ);
            }
        }
        told(phone, letter, Status.DELIVERED);
        if (!known && phone.person().habits().readsAtOnce() && !SILENT.contains(letter.type())) {
            told(phone, letter, Status.READ);
        }
        exchange.network().moved();
    }

    /// The person reads this message and everything before it in the same chat.
    public void read(Handset reader, WebMessage last) {
        reader.messages().stream()
                .filter(message -> !message.own()
                        && message.letter().chat().equals(last.letter().chat()))
                .filter(message -> !message.letter().at().isAfter(last.letter().at()))
                .filter(message -> !SILENT.contains(message.letter().type()))
                .filter(message -> message.advance(Status.READ))
                .forEach(message -> {
                    told(reader, message.letter(), Status.READ);
                    tellOwn(reader, Optional.empty(), message);
                });
        exchange.network().moved();
    }

    public void played(Handset listener, WebMessage message) {
        if (message.advance(Status.PLAYED)) {
            told(listener, message.letter(), Status.PLAYED);
        }
        exchange.network().moved();
    }

    /// A device says that it has messages, or that they were read there.
    void said(Device device, Node receipt, List<String> ids) {
        Status status = switch (receipt.attribute("type")) {
            case "", "inactive" -> Status.DELIVERED;
            case "read", "read-self" -> Status.READ;
            case "played", "played-self" -> Status.PLAYED;
            default -> Status.ACCEPTED;
        };
        if (status == Status.ACCEPTED) {
            return;
        }
        boolean toldToNobody = receipt.attribute("type").endsWith("-self");
        for (String id : ids) {
            Optional<WebMessage> copy = device.handset().message(id).filter(message -> !message.own());
            copy.ifPresent(message -> {
                message.advance(status);
                if (status != Status.DELIVERED) {
                    tellOwn(device.handset(), Optional.of(device), message);
                }
            });
            if (!toldToNobody) {
                author(receipt, copy)
                        .ifPresent(author -> author.message(id)
                                .filter(WebMessage::own)
                                .ifPresent(message -> told(device.handset(), message.letter(), status)));
            }
        }
        exchange.network().moved();
    }

    private Optional<Handset> author(Node receipt, Optional<WebMessage> copy) {
        return copy.flatMap(message -> exchange.handset(message.letter().sender()))
                .or(() -> receipt.jid(receipt.attribute("participant").isEmpty() ? "to" : "participant")
                        .flatMap(exchange::handset));
    }

    /// Tells the writer's phone and devices what became of a message at one of its readers.
    private void told(Handset reader, Letter letter, Status status) {
        Optional<Handset> writer = exchange.handset(letter.sender());
        if (writer.isEmpty() || writer.get() == reader) {
            return;
        }
        Optional<WebMessage> own = writer.get().message(letter.id()).filter(WebMessage::own);
        own.ifPresent(message -> message.advance(status));
        Optional<Group> group = exchange.group(letter.chat());
        Jid from = group.map(Group::jid)
                .orElseGet(() -> own.map(message -> message.addressedAs().bare())
                        .filter(address -> !address.isGroup())
                        .orElseGet(reader::jid));
        String type = status == Status.DELIVERED ? "" : status.name().toLowerCase(Locale.ROOT);
        Exchange.tell(
                writer.get(),
                Optional.empty(),
                Node.of(
                        "receipt",
                        "from",
                        from.toString(),
                        "participant",
                        group.map(in -> in.name(reader, 0).toString()).orElse(""),
                        "id",
                        letter.id(),
                        "type",
                        type,
                        "t",
                        exchange.seconds()));
    }

    /// Tells the reader's other devices.
    private void tellOwn(Handset reader, Optional<Device> butNot, WebMessage message) {
        Letter letter = message.letter();
        boolean group = letter.chat().isGroup();
        Exchange.tell(
                reader,
                butNot,
                Node.of(
                        "receipt",
                        "from",
                        group ? letter.chat().toString() : reader.jid().toString(),
                        "participant",
                        group ? reader.jid().toString() : "",
                        "recipient",
                        group ? "" : exchange.address(letter.chat()).toString(),
                        "id",
                        letter.id(),
                        "type",
                        "read-self",
                        "t",
                        exchange.seconds()));
    }

    static String chatKey(Jid chat) {
        return chat.isGroup() ? chat.toString() : "+" + chat.user();
    }
}
