-- Master keys with names, and visits of the platform's people to companies that are not theirs.

-- Which master key a keyset is wrapped with; null: one from before they had names.
ALTER TABLE keyset ADD COLUMN master_key text;
CREATE INDEX keyset_master_key ON keyset (master_key);

-- A superadmin inside a company: in one session, for a reason, for a while. The company's audit log has it, too.
CREATE TABLE visit (
    tenant_id  uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id         uuid NOT NULL,
    person_id  uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    session    uuid NOT NULL,
    reason     text NOT NULL,
    started_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    left_at    timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX visit_session ON visit (session) WHERE left_at IS NULL;

ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON visit TO palomar_app
    USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY of_the_worker ON visit TO palomar_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON visit TO palomar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON visit TO palomar_worker;
