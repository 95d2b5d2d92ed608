package dev.palomar.privacy;

import dev.palomar.database.Tx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One kind of thing that is known of a person, and how it is erased.
interface Erasable {

    /// What a certificate calls it; several may have the same word.
    String what();

    /// The tables that it clears, those that are cleared with them by a reference included.
    Set<String> tables();

    /// Erases some of it. To be called again, with `next` of the time before, as long as there is more.
    Part erase(Tx tx, Subject subject, Optional<UUID> from);

    /// @param erased  how many were erased
    /// @param more    whether to go on
    /// @param next    from where
    record Part(int erased, boolean more, Optional<UUID> next) {

        static Part of(int erased) {
            return new Part(erased, erased > 0, Optional.empty());
        }
    }
}
