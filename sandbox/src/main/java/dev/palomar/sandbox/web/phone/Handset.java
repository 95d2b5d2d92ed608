package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.web.content.Settings;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.signal.KeyRing;
import dev.palomar.sandbox.wire.Bytes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A person's phone as the network sees it: its keys, and the devices that are linked to it.
public final class Handset {

    private final Person person;
    private final KeyRing keys;
    private final List<Device> devices = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Map<String, Set<Jid>> holdersOfGroupKeys = new HashMap<>();
    private final Map<String, Bytes> tokens = new HashMap<>();
    private final Set<String> blocked = new HashSet<>();
    private final Map<String, Instant> typing = new HashMap<>();
    private int lastDevice;
    private boolean asksForPasskey;
    private boolean reachOutLimited;
    private boolean addressedByLid;
    private String about = "Hey there! I am using WhatsApp.";
    private Optional<Picture> picture = Optional.empty();
    private final Settings.Key settingsKey = new Settings.Key();
    private final Settings addressBook = new Settings("critical_unblock_low", settingsKey);

    Handset(Person person, int registration) {
        this.person = person;
        keys = new KeyRing(registration);
    }

    public Person person() {
        return person;
    }

    /// What the person says of themselves under their name.
    public String about() {
        return about;
    }

    public void about(String now) {
        about = now;
    }

    /// What the devices are given to open the settings with.
    public Settings.Key settingsKey() {
        return settingsKey;
    }

    /// How the person calls others.
    public Settings addressBook() {
        return addressBook;
    }

    public Optional<Picture> picture() {
        return picture;
    }

    public void picture(Optional<Picture> now) {
        picture = now;
    }

    public KeyRing keys() {
        return keys;
    }

    public String digits() {
        return person.phone().digits();
    }

    public String lidUser() {
        return person.lid().substring(0, person.lid().indexOf('@'));
    }

    public Jid jid() {
        return Jid.ofNumber(digits(), 0);
    }

    public Jid lid() {
        return Jid.ofLid(lidUser(), 0);
    }

    public Jid jid(boolean byLid, int device) {
        return byLid ? Jid.ofLid(lidUser(), device) : Jid.ofNumber(digits(), device);
    }

    /// By which address stanzas call the person, as one of their devices or as the phone.
    public Jid shownAs(int device) {
        return jid(shownByLid(), device);
    }

    /// Whether that is the LID.
    public boolean shownByLid() {
        return addressedByLid || person.habits().hidesNumber();
    }

    /// The other address, by which a recipient learns who that is; empty when the person hides the number.
    public String otherAddress() {
        return person.habits().hidesNumber() ? "" : jid(!shownByLid(), 0).toString();
    }

    public List<Device> devices() {
        return devices;
    }

    public Optional<Device> device(int id) {
        return devices.stream().filter(device -> device.id() == id).findFirst();
    }

    /// The id that the next device to be linked will have.
    public int nextDevice() {
        return ++lastDevice;
    }

    public Device link(int id, Registration registration, Instant at) {
        Device device = new Device(this, id, registration, at);
        devices.add(device);
        return device;
    }

    /// Does it now, or when the phone is switched on.
    public void whenOn(Runnable work) {
        if (person.habits().online()) {
            work.run();
        } else {
            waiting.addLast(work);
        }
    }

    /// The phone was switched on.
    public void arrive() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    public int waiting() {
        return waiting.size();
    }

    /// A message with this id, sent or received over the web side of the network.
    public Optional<WebMessage> message(String id) {
        return person.find(id).filter(WebMessage.class::isInstance).map(WebMessage.class::cast);
    }

    public List<WebMessage> messages() {
        return person.everything().stream()
                .filter(WebMessage.class::isInstance)
                .map(WebMessage.class::cast)
                .toList();
    }

    public WebMessage keep(WebMessage.Letter letter, boolean own, Jid addressedAs) {
        WebMessage message = new WebMessage(letter, toString(), own, addressedAs);
        person.keep(message);
        return message;
    }

    /// Which devices have this phone's key of the group.
    public Set<Jid> holdersOfKey(Group group) {
        return holdersOfGroupKeys.computeIfAbsent(group.jid().toString(), _ -> new HashSet<>());
    }

    /// The tokens that say whom this person trusts, by number.
    public Map<String, Bytes> tokens() {
        return tokens;
    }

    /// Numbers that this person wants to hear nothing of.
    public Set<String> blocked() {
        return blocked;
    }

    /// Until when this person sees somebody type, by number or group.
    public Map<String, Instant> typing() {
        return typing;
    }

    /// Whether linking a device needs a passkey.
    public boolean asksForPasskey() {
        return asksForPasskey;
    }

    public void asksForPasskey(boolean now) {
        asksForPasskey = now;
    }

    /// Whether WhatsApp lets this number's devices write only to people who have written before.
    public boolean reachOutLimited() {
        return reachOutLimited;
    }

    public void reachOutLimited(boolean now) {
        reachOutLimited = now;
    }

    /// Whether the network calls the person by LID even where it tells the number, too.
    public boolean addressedByLid() {
        return addressedByLid;
    }

    public void addressedByLid(boolean now) {
        addressedByLid = now;
    }

    @Override
    public String toString() {
        return person.phone().toString();
    }
}
