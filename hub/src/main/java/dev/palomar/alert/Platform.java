package dev.palomar.alert;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.TenantId;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;

/// What can be wrong with the hub itself.
public final class Platform {

    /// Whose alerts are the operator's.
    public static final TenantId NOBODY = new TenantId(new UUID(0, 0));

    private static final int LITTLE_PERCENT = 10;
    private static final int NOTHING_PERCENT = 3;
    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Duration VERY_OLD = Duration.ofMinutes(30);

    private final Supplier<OptionalInt> freePercent;

    /// `freePercent` tells how much of the disk is free; empty when it cannot be told.
    public Platform(Supplier<OptionalInt> freePercent) {
        this.freePercent = freePercent;
    }

    /// Of the disk that holds a folder.
    public static Supplier<OptionalInt> diskOf(Path folder) {
        return () -> {
            try {
                FileStore disk = Files.getFileStore(folder);
                long all = disk.getTotalSpace();
                return all <= 0 ? OptionalInt.empty() : OptionalInt.of((int) (disk.getUsableSpace() * 100.0 / all));
            } catch (IOException unknown) {
                return OptionalInt.empty();
            }
        };
    }

    List<Condition> look(Tx tx, Instant now) {
        List<Condition> found = new ArrayList<>();
        OptionalInt free = freePercent.get();
        if (free.isPresent() && free.getAsInt() < LITTLE_PERCENT) {
            found.add(new Condition(
                    NOBODY,
                    AlertKind.DISK_LOW,
                    Subject.platform("data"),
                    free.getAsInt() < NOTHING_PERCENT ? Severity.CRITICAL : Severity.WARNING,
                    now,
                    Json.object().put("freePercent", free.getAsInt())));
        }
        oldest(tx, now).ifPresent(since -> found.add(queue(since, now)));
        return found;
    }

    private static Condition queue(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return new Condition(
                NOBODY,
                AlertKind.QUEUE_OLD,
                Subject.platform("outbox"),
                age.compareTo(VERY_OLD) > 0 ? Severity.CRITICAL : Severity.WARNING,
                since,
                Json.object().put("minutes", age.toMinutes()));
    }

    /// Since when the oldest message could have been sent over a Cloud number that is online. Numbers linked by QR
    /// write at a person's pace, so what waits there says nothing.
    private static Optional<Instant> oldest(Tx tx, Instant now) {
        return tx.query("""
                SELECT min(o.due_at) AS due
                  FROM device d
                 CROSS JOIN LATERAL (
                       SELECT due_at FROM outbox
                        WHERE device_id = d.id AND status IN ('queued', 'sending') AND status = 'queued'
                          AND due_at < :old
                        ORDER BY conversation_id, message_id
                        LIMIT 1000) o
                 WHERE d.state = 'ONLINE' AND d.transport = 'CLOUD'
                """)
                .bind("old", Timestamp.from(now.minus(OLD)))
                .map((row, _) -> Rows.maybeInstant(row, "due"))
                .one();
    }
}
