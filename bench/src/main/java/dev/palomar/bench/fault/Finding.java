package dev.palomar.bench.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// What was counted, and which of the promises did not hold.
public final class Finding {

    private final StringJoiner counts = new StringJoiner(", ");
    private final List<String> broken = new ArrayList<>();

    /// Something worth knowing, whatever it is.
    public Finding note(String what, Object value) {
        counts.add(what + " " + value);
        return this;
    }

    /// A number that has to be that one.
    public Finding exactly(String what, long counted, long wanted) {
        counts.add(what + " " + number(counted));
        if (counted != wanted) {
            broken.add(what + " is " + number(counted) + " and has to be " + number(wanted));
        }
        return this;
    }

    /// A number that must not be larger.
    public Finding atMost(String what, long counted, long bound) {
        counts.add(what + " " + number(counted) + " (at most " + number(bound) + ")");
        if (counted > bound) {
            broken.add(what + " is " + number(counted) + " and may be " + number(bound) + " at most");
        }
        return this;
    }

    /// A number that must not be smaller: otherwise nothing was tried.
    public Finding atLeast(String what, long counted, long bound) {
        counts.add(what + " " + number(counted));
        if (counted < bound) {
            broken.add(what + " is " + number(counted) + " and has to be " + number(bound) + " at least");
        }
        return this;
    }

    /// Something that has to be so.
    public Finding holds(String what, boolean so) {
        if (!so) {
            broken.add("not so: " + what);
        }
        return this;
    }

    /// What did not hold, a line each.
    public List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public String toString() {
        return counts.toString();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
