package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.Picture;
import dev.palomar.sandbox.wire.Bytes;
import java.util.List;
import java.util.Optional;

/// `xmlns=w:profile:picture`: pictures of people and groups, asked about and changed; and who is told of changes. The
/// server keeps one size for both that can be asked for.
public final class Pictures {

    private final Exchange exchange;
    private final MediaStore media;

    Pictures(Exchange exchange, MediaStore media) {
        this.exchange = exchange;
        this.media = media;
    }

    Node answer(Device device, Node query) {
        Optional<Jid> target = query.jid("target");
        Optional<Group> group = target.flatMap(exchange::group);
        if (group.isPresent() && !group.get().members().contains(device.handset())) {
            return Answers.error(query, 401, "not-authorized");
        }
        Handset person = target.flatMap(exchange::handset).orElse(device.handset());
        if (query.attribute("type").equals("set")) {
            if (group.isEmpty() && person != device.handset()) {
                return Answers.error(query, 403, "forbidden");
            }
            Optional<Bytes> content = query.child("picture").map(Node::content);
            Optional<Picture> now =
                    group.map(one -> change(one, device.handset(), content)).orElseGet(() -> change(person, content));
            return now.map(one -> Answers.result(query, Node.of("picture", "id", one.id())))
                    .orElseGet(() -> Answers.result(query));
        }
        boolean nobody = target.isPresent()
                && group.isEmpty()
                && exchange.handset(target.get()).isEmpty();
        Optional<Picture> picture =
                nobody ? Optional.empty() : group.map(Group::picture).orElseGet(person::picture);
        String size = query.child("picture")
                .map(asked -> asked.attribute("type"))
                .filter(type -> !type.isEmpty())
                .orElse("preview");
        return picture.map(one -> Answers.result(
                        query,
                        Node.of(
                                "picture",
                                "id",
                                one.id(),
                                "type",
                                size,
                                "url",
                                "https://" + media.host() + one.path(),
                                "direct_path",
                                one.path())))
                .orElseGet(() -> Answers.error(query, 404, "item-not-found"));
    }

    /// The person has this picture from now on, or none. Those who know them are told.
    public Optional<Picture> change(Handset person, Optional<Bytes> content) {
        Optional<Picture> before = person.picture();
        Optional<Picture> now = content.map(this::kept);
        person.picture(now);
        Node told = notification(person.shownAs(0), before, now, Optional.empty());
        for (Handset other : exchange.handsets()) {
            if (other == person || knows(other, person)) {
                Exchange.tell(other, Optional.empty(), told);
            }
        }
        exchange.network().moved();
        return now;
    }

    /// As for a person; its members are told, and who did it.
    public Optional<Picture> change(Group group, Handset actor, Optional<Bytes> content) {
        Optional<Picture> before = group.picture();
        Optional<Picture> now = content.map(this::kept);
        group.picture(now);
        Node told = notification(group.jid(), before, now, Optional.of(group.name(actor, 0)));
        group.members().forEach(member -> Exchange.tell(member, Optional.empty(), told));
        exchange.network().moved();
        return now;
    }

    private Picture kept(Bytes content) {
        return new Picture(exchange.network().ids().number(10), media.putPicture(content));
    }

    private Node notification(Jid whose, Optional<Picture> before, Optional<Picture> now, Optional<Jid> author) {
        String id = now.or(() -> before).map(Picture::id).orElse("");
        Node change = Node.of(
                now.isPresent() ? "set" : "delete",
                "jid",
                whose.toString(),
                "id",
                id,
                "author",
                author.map(Jid::toString).orElse(""));
        return Node.of(
                        "notification",
                        "from",
                        whose.toString(),
                        "type",
                        "picture",
                        "id",
                        exchange.stanzaId(),
                        "t",
                        exchange.seconds())
                .with(List.of(change));
    }

    /// Whether they have written to each other.
    private static boolean knows(Handset one, Handset other) {
        return one.messages().stream()
                .map(message -> message.letter().chat().user())
                .anyMatch(user -> user.equals(other.digits()) || user.equals(other.lidUser()));
    }
}
