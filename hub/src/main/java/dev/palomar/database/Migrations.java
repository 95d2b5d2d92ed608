package dev.palomar.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// Brings the schema to what this program expects. Migrations only go forward.
final class Migrations {

    private Migrations() {}

    static void run(DatabaseAddress address) {
        makeRoles(address);
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /// The two roles belong to the server, not to one database, and may have been made by its administrator.
    private static void makeRoles(DatabaseAddress address) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            for (String role : new String[] {"palomar_app", "palomar_worker"}) {
                statement.execute("""
                    DO $$
                    BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                            CREATE ROLE %1$s NOLOGIN NOBYPASSRLS;
                        END IF;
                        -- PostgreSQL 15 knows no right to take on a role apart from being a member of it.
                        IF NOT pg_has_role(current_user, '%1$s',
                                CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER'
                                     ELSE 'SET' END) THEN
                            EXECUTE format('GRANT %1$s TO %%I', current_user);
                        END IF;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN
                        NULL; -- another node was faster
                    END $$
                    """.formatted(role));
                statement.execute("GRANT USAGE ON SCHEMA public TO " + role);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "The database user needs the right to create the roles palomar_app and palomar_worker (CREATEROLE),"
                            + " or an administrator creates them and grants them to it: " + failure.getMessage(),
                    failure);
        }
    }
}
