-- Two roles without a login, taken on by the hub's connections.
--   palomar_app     acts for one tenant; sees the rows of the tenant named in app.tenant, nothing when it is unset
--   palomar_worker  finds out whose a thing is, records, delivers and sends for all; only on the tables named here
-- They are made by the hub before the migrations, because making a role needs a right of its own.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'membership', 'api_key', 'audit', 'idempotency', 'keyset', 'device', 'device_state', 'cloud_number',
        'contact', 'contact_identity', 'conversation', 'message', 'outbox', 'send_attempt', 'early_status',
        'quota_use', 'media', 'event', 'endpoint', 'endpoint_secret', 'attempt', 'parked', 'lane_retry', 'replay',
        'stat_hour'
    ] LOOP
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

-- The audit log only grows.
REVOKE UPDATE, DELETE ON audit FROM palomar_app, palomar_worker;

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON tenant TO palomar_app
    USING (id = nullif(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY of_the_worker ON tenant TO palomar_worker USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON tenant TO palomar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant TO palomar_worker;

-- What belongs to the platform is the worker's alone.
GRANT SELECT, INSERT, UPDATE, DELETE ON person, one_time_link, refresh_token, login_attempt, unknown_number, node
    TO palomar_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON slot_head, slot_cursor, slot_lease TO palomar_worker;

-- A tenant's own events (a tested endpoint, a device's new state) are appended in the tenant's transaction.
GRANT SELECT, UPDATE ON slot_head TO palomar_app;
GRANT SELECT ON slot_cursor TO palomar_app;
