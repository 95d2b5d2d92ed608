package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.signal.Bundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is reachable over the web side of the network, and how. Used with the network's monitor held.
public final class Exchange {

    private final Network network;
    private final Map<String, Handset> handsets = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    public Exchange(Network network) {
        this.network = network;
    }

    public Network network() {
        return network;
    }

    public String seconds() {
        return Long.toString(network.now().getEpochSecond());
    }

    /// An id for a stanza of the server.
    public String stanzaId() {
        return network.ids().number(9) + "-" + network.ids().number(3);
    }

    /// An id for a message of a phone.
    public String messageId() {
        return "3A" + network.ids().hex(18);
    }

    public Handset handset(Person person) {
        return handsets.computeIfAbsent(
                person.phone().digits(),
                _ -> new Handset(person, 1 + network.ids().random().nextInt(16_000)));
    }

    /// The person's phone, if it had anything to do with the web side yet.
    public Optional<Handset> known(Person person) {
        return Optional.ofNullable(handsets.get(person.phone().digits()));
    }

    /// How the network calls whoever or whatever this is: people may be called by LID.
    public Jid address(Jid canonical) {
        return handset(canonical).map(handset -> handset.shownAs(0)).orElse(canonical);
    }

    /// The phone of the person with this number or LID, whichever device is named.
    public Optional<Handset> handset(Jid jid) {
        Optional<Person> person = jid.isLid()
                ? network.personByLid(jid.bare().toString())
                : PhoneNumber.parse(jid.user()).flatMap(network::person);
        return person.filter(_ -> !jid.isGroup()).map(this::handset);
    }

    public Optional<Device> device(Jid jid) {
        return handset(jid).flatMap(handset -> handset.device(jid.device()));
    }

    /// The keys of a phone or of a device; a one-time key in them is used up.
    public Optional<Bundle> bundle(Jid jid) {
        return handset(jid)
                .flatMap(handset -> jid.device() == 0
                        ? Optional.of(handset.keys().bundle())
                        : handset.device(jid.device()).map(Device::takeBundle));
    }

    public List<Handset> handsets() {
        return List.copyOf(handsets.values());
    }

    public List<Device> devices() {
        List<Device> all = new ArrayList<>();
        handsets.values().forEach(handset -> all.addAll(handset.devices()));
        return all;
    }

    public Group addGroup(Handset creator, String subject, boolean byLid) {
        Jid jid = new Jid("120363" + network.ids().number(12), 0, Jid.GROUPS);
        Group group = new Group(
                jid, creator, network.now(), subject, byLid, network.ids().alphanumeric(22));
        groups.put(jid.toString(), group);
        return group;
    }

    public Optional<Group> group(Jid jid) {
        return Optional.ofNullable(groups.get(jid.toString()));
    }

    public List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /// Sends a stanza to every device of a person but this one.
    public static void tell(Handset handset, Optional<Device> butNot, Node stanza) {
        handset.devices().stream()
                .filter(device -> butNot.filter(not -> not == device).isEmpty())
                .forEach(device -> device.deliver(stanza));
    }

    /// Lets the faults that break lines strike this device, if its turn has come.
    public void strike(Device device) {
        List<String> places = places(device);
        device.line().ifPresent(line -> {
            if (network.faults().take(Fault.Kind.WS_DROP, places).isPresent()) {
                line.drop();
            } else if (network.faults().take(Fault.Kind.WS_STALL, places).isPresent()) {
                line.stall();
            } else if (network.faults().take(Fault.Kind.WS_CONFLICT, places).isPresent()) {
                replaced(line);
            }
        });
    }

    /// Says that another login has taken the place of this line, and closes it.
    public static void replaced(Connection line) {
        line.send(Node.of("stream:error").with(Node.of("conflict", "type", "replaced")));
        line.hangUp();
    }

    /// What the `on` of a fault may mean for this device.
    public static List<String> places(Device device) {
        return List.of(
                device.handset().person().phone().e164(),
                device.jid().toString(),
                device.lid().toString());
    }

    public void reset() {
        devices().forEach(device -> device.line().ifPresent(Connection::drop));
        handsets.clear();
        groups.clear();
    }
}
