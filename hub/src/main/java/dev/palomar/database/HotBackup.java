package dev.palomar.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A copy of a running [LocalPostgres], made while it works: PostgreSQL's own way for those who copy files themselves
/// (PostgreSQL 18 manual, 25.3.4 "Making a Base Backup Using the Low Level API"). A server that is started on the copy
/// has everything that was committed when [#into] returned.
public final class HotBackup {

    private static final String LOG = "pg_wal";

    /// What a server makes anew, or what would lead the copy astray (the same section of the manual).
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");

    private static final Set<String> LEFT_EMPTY = Set.of(
            LOG, "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private final Path home;

    /// `home` is the folder of a [LocalPostgres] that runs, in this process or another one.
    public HotBackup(Path home) {
        this.home = home;
    }

    /// Copies it into `target`, which has to be empty or not there. Throws [IOException] with words for the operator
    /// when no server runs there, or the copy cannot be made.
    public void into(Path target) throws IOException {
        DatabaseAddress address = running();
        Path data = Files.createDirectories(target.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            // Keeps the log from the beginning on; it goes with the connection.
            value(connection, "SELECT slot_name FROM pg_create_physical_replication_slot(?, true, true)", "backup");
            String from = value(connection, "SELECT pg_walfile_name(pg_backup_start(?, true))", "palomar");
            copyTree(home.resolve("data"), data);
            String to = stop(connection, data);
            for (String segment : segments(connection, from, to)) {
                copy(
                        home.resolve("data").resolve(LOG).resolve(segment),
                        data.resolve(LOG).resolve(segment));
            }
        } catch (SQLException failure) {
            throw new IOException("PostgreSQL refuses a backup: " + failure.getMessage(), failure);
        }
        Path password = target.resolve("password");
        copy(home.resolve("password"), password);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }

    private DatabaseAddress running() throws IOException {
        Path note = home.resolve("data/postmaster.pid");
        if (Files.notExists(note)) {
            throw new IOException("no database server runs in " + home + "; while the hub is stopped, copy the folder");
        }
        String port = Files.readAllLines(note).get(3).strip();
        String password = Files.readString(home.resolve("password")).strip();
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    /// Answers the last file of the log that belongs to it.
    private static String stop(Connection connection, Path data) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT pg_walfile_name(lsn), labelfile FROM pg_backup_stop(wait_for_archive => false)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            Files.writeString(data.resolve("backup_label"), row.getString(2));
            return row.getString(1);
        }
    }

    private static List<String> segments(Connection connection, String from, String to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' AND name BETWEEN ? AND ?")) {
            statement.setString(1, from);
            statement.setString(2, to);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private static String value(Connection connection, String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(folder));
                Files.createDirectories(copy);
                boolean empty = from.equals(folder.getParent())
                        && LEFT_EMPTY.contains(folder.getFileName().toString());
                return empty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (!LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp")) {
                    copyUnlessGone(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /// What a server removes meanwhile, it removes again when it reads its log.
    private static void copyUnlessGone(Path from, Path to) throws IOException {
        try {
            copy(from, to);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(to);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }
}
