package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is there, and who is typing. None of it waits for a device that is away.
public final class Presences {

    /// How long somebody types who does not say that they stopped.
    private static final Duration TYPES = Duration.ofSeconds(25);

    private final Exchange exchange;
    private final Map<Device, Set<Handset>> watched = new HashMap<>();

    public Presences(Exchange exchange) {
        this.exchange = exchange;
    }

    /// A device says that it is there, or wants to know when somebody is.
    void said(Device device, Node presence) {
        if (presence.attribute("type").equals("subscribe")) {
            presence.jid("to").flatMap(exchange::handset).ifPresent(person -> {
                watched.computeIfAbsent(device, _ -> new HashSet<>()).add(person);
                device.mention(presence(person));
            });
        }
    }

    /// A device says that somebody types there.
    void typed(Device device, Node chatState) {
        boolean typing = chatState.child("composing").isPresent();
        Optional<Group> group = chatState.jid("to").flatMap(exchange::group);
        String chat = group.map(in -> in.jid().toString())
                .orElse("+" + device.handset().digits());
        Iterable<Handset> seeing = group.<Iterable<Handset>>map(Group::members)
                .orElseGet(() ->
                        chatState.jid("to").flatMap(exchange::handset).stream().toList());
        for (Handset phone : seeing) {
            if (phone != device.handset() && phone.person().habits().online()) {
                if (typing) {
                    phone.typing().put(chat, exchange.network().now().plus(TYPES));
                } else {
                    phone.typing().remove(chat);
                }
            }
        }
        exchange.network().moved();
    }

    /// A person types, records, or stops.
    ///
    /// @param state `composing`, `recording` or `paused`
    public void types(Handset from, Handset to, String state) {
        Node stanza = Node.of(
                        "chatstate",
                        "from",
                        from.shownAs(0).toString(),
                        from.shownByLid() ? "sender_pn" : "sender_lid",
                        from.otherAddress())
                .with(state(state));
        to.devices().forEach(device -> device.mention(stanza));
    }

    /// A person types in a group.
    public void types(Handset from, Group group, String state) {
        Node stanza = Node.of(
                        "chatstate",
                        "from",
                        group.jid().toString(),
                        "participant",
                        group.name(from, 0).toString())
                .with(state(state));
        group.members().stream()
                .filter(member -> member != from)
                .forEach(member -> member.devices().forEach(device -> device.mention(stanza)));
    }

    /// A phone was switched on or off: whoever watches is told.
    public void changed(Handset person) {
        watched.forEach((device, people) -> {
            if (people.contains(person)) {
                device.mention(presence(person));
            }
        });
    }

    public void reset() {
        watched.clear();
    }

    private Node presence(Handset person) {
        boolean on = person.person().habits().online();
        return Node.of(
                "presence",
                "from",
                person.shownAs(0).toString(),
                "type",
                on ? "available" : "unavailable",
                "last",
                on ? "" : exchange.seconds());
    }

    private static Node state(String state) {
        return switch (state) {
            case "paused" -> Node.of("paused");
            case "recording" -> Node.of("composing", "media", "audio");
            default -> Node.of("composing");
        };
    }
}
