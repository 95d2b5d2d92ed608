-- Embedded Signup: somebody is sent to Meta's dialog and comes back with a code.

-- The state that travels with the person is kept as its hash, is good once, and is taken away by whatever comes back.
-- `browser_hash`: the browser that may come back; empty until the first one opens a link that was passed on. `token` and
-- `pin` are sealed, and there only while numbers are being connected. `outcome`: what became of each number.
CREATE TABLE signup (
    tenant_id    uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id           uuid NOT NULL,
    state_hash   bytea,
    browser_hash bytea,
    stage        text NOT NULL CHECK (stage IN ('waiting', 'connecting', 'done', 'failed', 'canceled')),
    token        bytea,
    pin          bytea,
    outcome      text NOT NULL DEFAULT '{}',
    problem      text,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    next_at      timestamptz,
    finished_at  timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX signup_state ON signup (state_hash) WHERE state_hash IS NOT NULL;
CREATE INDEX signup_due ON signup (next_at) WHERE stage = 'connecting';

ALTER TABLE signup ENABLE ROW LEVEL SECURITY;
ALTER TABLE signup FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON signup TO palomar_app
    USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY of_the_worker ON signup TO palomar_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON signup TO palomar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON signup TO palomar_worker;

-- `pin` is that of two-step verification, sealed, where the hub has set it. `token_expires_at`: as Meta said.
-- `findings`: what the last look at Meta found.
ALTER TABLE cloud_number ADD COLUMN pin bytea;
ALTER TABLE cloud_number ADD COLUMN token_expires_at timestamptz;
ALTER TABLE cloud_number ADD COLUMN findings text;
ALTER TABLE cloud_number ADD COLUMN checked_at timestamptz;
