package dev.palomar.bench.stored;

import java.util.List;

/// The statements of [Stock], in their order. Everything is drawn first and written from there.
final class StockSql {

    private StockSql() {}

    private static final String CLEAR = """
            DROP SCHEMA IF EXISTS bench CASCADE;
            CREATE SCHEMA bench;
            CREATE UNLOGGED TABLE bench.company (
                number int PRIMARY KEY, tenant_id uuid, device_id uuid, endpoint_id uuid, people int,
                from_share float8, to_share float8);
            CREATE UNLOGGED TABLE bench.draw (
                i bigint, company int, rank int, at timestamptz, kept boolean, inbound boolean, id uuid, kind float8,
                fate float8, a int, b int, wire text);
            CREATE UNLOGGED TABLE bench.told (
                i bigint, step int, company int, rank int, type text, at timestamptz, event_id uuid, slot smallint,
                seq bigint, message_id uuid, luck float8, waits boolean)
            """;

    private static final String PHRASES = """
            CREATE UNLOGGED TABLE bench.phrase AS
            SELECT n AS number, string_agg(w.word, ' ') AS text
              FROM generate_series(0, 9999) AS n,
                   LATERAL (SELECT (ARRAY['hola', 'buenas', 'tardes', 'quería', 'saber', 'si', 'tienen', 'el', 'pedido',
                                          'de', 'ayer', 'para', 'mañana', 'gracias', 'por', 'favor', 'la', 'entrega',
                                          'llegó', 'no', 'todavía', 'cuánto', 'cuesta', 'envío', 'a', 'domicilio',
                                          'rosas', 'zapatos', 'talla', 'color', 'azul', 'rojo', 'factura', 'pago',
                                          'tarjeta', 'efectivo', 'transferencia', 'turno', 'jueves', 'viernes', 'sábado',
                                          'horario', 'abren', 'cierran', 'local', 'dirección', 'calle', 'número', 'con',
                                          'quién', 'hablo', 'necesito', 'cambiar', 'devolver', 'perfecto', 'dale',
                                          'listo', 'espero', 'su', 'respuesta'])[1 + floor(random() * 60)::int] AS word
                              FROM generate_series(1, 4 + n % 9)) AS w
             GROUP BY n;
            ALTER TABLE bench.phrase ADD PRIMARY KEY (number)
            """;

    /// What the hub wrote for real messages: bodies of events, headers of attempts.
    private static final String SAMPLES = """
            CREATE UNLOGGED TABLE bench.sample AS
            SELECT w.type, e.normalized, CASE WHEN w.type IN ('message.queued', 'message.sent') THEN NULL
                        WHEN w.type = 'message.received' THEN e.raw
                        ELSE convert_to(json_build_object('id', 'wamid.' || md5('1') || md5('2'), 'status', 'read',
                                 'timestamp', '1784550000', 'recipient_id', '5491150000000')::text, 'UTF8') END AS raw
              FROM (VALUES ('message.received', 'message.received'), ('message.queued', 'message.queued'),
                           ('message.sent', 'message.sent'), ('message.delivered', 'message.sent'),
                           ('message.read', 'message.sent'), ('message.failed', 'message.sent'))
                   AS w (type, alike),
                   LATERAL (SELECT normalized, raw FROM event WHERE event.type = w.alike LIMIT 1) AS e;
            CREATE UNLOGGED TABLE bench.call AS
            SELECT url, request_headers, response_headers, response_body FROM attempt
             WHERE outcome = 'delivered' LIMIT 1
            """;

    static final List<String> PREPARE = List.of(CLEAR, PHRASES, SAMPLES);

    private static final String CHATS = """
            CREATE UNLOGGED TABLE bench.chat AS
            SELECT c.number AS company, p.rank, c.tenant_id, c.device_id, c.endpoint_id,
                   uuidv7(-make_interval(days => 101)) AS conversation_id,
                   uuidv7(-make_interval(days => 101)) AS contact_id,
                   '+54911' || (10000000 + p.rank::bigint * 7919 % 90000000) AS phone,
                   (ARRAY['Ana', 'Juan', 'María', 'José', 'Lucía', 'Carlos', 'Sofía', 'Miguel', 'Valentina', 'Luis',
                          'Camila', 'Jorge', 'Martina', 'Diego', 'Paula', 'Pedro', 'Elena', 'Andrés', 'Rosa', 'Pablo'])
                         [1 + floor(random() * 20)::int] || ' ' ||
                   (ARRAY['García', 'Rodríguez', 'González', 'Fernández', 'López', 'Martínez', 'Sánchez', 'Pérez',
                          'Gómez', 'Martín', 'Jiménez', 'Ruiz', 'Hernández', 'Díaz', 'Moreno', 'Muñoz', 'Álvarez',
                          'Romero', 'Alonso', 'Gutiérrez', 'Navarro', 'Torres', 'Domínguez', 'Vázquez', 'Ramos', 'Gil',
                          'Ramírez', 'Serrano', 'Blanco', 'Molina'])[1 + floor(random() * 30)::int] AS name
              FROM bench.company c, generate_series(0, c.people - 1) AS p (rank);
            ALTER TABLE bench.chat ADD PRIMARY KEY (company, rank);
            ANALYZE bench.chat
            """;

    private static final String CONVERSATIONS = """
            INSERT INTO contact (tenant_id, id, name, created_at, updated_at)
            SELECT tenant_id, contact_id, name, now() - interval '101 days', now() - interval '101 days'
              FROM bench.chat ORDER BY contact_id;
            INSERT INTO contact_identity (tenant_id, key, contact_id)
            SELECT tenant_id, 'phone:' || phone, contact_id FROM bench.chat ORDER BY contact_id;
            INSERT INTO conversation (tenant_id, id, device_id, contact_id, chat, slot, last_message_at, created_at)
            SELECT tenant_id, conversation_id, device_id, contact_id, 'contact:' || contact_id,
                   get_byte(uuid_send(conversation_id), 15), now() - interval '101 days', now() - interval '101 days'
              FROM bench.chat ORDER BY conversation_id;
            ANALYZE contact, contact_identity, conversation
            """;

    static final List<String> PEOPLE = List.of(CHATS, CONVERSATIONS);

    /// Seconds between messages, how many there will be, days with events, first and last number.
    static final String DRAW = """
            INSERT INTO bench.draw
            SELECT d.i, c.number, floor(c.people * power(random(), 3))::int, d.at, d.at > now() - make_interval(days => k.days),
                   random() < 0.5, uuidv7(d.at - clock_timestamp()), random(), random(),
                   floor(random() * 10000)::int, floor(random() * 10000)::int,
                   'wamid.HBgNNTQ5MTE1NTU1MDEwMRUCABIY' || upper(md5(d.i::text)) || 'AA=='
              FROM (SELECT ?::float8 AS pause, ?::bigint AS messages, ?::int AS days) AS k,
                   LATERAL (SELECT i, now() - make_interval(secs => (k.messages - i) * k.pause) AS at, random() AS share
                              FROM generate_series(?::bigint, ?::bigint) AS i OFFSET 0) AS d
              JOIN bench.company c ON d.share >= c.from_share AND d.share < c.to_share
            """;

    private static final String MESSAGES = """
            INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, wire_id, type, content, preview,
                                 about, sent_at, recorded_at)
            SELECT v.tenant_id, d.id, v.device_id, v.conversation_id, d.inbound, CASE WHEN d.inbound THEN d.wire END,
                   t.type,
                   CASE t.type
                       WHEN 'text' THEN format('{"type":"text","text":{"body":"%s"}}', t.text)
                       WHEN 'image' THEN format('{"type":"image","image":{"id":"77%s","mime_type":"image/jpeg",'
                            '"sha256":"%s","caption":"%s"}}', d.i, md5(d.wire), a.text)
                       WHEN 'audio' THEN format('{"type":"audio","audio":{"id":"77%s",'
                            '"mime_type":"audio/ogg; codecs=opus","sha256":"%s","voice":true}}', d.i, md5(d.wire))
                       WHEN 'document' THEN format('{"type":"document","document":{"id":"77%s",'
                            '"mime_type":"application/pdf","filename":"factura-%s.pdf"}}', d.i, d.i)
                       WHEN 'reaction' THEN format('{"type":"reaction","reaction":{"message_id":"%s","emoji":"👍"}}',
                            t.before)
                       WHEN 'location' THEN format('{"type":"location","location":{"latitude":-34.6,"longitude":-58.4,'
                            '"name":"%s"}}', a.text)
                       WHEN 'edit' THEN format('{"type":"edit","edit":{"original_message_id":"%s","message":'
                            '{"type":"text","text":{"body":"%s"}}}}', t.before, t.text)
                       ELSE format('{"type":"revoke","revoke":{"original_message_id":"%s"}}', t.before)
                   END,
                   CASE t.type WHEN 'text' THEN left(t.text, 200) WHEN 'edit' THEN left(t.text, 200)
                               WHEN 'image' THEN a.text WHEN 'location' THEN a.text
                               WHEN 'document' THEN 'factura-' || d.i || '.pdf' WHEN 'reaction' THEN '👍' ELSE '' END,
                   CASE WHEN t.type IN ('reaction', 'edit', 'revoke') THEN t.before END,
                   d.at - interval '1 second', d.at
              FROM (SELECT *, lag(wire) OVER (PARTITION BY company, rank ORDER BY i) AS earlier FROM bench.draw) AS d
              JOIN bench.chat v ON v.company = d.company AND v.rank = d.rank
              JOIN bench.phrase a ON a.number = d.a
              JOIN bench.phrase b ON b.number = d.b,
                   LATERAL (SELECT CASE WHEN d.kind < 0.88 THEN 'text' WHEN d.kind < 0.94 THEN 'image'
                                        WHEN d.kind < 0.96 THEN 'audio' WHEN d.kind < 0.975 THEN 'document'
                                        WHEN d.kind < 0.99 THEN 'reaction' WHEN d.kind < 0.992 THEN 'location'
                                        WHEN d.kind < 0.996 THEN 'edit' ELSE 'revoke' END AS type,
                                   a.text || ', ' || b.text || ' ' || d.i AS text,
                                   coalesce(d.earlier, d.wire) AS before OFFSET 0) AS t
             ORDER BY d.i
            """;

    /// How far each of ours has come: most are read, one in twenty-five failed.
    private static final String OUTBOX = """
            INSERT INTO outbox (tenant_id, message_id, device_id, conversation_id, slot, recipient, status, due_at,
                                attempts, expires_at, wire_id, history, error, client_reference)
            SELECT v.tenant_id, d.id, v.device_id, v.conversation_id, get_byte(uuid_send(v.conversation_id), 15),
                   '{"phone":"' || v.phone || '"}', s.status, d.at, 1, d.at + interval '24 hours',
                   CASE WHEN s.steps > 2 THEN d.wire END,
                   '[' || (SELECT string_agg('{"status":"' || h.word || '","at":"'
                                  || to_char(d.at + h.n * interval '2 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                                  || '","error":null}', ',' ORDER BY h.n)
                             FROM unnest(ARRAY['queued', 'sending', 'sent', 'delivered', 'read']) WITH ORDINALITY AS h (word, n)
                            WHERE h.n <= s.steps) || ']',
                   CASE WHEN s.status = 'failed' THEN '{"code":"131026","message":"Message undeliverable",'
                             || '"cause":"The person cannot get this message: no WhatsApp, an old one, or not accepted."}' END,
                   CASE WHEN d.i % 3 = 0 THEN 'order-' || d.i END
              FROM bench.draw d
              JOIN bench.chat v ON v.company = d.company AND v.rank = d.rank,
                   LATERAL (SELECT CASE WHEN d.fate < 0.60 THEN 'read' WHEN d.fate < 0.85 THEN 'delivered'
                                        WHEN d.fate < 0.93 THEN 'sent' WHEN d.fate < 0.97 THEN 'failed'
                                        WHEN d.fate < 0.98 THEN 'expired' WHEN d.fate < 0.99 THEN 'canceled'
                                        ELSE 'unknown' END AS status,
                                   CASE WHEN d.fate < 0.60 THEN 5 WHEN d.fate < 0.85 THEN 4 WHEN d.fate < 0.93 THEN 3
                                        ELSE 2 END AS steps OFFSET 0) AS s
             WHERE NOT d.inbound
             ORDER BY d.i;
            INSERT INTO send_attempt (tenant_id, message_id, number, started_at, duration_ms, outcome)
            SELECT v.tenant_id, d.id, 1, d.at, 80 + d.i % 200, CASE WHEN d.fate < 0.93 THEN 'accepted' ELSE 'refused' END
              FROM bench.draw d
              JOIN bench.chat v ON v.company = d.company AND v.rank = d.rank
             WHERE NOT d.inbound AND (d.fate < 0.97 OR d.fate > 0.99)
             ORDER BY d.i
            """;

    /// What was told of the messages of the last week, with numbers that go on where the slots are.
    private static final String TOLD = """
            INSERT INTO bench.told
            SELECT t.i, t.step, t.company, t.rank, t.type, t.at, t.event_id, t.slot,
                   h.next_seq - 1 + row_number() OVER (PARTITION BY t.slot ORDER BY t.i, t.step), t.id, random(),
                   t.rank % 500 = 499 AND t.at > now() - interval '1 day'
              FROM (SELECT d.i, s.step, d.company, d.rank, s.type, d.at + s.step * interval '1 second' AS at, d.id,
                           get_byte(uuid_send(v.conversation_id), 15) AS slot,
                           uuidv7(d.at + s.step * interval '1 second' - clock_timestamp()) AS event_id
                      FROM bench.draw d
                      JOIN bench.chat v ON v.company = d.company AND v.rank = d.rank
                      JOIN (VALUES (0, 'message.received', true, 0.0, 1.1), (0, 'message.queued', false, 0.0, 1.1),
                                   (1, 'message.sent', false, 0.0, 0.93), (2, 'message.delivered', false, 0.0, 0.85),
                                   (3, 'message.read', false, 0.0, 0.60), (1, 'message.failed', false, 0.93, 0.99))
                           AS s (step, type, inbound, from_fate, to_fate)
                        ON s.inbound = d.inbound AND d.fate >= s.from_fate AND d.fate < s.to_fate
                     WHERE d.kept) AS t
              JOIN slot_head h ON h.slot = t.slot;
            UPDATE slot_head h SET next_seq = t.most + 1
              FROM (SELECT slot, max(seq) AS most FROM bench.told GROUP BY slot) AS t
             WHERE h.slot = t.slot;
            INSERT INTO event (tenant_id, id, slot, seq, recorded_at, type, lane, device_id, conversation_id, message_id,
                               sequence, backfilled, normalized, raw)
            SELECT v.tenant_id, t.event_id, t.slot, t.seq, t.at, t.type, v.conversation_id, v.device_id, v.conversation_id,
                   t.message_id, t.i * 4 + t.step, false, s.normalized, s.raw
              FROM bench.told t
              JOIN bench.chat v ON v.company = t.company AND v.rank = t.rank
              JOIN bench.sample s ON s.type = t.type
             ORDER BY t.i, t.step
            """;

    /// Nearly all went well at once, some at the second try; some were given up, and some wait.
    private static final String ATTEMPTS = """
            INSERT INTO attempt (tenant_id, endpoint_id, event_id, number, started_at, duration_ms, outcome, event_type,
                                 conversation_id, url, request_headers, status, response_headers, response_body)
            SELECT v.tenant_id, v.endpoint_id, t.event_id, w.number, t.at + w.number * interval '5 seconds',
                   3 + t.i % 60, w.outcome, t.type, v.conversation_id, c.url, c.request_headers,
                   CASE w.outcome WHEN 'delivered' THEN 200 ELSE 503 END, c.response_headers, c.response_body
              FROM bench.told t
              JOIN bench.chat v ON v.company = t.company AND v.rank = t.rank
              JOIN (VALUES (0.0, 0.003, 1, 'giveUp'), (0.003, 0.023, 1, 'retry'), (0.003, 0.023, 2, 'delivered'),
                           (0.023, 1.0, 1, 'delivered')) AS w (from_luck, to_luck, number, outcome)
                ON t.luck >= w.from_luck AND t.luck < w.to_luck,
                   bench.call c
             WHERE NOT t.waits
             ORDER BY t.i, t.step;
            INSERT INTO parked (tenant_id, endpoint_id, lane, slot, seq, event_id, state, attempts, parked_at)
            SELECT v.tenant_id, v.endpoint_id, v.conversation_id, t.slot, t.seq, t.event_id,
                   CASE WHEN t.waits THEN 'parked' ELSE 'dead' END, CASE WHEN t.waits THEN 0 ELSE 12 END, t.at
              FROM bench.told t
              JOIN bench.chat v ON v.company = t.company AND v.rank = t.rank
             WHERE t.waits OR t.luck < 0.003;
            INSERT INTO lane_retry (tenant_id, endpoint_id, lane, slot, attempts, next_at)
            SELECT DISTINCT v.tenant_id, v.endpoint_id, v.conversation_id, t.slot, 8, now() + interval '2 days'
              FROM bench.told t
              JOIN bench.chat v ON v.company = t.company AND v.rank = t.rank
             WHERE t.waits
            ON CONFLICT DO NOTHING
            """;

    private static final String FIGURES = """
            INSERT INTO stat_hour AS s (tenant_id, hour, device_id, what, count)
            SELECT c.tenant_id, date_trunc('hour', d.at), c.device_id, w.what, count(*)
              FROM bench.draw d
              JOIN bench.company c ON c.number = d.company
              JOIN (VALUES ('message.received', true, 1.1), ('message.queued', false, 1.1), ('message.sent', false, 0.93),
                           ('message.delivered', false, 0.85), ('message.read', false, 0.60))
                   AS w (what, inbound, to_fate) ON w.inbound = d.inbound AND d.fate < w.to_fate
             GROUP BY 1, 2, 3, 4
            ON CONFLICT (tenant_id, hour, device_id, what) DO UPDATE SET count = s.count + EXCLUDED.count;
            TRUNCATE bench.draw, bench.told
            """;

    static final List<String> WRITE = List.of("ANALYZE bench.draw", MESSAGES, OUTBOX, TOLD, ATTEMPTS, FIGURES);

    private static final String LATEST = """
            UPDATE conversation c
               SET sequence = 4 * l.number, last_message_id = l.id, last_message_at = l.sent_at, last_preview = l.preview,
                   unread = CASE WHEN l.inbound THEN 1 + v.rank % 3 ELSE 0 END,
                   last_inbound_at = l.sent_at, window_until = l.sent_at + interval '24 hours',
                   window_origin = 'customer'
              FROM bench.chat v,
                   LATERAL (SELECT m.id, m.sent_at, m.preview, m.inbound,
                                   (extract(epoch FROM m.sent_at) * 1000)::bigint AS number
                              FROM message m
                             WHERE m.tenant_id = v.tenant_id AND m.conversation_id = v.conversation_id
                             ORDER BY m.id DESC LIMIT 1) AS l
             WHERE c.tenant_id = v.tenant_id AND c.id = v.conversation_id
            """;

    private static final String FOLLOWED = """
            UPDATE slot_cursor c SET seq = h.next_seq - 1 FROM slot_head h WHERE h.slot = c.slot
            """;

    static final String MONTHS = """
            DELETE FROM stat_month;
            INSERT INTO stat_month (tenant_id, month, device_id, what, count)
            SELECT tenant_id, date_trunc('month', day::timestamp)::date, device_id, what, sum(count)
              FROM stat_day GROUP BY 1, 2, 3, 4;
            ANALYZE stat_hour, stat_day, stat_month
            """;

    /// As the hub counts: for the tenant as a whole, too, with how long people waited and how webhooks
    /// fared; and the days of four hundred, the older ones like the newer.
    private static final String COUNTED = """
            INSERT INTO stat_hour AS s (tenant_id, hour, device_id, what, count)
            SELECT s.tenant_id, s.hour, s.device_id, w.what, s.count
              FROM stat_hour s
              JOIN (SELECT 'answered.' || n FROM unnest('{10,30,60,120,300,600,1800,3600,seconds}'::text[]) AS n
                     UNION ALL SELECT 'attempt.ms.' || n FROM unnest('{5,10,20,50,100,200,500,1000}'::text[]) AS n
                     UNION ALL SELECT * FROM unnest(ARRAY['attempt.delivered', 'attempt.failed', 'window.free',
                                                          'window.templateInside', 'window.templateOutside',
                                                          'sender.person', 'sender.apiKey', 'sender.agent',
                                                          'outcome.failed', 'outcome.expired'])) AS w (what) ON true
             WHERE s.what = 'message.queued'
            ON CONFLICT DO NOTHING;
            INSERT INTO stat_hour (tenant_id, hour, device_id, what, count)
            SELECT tenant_id, hour, 'ffffffff-ffff-ffff-ffff-ffffffffffff', what, sum(count)
              FROM stat_hour WHERE device_id <> 'ffffffff-ffff-ffff-ffff-ffffffffffff'
             GROUP BY 1, 2, 4
            ON CONFLICT (tenant_id, device_id, what, hour) DO UPDATE SET count = EXCLUDED.count;
            INSERT INTO stat_day (tenant_id, day, device_id, what, count)
            SELECT s.tenant_id, s.day - o.back, s.device_id, s.what, s.count
              FROM (SELECT h.tenant_id, (h.hour AT TIME ZONE t.time_zone)::date AS day, h.device_id, h.what,
                           sum(h.count) AS count
                      FROM stat_hour h JOIN tenant t ON t.id = h.tenant_id
                     GROUP BY 1, 2, 3, 4) s
             CROSS JOIN unnest(ARRAY[0, 110, 220, 330]) AS o (back)
            ON CONFLICT (tenant_id, device_id, what, day) DO UPDATE SET count = EXCLUDED.count;
            """ + MONTHS;

    /// Most is done with, some has somebody, and labels are on a tenth, on a thousandth and on hardly any.
    private static final String WORK = """
            UPDATE conversation c
               SET state = CASE WHEN v.rank % 10 < 7 THEN 'closed' ELSE 'open' END,
                   assignee_id = CASE WHEN v.rank % 20 = 3 THEN md5((v.rank % 400)::text)::uuid END
              FROM bench.chat v WHERE c.tenant_id = v.tenant_id AND c.id = v.conversation_id;
            INSERT INTO label (tenant_id, id, name, color, created_at)
            SELECT c.tenant_id, md5(c.tenant_id::text || n)::uuid, n, '#2e7d32', now()
              FROM bench.company c, unnest(ARRAY['often', 'seldom']) AS n;
            INSERT INTO conversation_label (tenant_id, conversation_id, label_id)
            SELECT v.tenant_id, v.conversation_id, md5(v.tenant_id::text || n.name)::uuid
              FROM bench.chat v JOIN (VALUES ('often', 10), ('seldom', 1000)) AS n (name, each) ON v.rank % n.each = 5
            """;

    /// As the hub's own index has it (`conversation/search/Marks`).
    private static final String WORDS = """
            DELETE FROM search_past;
            CREATE FUNCTION bench.letters(id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS
            $$ SELECT translate(encode(substr(uuid_send(id), 9), 'base64'), '+/=', '-_') $$;
            DROP INDEX message_words_words;
            INSERT INTO message_words (tenant_id, message_id, words)
            SELECT m.tenant_id, m.id,
                   array_to_tsvector(ARRAY['=t' || d.tenant, '=t' || d.tenant || ':' || d.day,
                       '=t' || d.tenant || '#' || d.day / 32, '=d' || d.device, '=c' || d.conversation])
                   || search_words(m.preview)
              FROM message m,
                   LATERAL (SELECT floor(extract(epoch FROM uuid_extract_timestamp(m.id)) / 86400)::int AS day,
                                   bench.letters(m.tenant_id) AS tenant, bench.letters(m.device_id) AS device,
                                   bench.letters(m.conversation_id) AS conversation) AS d
             WHERE m.preview <> '' AND m.type <> 'reaction'
            ON CONFLICT DO NOTHING;
            CREATE INDEX message_words_words ON message_words USING gin (words) WITH (gin_pending_list_limit = 512);
            ANALYZE message_words
            """;

    static final List<String> FINISH = List.of("ANALYZE message", LATEST, WORK, WORDS, FOLLOWED, COUNTED);
}
