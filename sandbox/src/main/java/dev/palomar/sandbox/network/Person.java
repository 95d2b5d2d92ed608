package dev.palomar.sandbox.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Somebody with a telephone.
public final class Person {

    /// What a person's phone is set to.
    ///
    /// @param online switched on and connected
    /// @param readsAtOnce the chat lies open: what arrives is read
    /// @param showsUserId webhooks carry the person's business-scoped user id
    /// @param hidesNumber webhooks leave `from`, `wa_id` and `recipient_id` out
    public record Habits(boolean online, boolean readsAtOnce, boolean showsUserId, boolean hidesNumber) {
        static final Habits USUAL = new Habits(true, false, false, false);
    }

    private static final int REMEMBERED = 5_000;

    private final PhoneNumber phone;
    private final String lid;
    private final List<OnPhone> everything = new ArrayList<>();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private String name;
    private String username = "";
    private String identityHash;
    private Habits habits = Habits.USUAL;

    Person(PhoneNumber phone, String lid, String name, String identityHash) {
        this.phone = phone;
        this.lid = lid;
        this.name = name;
        this.identityHash = identityHash;
    }

    public PhoneNumber phone() {
        return phone;
    }

    /// The id by which WhatsApp addresses the person without telling the number.
    public String lid() {
        return lid;
    }

    public String name() {
        return name;
    }

    public void rename(String to) {
        name = to;
    }

    /// Without the leading `@`; empty when the person has none.
    public String username() {
        return username;
    }

    public void username(String to) {
        username = to;
    }

    /// Stands for the keys of the person's phone; another phone has another one.
    public String identityHash() {
        return identityHash;
    }

    public void identityHash(String to) {
        identityHash = to;
    }

    public Habits habits() {
        return habits;
    }

    public void habits(Habits now) {
        habits = now;
    }

    /// What the person has on the phone, sent and received, oldest first.
    public List<OnPhone> everything() {
        return everything;
    }

    /// Of that, what went between the person and businesses on the Cloud API.
    public List<Message> messages() {
        return everything.stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList();
    }

    /// What waits in the network until the phone is switched on.
    public Deque<Message> waiting() {
        return waiting;
    }

    public void keep(OnPhone message) {
        everything.add(message);
        if (everything.size() > REMEMBERED) {
            everything.removeFirst();
        }
    }

    public Optional<OnPhone> find(String id) {
        return everything.reversed().stream()
                .filter(message -> message.id().equals(id))
                .findFirst();
    }
}
