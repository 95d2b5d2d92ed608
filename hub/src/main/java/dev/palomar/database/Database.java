package dev.palomar.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to the database. Two kinds of transaction, by two roles that the database itself holds apart: one sees the
/// rows of a single tenant, the other does the hub's own work on the tables it was granted.
public final class Database implements AutoCloseable {

    /// What is done inside a transaction. May throw [Again]: then it is called another time, in a new one.
    @FunctionalInterface
    public interface Work<T extends @org.jspecify.annotations.Nullable Object> {
        T in(Tx tx);
    }

    /// The hub's own statements look up a batch of rows by their keys. PostgreSQL guesses from the size a table had
    /// when it last looked, and reads all of one that grew since. One plan for each: there is but one good one.
    private static final String BY_KEY = "; SET enable_seqscan = off; SET enable_hashjoin = off;"
            + " SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan";

    /// Nothing here is so large that it pays to start further processes for it, and to take all cores from the others.
    private static final String ALONE = "; SET max_parallel_workers_per_gather = 0";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /// Connections for what is looked up in between.
    private static final int ASIDE = 2;

    /// How long somebody waits for a connection.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// How often a transaction is tried that throws [Again].
    private static final int ATTEMPTS = 5;

    private static final Duration FULL_FOR = Duration.ofSeconds(5);

    private final DatabaseAddress address;
    private final HikariDataSource appPool;
    private final HikariDataSource workerPool;
    private final HikariDataSource asidePool;
    private final Jdbi app;
    private final Jdbi worker;
    private final Jdbi aside;
    private volatile Optional<Long> fullAt = Optional.empty();

    private Database(
            DatabaseAddress address,
            HikariDataSource appPool,
            HikariDataSource workerPool,
            HikariDataSource asidePool) {
        this.address = address;
        this.appPool = appPool;
        this.workerPool = workerPool;
        this.asidePool = asidePool;
        this.app = jdbi(appPool);
        this.worker = jdbi(workerPool);
        this.aside = jdbi(asidePool);
    }

    /// Brings the schema up to date and opens the pools. Throws when the database does not answer or its schema is
    /// newer than this program.
    public static Database open(DatabaseAddress address, int connections) {
        Migrations.run(address);
        return upToDate(address, connections, PATIENCE);
    }

    /// As [#open], where the schema is up to date, for those who wait so long for a connection.
    static Database upToDate(DatabaseAddress address, int connections, Duration patience) {
        return new Database(
                address,
                pool(address, "app", "SET ROLE palomar_app" + ALONE, connections, patience),
                pool(address, "worker", "SET ROLE palomar_worker" + ALONE + BY_KEY, connections, patience),
                pool(address, "aside", "SET ROLE palomar_worker" + ALONE + BY_KEY, ASIDE, patience));
    }

    /// Acts for one tenant: other tenants' rows do not exist in `work`.
    public <T extends @org.jspecify.annotations.Nullable Object> T tenant(TenantId tenant, Work<T> work) {
        return run(app, tx -> {
            tx.query("SELECT set_config('app.tenant', :tenant, true)")
                    .bind("tenant", tenant.value().toString())
                    .mapTo(String.class)
                    .one();
            return work.in(tx);
        });
    }

    /// The hub's own work, across tenants. Every statement still names the tenant it means.
    public <T extends @org.jspecify.annotations.Nullable Object> T worker(Work<T> work) {
        return run(worker, work);
    }

    /// As [#worker], for short work of whoever may be inside a transaction already. It has connections of its own: if
    /// all who hold one of the others wanted a second, nobody would get one. Nothing done here comes here again.
    public <T extends @org.jspecify.annotations.Nullable Object> T aside(Work<T> work) {
        return run(aside, work);
    }

    /// What the owner of the tables may do and nobody else: make and drop partitions. Statements commit one by one.
    public void owner(Consumer<Statements> work) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            work.accept(new Statements(connection));
        } catch (SQLException away) {
            throw new IllegalStateException("the database does not answer", away);
        }
    }

    /// Statements without parameters, as the owner.
    public static final class Statements {

        private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

        private final Connection connection;

        private Statements(Connection connection) {
            this.connection = connection;
        }

        public void execute(String sql) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
        }

        /// A failure is logged and the work goes on.
        public void tryExecute(String sql) {
            try {
                execute(sql);
            } catch (IllegalStateException failure) {
                LOG.atWarn()
                        .setCause(failure.getCause())
                        .addKeyValue("sql", sql)
                        .log("statement failed");
            }
        }

        /// The first column of each row.
        public List<String> names(String sql) {
            List<String> names = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
            return names;
        }
    }

    /// Whether the database answers within two seconds.
    public boolean answers() {
        try (Connection connection = workerPool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException away) {
            return false;
        }
    }

    /// Whether nothing failed for want of room on its disk within the last five seconds. While a disk is full, what is
    /// small can be written for a long time.
    public boolean hasRoom() {
        return fullAt.filter(at -> System.nanoTime() - at < FULL_FOR.toNanos()).isEmpty();
    }

    @Override
    public void close() {
        appPool.close();
        workerPool.close();
        asidePool.close();
    }

    private <T extends @org.jspecify.annotations.Nullable Object> T run(Jdbi jdbi, Work<T> work) {
        try {
            return insist(jdbi, work);
        } catch (RuntimeException failure) {
            if (Outage.isFull(failure)) {
                fullAt = Optional.of(System.nanoTime());
            }
            throw failure;
        }
    }

    private static <T extends @org.jspecify.annotations.Nullable Object> T insist(Jdbi jdbi, Work<T> work) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return once(jdbi, work);
            } catch (Again moved) {
                LOG.atDebug().addKeyValue("why", moved.getMessage()).log("a transaction is done again");
            }
        }
        return once(jdbi, work);
    }

    private static <T extends @org.jspecify.annotations.Nullable Object> T once(Jdbi jdbi, Work<T> work) {
        try (Handle handle = jdbi.open()) {
            Tx tx = new Tx(handle);
            handle.begin();
            T result;
            try {
                result = work.in(tx);
                tx.commit();
            } catch (RuntimeException | Error failure) {
                rollback(handle, failure);
                throw failure;
            }
            tx.committed();
            return result;
        }
    }

    private static void rollback(Handle handle, Throwable failure) {
        try {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private static HikariDataSource pool(
            DatabaseAddress address, String name, String init, int connections, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setConnectionInitSql(init);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections > ASIDE ? 2 : 0);
        config.setConnectionTimeout(patience.toMillis());
        config.setAutoCommit(true);
        config.addDataSourceProperty("ApplicationName", "palomar-" + name);
        config.addDataSourceProperty("prepareThreshold", "3");
        config.addDataSourceProperty("binaryTransferEnable", BinaryArray.TYPES);
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    private static Jdbi jdbi(HikariDataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        // A null has no type of its own: the column decides.
        jdbi.getConfig(Arguments.class).setUntypedNullArgument(new NullArgument(Types.OTHER));
        jdbi.registerArgument(new Ids());
        jdbi.registerArgument(new Uuids());
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Integer.class, "int4");
        jdbi.registerArrayType(Long.class, "int8");
        return jdbi;
    }

    /// Binds a uuid as such, and its absence as one, too.
    private static final class Uuids extends AbstractArgumentFactory<UUID> {

        Uuids() {
            super(Types.OTHER);
        }

        @Override
        protected Argument build(UUID value, ConfigRegistry config) {
            return (position, statement, _) -> statement.setObject(position, value);
        }
    }

    /// Binds an id as the uuid that it is.
    private static final class Ids extends AbstractArgumentFactory<Id> {

        Ids() {
            super(Types.OTHER);
        }

        @Override
        protected Argument build(Id id, ConfigRegistry config) {
            return (position, statement, _) -> statement.setObject(position, id.value());
        }
    }
}
