package dev.palomar.sandbox.network;

import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A company's number on the Cloud API.
public final class BusinessNumber {

    /// How fast Meta lets a number send.
    ///
    /// @param perSecond messages a second to everybody together
    /// @param pairEvery pause that one recipient costs
    /// @param pairBurst how many messages to one recipient may be sent ahead of that
    public record Limits(int perSecond, Duration pairEvery, int pairBurst) {
        public static final Limits STANDARD = new Limits(80, Duration.ofSeconds(6), 45);
    }

    private final String id;
    private final PhoneNumber phone;
    private final Account account;
    private final Limits limits;
    private final Instant onboardedAt;
    private final Map<String, Callback> overrides = new HashMap<>();
    private final Map<String, Chat> chats = new HashMap<>();
    private final Set<String> blocked = new HashSet<>();
    private final List<Instant> registrations = new ArrayList<>();
    private final ObjectNode profile = Json.object();
    private final ObjectNode settings = Json.object();
    private final ObjectNode fields = Json.object();
    private String name;
    private String pin = "";
    private String code = "";
    private boolean registered;
    private boolean verified;
    private Instant sentUntil = Instant.EPOCH;

    BusinessNumber(String id, PhoneNumber phone, String name, Account account, Limits limits, Instant onboardedAt) {
        this.id = id;
        this.phone = phone;
        this.name = name;
        this.account = account;
        this.limits = limits;
        this.onboardedAt = onboardedAt;
    }

    public String id() {
        return id;
    }

    public PhoneNumber phone() {
        return phone;
    }

    public Account account() {
        return account;
    }

    public Instant onboardedAt() {
        return onboardedAt;
    }

    public String name() {
        return name;
    }

    public void rename(String to) {
        name = to;
    }

    /// The two-step PIN; empty when two-step verification is off.
    public String pin() {
        return pin;
    }

    public void pin(String to) {
        pin = to;
    }

    /// The code that was last sent to prove who owns the number; empty when none is open.
    public String code() {
        return code;
    }

    public void code(String to) {
        code = to;
    }

    public boolean registered() {
        return registered;
    }

    public void registered(boolean now) {
        registered = now;
    }

    public boolean verified() {
        return verified;
    }

    public void verified(boolean now) {
        verified = now;
    }

    /// Callbacks of this number alone, by app id.
    public Map<String, Callback> overrides() {
        return overrides;
    }

    public ObjectNode profile() {
        return profile;
    }

    public ObjectNode settings() {
        return settings;
    }

    /// Fields of the number that somebody set by hand, such as `quality_rating`.
    public ObjectNode fields() {
        return fields;
    }

    /// wa_ids of people this number has blocked.
    public Set<String> blocked() {
        return blocked;
    }

    /// When the number was registered or deregistered, oldest first.
    public List<Instant> registrations() {
        return registrations;
    }

    public Chat chat(Person person) {
        return chats.computeIfAbsent(person.phone().digits(), _ -> new Chat());
    }

    public Optional<Chat> existingChat(String digits) {
        return Optional.ofNullable(chats.get(digits));
    }

    /// Takes one place in the number's throughput; false when a second's worth is used up.
    public boolean takeThroughput(Instant now) {
        Duration each = Duration.ofNanos(1_000_000_000L / limits.perSecond());
        Instant base = sentUntil.isBefore(now) ? now : sentUntil;
        if (base.plus(each).isAfter(now.plusSeconds(1))) {
            return false;
        }
        sentUntil = base.plus(each);
        return true;
    }

    /// Takes one place in what may be sent to one recipient; false when the burst is used up.
    public boolean takePair(String digits, Instant now) {
        Chat chat = chats.computeIfAbsent(digits, _ -> new Chat());
        return chat.takePair(now, limits);
    }
}
