-- What waits is counted for a number, too: by the index alone, without a look at each message.
DROP INDEX outbox_unsettled;
CREATE INDEX outbox_unsettled ON outbox (tenant_id, status, message_id) INCLUDE (device_id)
    WHERE status IN ('queued', 'sending', 'unknown', 'failed', 'expired', 'canceled');

-- A year is added up from months and the days around them. Months of the tenant's days, as they were counted.
CREATE TABLE stat_month (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    month     date NOT NULL,
    device_id uuid NOT NULL,
    what      text NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (tenant_id, device_id, what, month)
) WITH (fillfactor = 50);
ALTER TABLE stat_day NO FORCE ROW LEVEL SECURITY;
INSERT INTO stat_month (tenant_id, month, device_id, what, count)
SELECT tenant_id, date_trunc('month', day::timestamp)::date, device_id, what, sum(count)
  FROM stat_day GROUP BY 1, 2, 3, 4;
ALTER TABLE stat_day FORCE ROW LEVEL SECURITY;

ALTER TABLE stat_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE stat_month FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON stat_month TO palomar_app
    USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY of_the_worker ON stat_month TO palomar_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON stat_month TO palomar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON stat_month TO palomar_worker;
