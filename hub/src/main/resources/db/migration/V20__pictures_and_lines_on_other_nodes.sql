-- What one node asks about a line that another node holds, and the answer. A row lives for as long as somebody waits;
-- nothing of it needs to survive a crash, and nothing of it goes into a backup.
CREATE UNLOGGED TABLE web_call (
    tenant_id uuid NOT NULL,
    id        uuid NOT NULL,
    device_id uuid NOT NULL,
    slot      smallint NOT NULL,
    question  bytea NOT NULL,
    until     timestamptz NOT NULL,
    taken     boolean NOT NULL DEFAULT false,
    answer    bytea,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES web_line ON DELETE CASCADE
);
CREATE INDEX web_call_waiting ON web_call (slot) WHERE NOT taken;

ALTER TABLE web_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE web_call FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON web_call TO palomar_app
    USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY of_the_worker ON web_call TO palomar_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON web_call TO palomar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON web_call TO palomar_worker;

-- The picture of the person or group of a linked number's conversation. `content` is empty when there is none, and
-- until it was looked at. `due_at`: when it is to be fetched; empty while it need not.
CREATE TABLE picture (
    tenant_id       uuid NOT NULL,
    conversation_id uuid NOT NULL,
    device_id       uuid NOT NULL,
    slot            smallint NOT NULL,
    content         bytea,
    mime_type       text,
    version         text,
    due_at          timestamptz,
    looked_at       timestamptz,
    PRIMARY KEY (tenant_id, conversation_id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX picture_due ON picture (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX picture_device ON picture (tenant_id, device_id);

ALTER TABLE picture ENABLE ROW LEVEL SECURITY;
ALTER TABLE picture FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON picture TO palomar_app
    USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
CREATE POLICY of_the_worker ON picture TO palomar_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON picture TO palomar_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON picture TO palomar_worker;
