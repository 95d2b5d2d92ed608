-- Figures, the log of calls to and from WhatsApp, and alerts.

-- ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- `device_id` all ones is the tenant as a whole, so that the overview reads one row an hour instead of one a number.
-- The order of the key is that of the questions: a few words of one device, over a time. `what` is an event's type, or
-- one of the words in Words.java.
ALTER TABLE stat_hour NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY;
ALTER TABLE stat_hour DROP CONSTRAINT stat_hour_pkey;
ALTER TABLE stat_hour ADD PRIMARY KEY (tenant_id, device_id, what, hour);
INSERT INTO stat_hour (tenant_id, hour, device_id, what, count)
SELECT tenant_id, hour, 'ffffffff-ffff-ffff-ffff-ffffffffffff', what, sum(count)
  FROM stat_hour GROUP BY tenant_id, hour, what;

-- Days of the tenant's time zone, as it was when they were counted.
CREATE TABLE stat_day (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    day       date NOT NULL,
    device_id uuid NOT NULL,
    what      text NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (tenant_id, device_id, what, day)
) WITH (fillfactor = 50);
INSERT INTO stat_day (tenant_id, day, device_id, what, count)
SELECT s.tenant_id, (s.hour AT TIME ZONE t.time_zone)::date, s.device_id, s.what, sum(s.count)
  FROM stat_hour s JOIN tenant t ON t.id = s.tenant_id
 GROUP BY 1, 2, 3, 4;
ALTER TABLE stat_hour FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;

-- How often a template was sent.
CREATE TABLE stat_template (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    day       date NOT NULL,
    device_id uuid NOT NULL,
    name      text NOT NULL,
    language  text NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (tenant_id, device_id, day, name, language)
) WITH (fillfactor = 50);

-- ── calls to and from WhatsApp ──────────────────────────────────────────────────────────────────────────────────

-- Partitioned by id like the log of facts: a day is dropped as a whole. `request` and `response` keep the structure of
-- what was said and leave the words out. `count`: for how many calls the line stands.
CREATE TABLE integration_log (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    at          timestamptz NOT NULL,
    inbound     boolean NOT NULL,
    channel     text NOT NULL,
    what        text NOT NULL,
    method      text,
    url         text,
    status      int,
    result      text NOT NULL CHECK (result IN ('ok', 'refused', 'failed')),
    error       text,
    count       int NOT NULL,
    device_id   uuid,
    message_id  uuid,
    request_id  text,
    duration_ms int NOT NULL,
    request     text,
    response    text,
    PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX integration_log_device ON integration_log (tenant_id, device_id, id);
CREATE INDEX integration_log_message ON integration_log (tenant_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX integration_log_request ON integration_log (tenant_id, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX integration_log_trouble ON integration_log (tenant_id, result, id) WHERE result <> 'ok';

-- ── alerts ──────────────────────────────────────────────────────────────────────────────────────────────────────

-- What is wrong, or was. One row as long as it comes back within an hour. The platform's own have the nil tenant id.
-- `told`: what the last mail said, none yet when empty. `mail_at`: not before then is the next one tried.
CREATE TABLE alert (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    kind            text NOT NULL,
    severity        text NOT NULL,
    subject_kind    text NOT NULL,
    subject_id      text,
    subject_name    text NOT NULL,
    device_id       uuid,
    facts           text NOT NULL,
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    times           int NOT NULL DEFAULT 1,
    acknowledged_at timestamptz,
    acknowledged_by text,
    told            text CHECK (told IN ('opened', 'closed')),
    mailed_at       timestamptz,
    mail_at         timestamptz,
    mail_failures   int NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX alert_open ON alert (tenant_id, kind, subject_kind, coalesce(subject_id, '')) WHERE closed_at IS NULL;
CREATE INDEX alert_closed ON alert (tenant_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX alert_mail ON alert (mail_at) WHERE mail_at IS NOT NULL;

-- `rules` holds only what differs from the start.
CREATE TABLE alert_settings (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    emails    text[] NOT NULL,
    rules     text NOT NULL,
    PRIMARY KEY (tenant_id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['stat_day', 'stat_template', 'integration_log', 'alert', 'alert_settings'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY of_the_tenant ON %I TO palomar_app '
            'USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid) '
            'WITH CHECK (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY of_the_worker ON %I TO palomar_worker USING (true) WITH CHECK (true)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO palomar_app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO palomar_worker', name);
    END LOOP;
END $$;

-- The audit log is searched by person and time, too.
CREATE INDEX audit_actor ON audit (tenant_id, actor_id, number);
