package dev.palomar.conversation;

import java.util.List;

/// Some names are said to be one person's, and here they lead to several contacts, or to one that does not have all of
/// them. Nothing was written; [Acquaintances] must learn it first.
public final class Unacquainted extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Acquaintances.Fact> facts;

    Unacquainted(List<Acquaintances.Fact> facts) {
        super("names of one person lead to several contacts", null, false, false);
        this.facts = List.copyOf(facts);
    }

    public List<Acquaintances.Fact> facts() {
        return facts;
    }
}
