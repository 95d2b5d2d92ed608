package dev.palomar.alert;

import dev.palomar.database.TestDatabase;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.TenantId;
import dev.palomar.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;

/// A company with one number on a real database, and somebody who looks for what is wrong.
final class AlertWorld implements AutoCloseable {

    final TestDatabase test = TestDatabase.fresh();
    final SettableClock clock = new SettableClock();
    final IdSource ids = new IdSource(clock, new Random());
    final TenantId company = new TenantId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0011L));
    final DeviceId sales = new DeviceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0012L));
    final AlertSettings settings = new AlertSettings(test.database());
    final Alerts alerts = new Alerts(test.database(), clock);
    final List<String> told = new ArrayList<>();
    OptionalInt freePercent = OptionalInt.of(50);
    final Watch watch;

    AlertWorld() {
        new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
        Journal journal = new Journal(clock, ids);
        journal.listen(entries -> entries.forEach(entry -> told.add(entry.type().word())));
        watch = new Watch(test.database(), journal, settings, new Platform(() -> freePercent), clock, ids);
        sql("INSERT INTO tenant (id, slug, name, locale, created_at) VALUES ('" + company.value()
                + "', 'sol', 'Peluquería Sol', 'es-AR', now())");
        sql("INSERT INTO device (tenant_id, id, name, transport, state, state_since, created_at) VALUES ('"
                + company.value() + "', '" + sales.value() + "', 'Ventas', 'WEB', 'ONLINE', now(), now())");
    }

    void state(String state, String detail) {
        sql("UPDATE device SET state = '" + state + "', state_detail = '" + detail + "', state_since = '"
                + clock.instant() + "'");
        sql("INSERT INTO device_state (tenant_id, device_id, at, state) VALUES ('" + company.value() + "', '"
                + sales.value() + "', '" + clock.instant() + "', '" + state + "')");
    }

    void sql(String text) {
        try (Connection connection = test.owner();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    List<Alert> list(TenantId tenant, boolean open) {
        return alerts.list(
                        tenant,
                        new Alerts.Filter(Optional.of(open), Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        50)
                .items();
    }

    List<Alert> open() {
        return list(company, true);
    }

    List<Alert> closed() {
        return list(company, false);
    }

    @Override
    public void close() {
        test.close();
    }
}
