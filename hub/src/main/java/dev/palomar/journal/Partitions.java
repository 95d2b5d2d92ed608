package dev.palomar.journal;

import dev.palomar.database.Database;
import dev.palomar.model.id.IdSource;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Days of the log, of the attempts and of other tables: made ahead of time, dropped whole when they are older than
/// they are kept.
public final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final int DAYS_AHEAD = 3;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final Database database;
    private final InstantSource clock;
    private final List<Kept> tables;

    /// A table of days.
    ///
    /// @param byId  by its ids, which begin with the time, else by the time itself
    private record Kept(String table, boolean byId, Duration keep) {

        String first(LocalDate day) {
            return byId ? firstId(day).toString() : day + " 00:00Z";
        }
    }

    public Partitions(Database database, InstantSource clock, Duration keepEvents, Duration keepAttempts) {
        this(database, clock, List.of(new Kept("event", true, keepEvents), new Kept("attempt", false, keepAttempts)));
    }

    private Partitions(Database database, InstantSource clock, List<Kept> tables) {
        this.database = database;
        this.clock = clock;
        this.tables = tables;
    }

    /// The same with another table that is partitioned by id.
    public Partitions with(String table, Duration keep) {
        List<Kept> more = new ArrayList<>(tables);
        more.add(new Kept(table, true, keep));
        return new Partitions(database, clock, more);
    }

    /// Run at start and every hour.
    public void maintain() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        database.owner(statements -> {
            for (Kept kept : tables) {
                String table = kept.table();
                statements.execute("CREATE TABLE IF NOT EXISTS %1$s_other PARTITION OF %1$s DEFAULT".formatted(table));
                LocalDate last = today.plusDays(DAYS_AHEAD);
                for (LocalDate day = today.minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
                    statements.tryExecute(
                            "CREATE TABLE IF NOT EXISTS %1$s_%2$s PARTITION OF %1$s FOR VALUES FROM ('%3$s') TO ('%4$s')"
                                    .formatted(table, DAY.format(day), kept.first(day), kept.first(day.plusDays(1))));
                }
                dropBefore(statements, table, today.minusDays(kept.keep().toDays()));
            }
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
