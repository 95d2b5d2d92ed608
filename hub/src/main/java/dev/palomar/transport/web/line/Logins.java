package dev.palomar.transport.web.line;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets a few lines log in at a time, and not too many in a second: each costs a quarter of a second of processor time,
/// and WhatsApp sees them all come from one address.
final class Logins {

    /// So many may begin at once after a while in which nobody did.
    private static final int BURST = 4;

    private final int most;
    private final long apart;
    private final Set<Object> under = ConcurrentHashMap.newKeySet();
    private long counted = System.nanoTime();

    /// At most `most` at a time, and in the long run one each `apart`.
    Logins(int most, Duration apart) {
        this.most = most;
        this.apart = apart.toNanos();
    }

    /// Whether `line` may log in now; it says when it is done.
    synchronized boolean begin(Object line) {
        if (under.contains(line)) {
            return true;
        }
        long now = System.nanoTime();
        long since = Math.min(now - counted, BURST * apart);
        if (under.size() >= most || since < apart) {
            return false;
        }
        counted = now - since + apart;
        return under.add(line);
    }

    void done(Object line) {
        under.remove(line);
    }
}
