package dev.palomar.privacy;

import dev.palomar.database.Tx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Deletes archives that were made of the person.
final class ArchiveSweep implements Erasable {

    private final Archives archives;

    ArchiveSweep(Archives archives) {
        this.archives = archives;
    }

    @Override
    public String what() {
        return "exports";
    }

    @Override
    public Set<String> tables() {
        return Set.of("person_export");
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        return Part.of(archives.forget(tx, subject));
    }
}
