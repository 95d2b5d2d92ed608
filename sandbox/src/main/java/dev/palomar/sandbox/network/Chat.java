package dev.palomar.sandbox.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one business number and one person have to do with each other.
public final class Chat {

    /// How long a company may write freely after the person wrote.
    public static final Duration WINDOW = Duration.ofDays(1);

    private Optional<Instant> lastFromPerson = Optional.empty();
    private Instant pairUntil = Instant.EPOCH;
    private boolean marketingStopped;
    private Instant typingUntil = Instant.EPOCH;
    private Instant freeEntryUntil = Instant.EPOCH;
    private String freeEntryId = "";

    public void personWrote(Instant at) {
        lastFromPerson = Optional.of(at);
    }

    public Optional<Instant> lastFromPerson() {
        return lastFromPerson;
    }

    public boolean windowOpen(Instant now) {
        return lastFromPerson.filter(at -> at.plus(WINDOW).isAfter(now)).isPresent();
    }

    /// The person came through an advertisement: 72 hours without charge.
    public void enteredFree(Instant at, String conversationId) {
        freeEntryUntil = at.plus(Duration.ofDays(3));
        freeEntryId = conversationId;
    }

    /// The conversation that is free of charge because an advertisement led to it.
    public Optional<String> freeEntry(Instant now) {
        return freeEntryUntil.isAfter(now) ? Optional.of(freeEntryId) : Optional.empty();
    }

    public Instant freeEntryUntil() {
        return freeEntryUntil;
    }

    public boolean marketingStopped() {
        return marketingStopped;
    }

    public void marketingStopped(boolean stopped) {
        marketingStopped = stopped;
    }

    public boolean businessTypes(Instant now) {
        return typingUntil.isAfter(now);
    }

    public void businessTypesUntil(Instant until) {
        typingUntil = until;
    }

    boolean takePair(Instant now, BusinessNumber.Limits limits) {
        Instant base = pairUntil.isBefore(now) ? now : pairUntil;
        Instant after = base.plus(limits.pairEvery());
        if (after.isAfter(now.plus(limits.pairEvery().multipliedBy(limits.pairBurst())))) {
            return false;
        }
        pairUntil = after;
        return true;
    }
}
