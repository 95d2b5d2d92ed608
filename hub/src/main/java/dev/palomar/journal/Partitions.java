package dev.palomar.journal;

import dev.palomar.database.Database;
import dev.palomar.model.id.IdSource;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Days of the log and of the attempts: made ahead of time, dropped whole when they are older than they are kept.
public final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final int DAYS_AHEAD = 3;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final Database database;
    private final InstantSource clock;
    private final Duration keepEvents;
    private final Duration keepAttempts;

    public Partitions(Database database, InstantSource clock, Duration keepEvents, Duration keepAttempts) {
        this.database = database;
        this.clock = clock;
        this.keepEvents = keepEvents;
        this.keepAttempts = keepAttempts;
    }

    /// Run at start and every hour.
    public void maintain() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        database.owner(statements -> {
            statements.execute("CREATE TABLE IF NOT EXISTS event_other PARTITION OF event DEFAULT");
            statements.execute("CREATE TABLE IF NOT EXISTS attempt_other PARTITION OF attempt DEFAULT");
            for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
                statements.tryExecute(
                        "CREATE TABLE IF NOT EXISTS event_%s PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                                .formatted(DAY.format(day), firstId(day), firstId(day.plusDays(1))));
                statements.tryExecute(
                        "CREATE TABLE IF NOT EXISTS attempt_%s PARTITION OF attempt FOR VALUES FROM ('%s') TO ('%s')"
                                .formatted(DAY.format(day), day + " 00:00Z", day.plusDays(1) + " 00:00Z"));
            }
            dropBefore(statements, "event", today.minusDays(keepEvents.toDays()));
            dropBefore(statements, "attempt", today.minusDays(keepAttempts.toDays()));
        });
    }

    private static void dropBefore(Database.Statements statements, String table, LocalDate oldest) {
        List<String> partitions = statements.names("""
                SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent = '%s'::regclass AND c.relname ~ '_[0-9]{8}$'
                """.formatted(table));
        for (String partition : partitions) {
            LocalDate day = LocalDate.parse(partition.substring(partition.length() - 8), DAY);
            if (day.isBefore(oldest)) {
                statements.execute("DROP TABLE " + partition);
                LOG.atInfo().addKeyValue("partition", partition).log("dropped what is past its time");
            }
        }
    }

    private static UUID firstId(LocalDate day) {
        return IdSource.floor(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    }
}
