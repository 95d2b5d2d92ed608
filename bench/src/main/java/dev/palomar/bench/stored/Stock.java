package dev.palomar.bench.stored;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Ids;
import dev.palomar.bench.place.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/// A past for a hub: a hundred days of messages, written by its database as the hub would have written them. Companies
/// are of very different size, and so are their conversations: with people numbered from 0, a message falls to number
/// `people * u³`, which gives the largest conversation some thousandths of all and the smallest a dozen messages.
/// Events and attempts are there for the last week only, as retention leaves them.
public final class Stock {

    private static final int DAYS = 100;
    private static final int DAYS_OF_EVENTS = 7;
    private static final int DAYS_OF_ATTEMPTS = 30;

    /// Messages in a conversation, taken over all.
    private static final int EACH = 40;

    private static final int AT_ONCE = 100_000;

    private final List<Town.Company> companies;
    private final List<Town.Endpoint> endpoints;
    private final long messages;

    /// Every company has one endpoint, in their order. The hub has had some traffic, so that there is something to
    /// copy headers and bodies from.
    public Stock(List<Town.Company> companies, List<Town.Endpoint> endpoints, long messages) {
        this.companies = companies;
        this.endpoints = endpoints;
        this.messages = messages;
    }

    /// Writes it into the database of a hub that is not running; its database is. What was drawn stays in the schema
    /// `bench`.
    public void lay(HubProcess hub) throws IOException, SQLException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // Keys to other tables hold by the way it is made.
            statement.execute("SET session_replication_role = replica");
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET work_mem = '256MB'");
            makeDays(statement);
            for (String step : StockSql.PREPARE) {
                statement.execute(step);
            }
            addCompanies(connection);
            for (String step : StockSql.PEOPLE) {
                statement.execute(step);
            }
            long began = System.nanoTime();
            for (long from = 0; from < messages; from += AT_ONCE) {
                long to = Math.min(messages, from + AT_ONCE);
                draw(connection, from, to);
                for (String step : StockSql.WRITE) {
                    statement.execute(step);
                }
                if ((to / AT_ONCE) % 10 == 0 || to == messages) {
                    System.out.printf("   %,d messages in %.0f s%n", to, (System.nanoTime() - began) / 1e9);
                }
            }
            for (String step : StockSql.FINISH) {
                statement.execute(step);
            }
        }
    }

    /// The first of them has as much as the second and third together.
    private void addCompanies(Connection connection) throws SQLException {
        double all = 0;
        for (int number = 0; number < companies.size(); number++) {
            all += 1.0 / (number + 1);
        }
        double from = 0;
        try (PreparedStatement row = connection.prepareStatement("""
                INSERT INTO bench.company (number, tenant_id, device_id, endpoint_id, people, from_share, to_share)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)) {
            for (int number = 0; number < companies.size(); number++) {
                Town.Company company = companies.get(number);
                double share = 1 / (number + 1.0) / all;
                row.setInt(1, number);
                row.setObject(2, Ids.uuid(company.tenant()));
                row.setObject(3, Ids.uuid(company.device()));
                row.setObject(4, Ids.uuid(endpoints.get(number).id()));
                row.setInt(5, (int) Math.max(1, share * messages / EACH));
                row.setDouble(6, from);
                from = number == companies.size() - 1 ? 1 : from + share;
                row.setDouble(7, from);
                row.execute();
            }
        }
    }

    private void draw(Connection connection, long from, long to) throws SQLException {
        try (PreparedStatement draw = connection.prepareStatement(StockSql.DRAW)) {
            draw.setDouble(1, DAYS * 86_400.0 / messages);
            draw.setLong(2, messages);
            draw.setInt(3, DAYS_OF_EVENTS);
            draw.setLong(4, from);
            draw.setLong(5, to - 1);
            draw.execute();
        }
    }

    /// A hub that has run for a month has a partition for each of its days.
    private static void makeDays(Statement statement) throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (LocalDate day = today.minusDays(DAYS_OF_ATTEMPTS); day.isBefore(today); day = day.plusDays(1)) {
            String name = DateTimeFormatter.BASIC_ISO_DATE.format(day);
            if (!day.isBefore(today.minusDays(DAYS_OF_EVENTS))) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS event_%s PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                                .formatted(name, firstId(day), firstId(day.plusDays(1))));
            }
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS attempt_%s PARTITION OF attempt FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')"
                            .formatted(name, day, day.plusDays(1)));
        }
    }

    private static UUID firstId(LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new UUID(midnight.toEpochMilli() << 16, 0);
    }
}
