package dev.palomar.agent;

import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose turns are being taken: not too many at once, and not all for one tenant. Who finds no room waits for the
/// seat that becomes free, in the order of coming, the tenants one after the other.
final class Seats {

    /// A conversation whose turn it is.
    record Guest(TenantId tenant, ConversationId conversation, int slot) {}

    private final int all;
    private final int ofOne;
    private final int mostWaiting;
    private final Set<Guest> seated = new HashSet<>();
    private final Map<TenantId, Integer> perTenant = new HashMap<>();
    private final Map<TenantId, LinkedHashSet<Guest>> waiting = new LinkedHashMap<>();

    /// @param all          seats that there are
    /// @param ofOne        seats that one tenant may have
    /// @param mostWaiting  of one tenant; more are turned away, to be looked for when those are gone
    Seats(int all, int ofOne, int mostWaiting) {
        this.all = all;
        this.ofOne = ofOne;
        this.mostWaiting = mostWaiting;
    }

    /// Whether there is a seat now. If not, [#leave] names the guest later; one who sits or waits already is not
    /// seated twice.
    synchronized boolean enter(Guest guest) {
        if (seated.contains(guest)) {
            return false;
        }
        if (!hasRoom(guest.tenant())) {
            LinkedHashSet<Guest> line = waiting.computeIfAbsent(guest.tenant(), _ -> new LinkedHashSet<>());
            if (line.size() < mostWaiting) {
                line.add(guest);
            }
            return false;
        }
        unwait(guest);
        seat(guest);
        return true;
    }

    /// Answers with who sits there now.
    synchronized Optional<Guest> leave(Guest guest) {
        seated.remove(guest);
        perTenant.computeIfPresent(guest.tenant(), (_, many) -> many == 1 ? null : many - 1);
        Iterator<Map.Entry<TenantId, LinkedHashSet<Guest>>> lines =
                waiting.entrySet().iterator();
        while (lines.hasNext()) {
            Map.Entry<TenantId, LinkedHashSet<Guest>> line = lines.next();
            if (hasRoom(line.getKey())) {
                Guest next = line.getValue().removeFirst();
                lines.remove();
                if (!line.getValue().isEmpty()) {
                    waiting.put(next.tenant(), line.getValue());
                }
                seat(next);
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /// How many sit.
    synchronized int taken() {
        return seated.size();
    }

    /// The tenants of those who wait.
    synchronized List<TenantId> waiting() {
        return new ArrayList<>(waiting.keySet());
    }

    private boolean hasRoom(TenantId tenant) {
        return seated.size() < all && perTenant.getOrDefault(tenant, 0) < ofOne;
    }

    private void seat(Guest guest) {
        seated.add(guest);
        perTenant.merge(guest.tenant(), 1, Integer::sum);
    }

    private void unwait(Guest guest) {
        waiting.computeIfPresent(guest.tenant(), (_, line) -> {
            line.remove(guest);
            return line.isEmpty() ? null : line;
        });
    }
}
