package dev.palomar.transport.web.line;

import dev.palomar.database.Tx;
import dev.palomar.transport.Arrival;
import java.util.List;
import java.util.function.Consumer;

/// Where lines hand in what arrived.
@FunctionalInterface
public interface Reception {

    /// Returns once all of it is on disk, and with it, in one transaction, what `alongside` writes. If it throws,
    /// nothing was kept. What comes in the same `lane` does not overtake.
    void accept(int lane, List<Arrival> arrivals, Consumer<Tx> alongside);
}
