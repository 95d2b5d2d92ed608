package dev.palomar.transport.web.line;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets a few lines log in at a time: each costs a quarter of a second of processor time, and WhatsApp sees them all
/// come from one address.
final class Logins {

    private final int most;
    private final Set<Object> under = ConcurrentHashMap.newKeySet();

    Logins(int most) {
        this.most = most;
    }

    /// Whether `line` may log in now; it says when it is done.
    synchronized boolean begin(Object line) {
        return under.contains(line) || (under.size() < most && under.add(line));
    }

    void done(Object line) {
        under.remove(line);
    }
}
