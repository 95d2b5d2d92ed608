package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.signal.Bundle;
import dev.palomar.sandbox.wire.Bytes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that is linked to a person's phone. What it is sent is kept until it says that it has it, and
/// sent again at its next login.
public final class Device {

    private final Handset handset;
    private final int id;
    private final Bytes noiseKey;
    private final String platform;
    private final Instant linkedAt;
    private final Deque<Bundle.OneTimeKey> oneTimeKeys = new ArrayDeque<>();
    private final Map<String, Node> owed = new LinkedHashMap<>();
    private Bundle keys;
    private Optional<Connection> line = Optional.empty();
    private Instant lastSeen;
    private boolean welcomed;

    Device(Handset handset, int id, Registration registration, Instant linkedAt) {
        this.handset = handset;
        this.id = id;
        this.noiseKey = registration.noiseKey();
        this.platform = registration.platform();
        this.keys = registration.keys();
        this.linkedAt = linkedAt;
        this.lastSeen = linkedAt;
    }

    public Handset handset() {
        return handset;
    }

    public int id() {
        return id;
    }

    public Bytes noiseKey() {
        return noiseKey;
    }

    public String platform() {
        return platform;
    }

    public Instant linkedAt() {
        return linkedAt;
    }

    public Instant lastSeen() {
        return lastSeen;
    }

    public void seen(Instant at) {
        lastSeen = at;
    }

    public Jid jid() {
        return Jid.ofNumber(handset.digits(), id);
    }

    public Jid lid() {
        return Jid.ofLid(handset.lidUser(), id);
    }

    public Optional<Connection> line() {
        return line;
    }

    public void line(Optional<Connection> now) {
        line = now;
    }

    /// The keys under which the device can be written to, without a one-time key.
    public Bundle keys() {
        return keys;
    }

    public void keys(Bundle now) {
        keys = now;
    }

    public Deque<Bundle.OneTimeKey> oneTimeKeys() {
        return oneTimeKeys;
    }

    /// Takes one of the one-time keys, while there are any.
    public Bundle takeBundle() {
        return keys.with(Optional.ofNullable(oneTimeKeys.poll()));
    }

    /// True the first time it is asked: the phone then sends what it has.
    public boolean welcome() {
        boolean first = !welcomed;
        welcomed = true;
        return first;
    }

    /// Sends it, or keeps it until the device is back. Something with the same key takes the older's place.
    public void deliver(Node stanza) {
        owed.put(key(stanza, stanza.attribute("from")), stanza);
        line.ifPresent(connection -> connection.send(stanza));
    }

    /// Sends it if the device is there, and forgets it otherwise.
    public void mention(Node stanza) {
        line.ifPresent(connection -> connection.send(stanza));
    }

    /// The device has it: `acknowledgement` names class, id and whom it came from.
    public void acknowledged(Node acknowledgement) {
        owed.remove(key(acknowledgement.attribute("class"), acknowledgement, acknowledgement.attribute("to")));
    }

    /// The device has said something about these messages, so it has them.
    public void hasMessages(List<String> ids) {
        owed.values().removeIf(stanza -> stanza.tag().equals("message") && ids.contains(stanza.attribute("id")));
    }

    /// What it was sent and never said to have, oldest first.
    public List<Node> owed() {
        return new ArrayList<>(owed.values());
    }

    private static String key(Node stanza, String from) {
        return key(stanza.tag(), stanza, from);
    }

    private static String key(String kind, Node names, String from) {
        return String.join(
                " ", kind, names.attribute("id"), from, names.attribute("participant"), names.attribute("type"));
    }
}
