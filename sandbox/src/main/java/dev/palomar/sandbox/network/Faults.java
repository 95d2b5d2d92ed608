package dev.palomar.sandbox.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The faults that are switched on.
public final class Faults {

    private final RandomGenerator random;
    private final List<Fault> active = new ArrayList<>();

    Faults(RandomGenerator random) {
        this.random = random;
    }

    public synchronized void add(Fault fault) {
        active.add(fault);
    }

    public synchronized List<Fault> active() {
        return List.copyOf(active);
    }

    public synchronized void clear() {
        active.clear();
    }

    public synchronized void clear(Fault.Kind kind) {
        active.removeIf(fault -> fault.kind() == kind);
    }

    /// The fault of this kind that strikes here and now; taking it uses up one of its count.
    ///
    /// @param places everything that the fault's `where` may mean: ids, numbers, a path
    public synchronized Optional<Fault> take(Fault.Kind kind, List<String> places) {
        for (int i = 0; i < active.size(); i++) {
            Fault fault = active.get(i);
            if (fault.kind() == kind && at(fault.where(), places) && random.nextDouble() < fault.share()) {
                Fault after = fault.once();
                if (after.usedUp()) {
                    active.remove(i);
                } else {
                    active.set(i, after);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static boolean at(String where, List<String> places) {
        return where.isEmpty() || places.stream().anyMatch(place -> place.contains(where));
    }
}
