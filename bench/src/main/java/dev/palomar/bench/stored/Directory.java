package dev.palomar.bench.stored;

import dev.palomar.bench.place.HubProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// What a large company has besides its messages: an address book of 150,000 people, twenty numbers, and the figures of
/// four hundred days in which ten million messages were counted.
public final class Directory {

    private static final String PEOPLE = """
            CREATE UNLOGGED TABLE bench.person AS
            SELECT c.tenant_id, n, uuidv7(-make_interval(days => 150) + make_interval(secs => n)) AS id,
                   (ARRAY['Ana', 'Juan', 'María', 'José', 'Lucía', 'Carlos', 'Sofía', 'Miguel', 'Valentina', 'Luis',
                          'Camila', 'Jorge', 'Martina', 'Diego', 'Paula', 'Pedro', 'Elena', 'Andrés', 'Rosa', 'Pablo'])
                         [1 + floor(random() * 20)::int] || ' ' ||
                   (ARRAY['García', 'Rodríguez', 'González', 'Fernández', 'López', 'Martínez', 'Sánchez', 'Pérez',
                          'Gómez', 'Martín', 'Jiménez', 'Ruiz', 'Hernández', 'Díaz', 'Moreno', 'Muñoz', 'Álvarez',
                          'Romero', 'Alonso', 'Gutiérrez', 'Navarro', 'Torres', 'Domínguez', 'Vázquez', 'Ramos', 'Gil',
                          'Ramírez', 'Serrano', 'Blanco', 'Molina'])[1 + floor(random() * 30)::int]
                   || CASE WHEN n % 3 = 0
                           THEN ' ' || initcap(translate(left(md5(n::text), 9), '0123456789', 'ghijklmnop')) ELSE '' END AS name
              FROM bench.company c, generate_series(1, 150000) AS n
             WHERE c.number = 0;
            INSERT INTO contact (tenant_id, id, name, tags, created_at, updated_at)
            SELECT tenant_id, id, name, CASE WHEN n % 50 = 0 THEN ARRAY['mayorista'] ELSE '{}'::text[] END, now(), now()
              FROM bench.person ORDER BY id;
            INSERT INTO contact_identity (tenant_id, key, contact_id)
            SELECT tenant_id, 'phone:+5493' || (100000000 + n::bigint * 7919 % 899999999), id FROM bench.person
            """;

    private static final String NUMBERS = """
            INSERT INTO device (tenant_id, id, name, transport, state, state_since, connected, created_at)
            SELECT c.tenant_id, md5('number' || n)::uuid, 'Sucursal ' || n, 'WEB', 'OFFLINE', now(), false, now()
              FROM bench.company c, generate_series(1, 19) AS n
             WHERE c.number = 0
            """;

    /// Ten million messages over 400 days, 24 hours and 20 numbers: 52 an hour and number.
    private static final String FIGURES = """
            DELETE FROM stat_hour h USING bench.company c WHERE c.number = 0 AND h.tenant_id = c.tenant_id;
            DELETE FROM stat_day s USING bench.company c WHERE c.number = 0 AND s.tenant_id = c.tenant_id;
            CREATE UNLOGGED TABLE bench.word AS
            SELECT * FROM (VALUES ('message.received', 26), ('message.queued', 26), ('message.sent', 25),
                                  ('message.delivered', 24), ('message.read', 18), ('message.failed', 1),
                                  ('message.written', 2), ('window.free', 3), ('window.templateInside', 2),
                                  ('window.templateOutside', 2), ('answered.seconds', 900), ('answered.30', 9),
                                  ('answered.300', 5), ('answered.3600', 2), ('attempt.delivered', 80),
                                  ('attempt.failed', 1), ('attempt.ms.20', 40), ('attempt.ms.100', 30),
                                  ('attempt.ms.500', 10), ('outcome.failed', 1), ('sender.person', 9),
                                  ('sender.apiKey', 9), ('sender.agent', 8)) AS w (what, each);
            INSERT INTO stat_hour (tenant_id, hour, device_id, what, count)
            SELECT c.tenant_id, date_trunc('hour', now()) - make_interval(hours => h), d.id, w.what, w.each
              FROM bench.company c JOIN device d ON d.tenant_id = c.tenant_id, bench.word w, generate_series(0, 9599) AS h
             WHERE c.number = 0;
            INSERT INTO stat_hour (tenant_id, hour, device_id, what, count)
            SELECT tenant_id, hour, 'ffffffff-ffff-ffff-ffff-ffffffffffff', what, sum(count)
              FROM stat_hour WHERE tenant_id = (SELECT tenant_id FROM bench.company WHERE number = 0) GROUP BY 1, 2, 4;
            INSERT INTO stat_day (tenant_id, day, device_id, what, count)
            SELECT tenant_id, (hour AT TIME ZONE 'UTC')::date, device_id, what, sum(count)
              FROM stat_hour WHERE tenant_id = (SELECT tenant_id FROM bench.company WHERE number = 0) GROUP BY 1, 2, 3, 4
            """;

    private Directory() {}

    /// Writes it for the first company of [Stock], whose hub is not running; its database is.
    public static void write(HubProcess hub) throws IOException, SQLException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET work_mem = '256MB'");
            statement.execute(PEOPLE);
            statement.execute(NUMBERS);
            statement.execute(FIGURES);
            statement.execute(StockSql.MONTHS);
        }
    }
}
