-- One person's data, taken out or taken away, and who read what.

-- The erasure of a person. `subject`: by what the person's data is found; it goes with the rest. `step` of the list that
-- the program has, `position` within it; what a step erased is counted in the transaction that erases it.
CREATE TABLE erasure (
    tenant_id   uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id          uuid NOT NULL,
    contact_id  uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done')),
    subject     text,
    step        text,
    position    uuid,
    erased      text NOT NULL DEFAULT '{}',
    problem     text,
    failures    int NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL,
    next_at     timestamptz,
    started_at  timestamptz,
    finished_at timestamptz,
    digest      text,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX erasure_due ON erasure (next_at) WHERE state <> 'done';
CREATE INDEX erasure_contact ON erasure (tenant_id, contact_id);

-- Everything about one person as an archive, which is kept for a while under `storage_key`.
CREATE TABLE person_export (
    tenant_id      uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id             uuid NOT NULL,
    contact_id     uuid NOT NULL,
    state          text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'expired')),
    messages_done  int NOT NULL DEFAULT 0,
    messages_total int NOT NULL DEFAULT 0,
    files_done     int NOT NULL DEFAULT 0,
    files_total    int NOT NULL DEFAULT 0,
    storage_key    text,
    bytes          bigint,
    problem        text,
    failures       int NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    next_at        timestamptz,
    finished_at    timestamptz,
    expires_at     timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX person_export_due ON person_export (next_at) WHERE state = 'running';
CREATE INDEX person_export_contact ON person_export (tenant_id, contact_id);

-- Who read a conversation: one row a reader and hour.
CREATE TABLE conversation_access (
    tenant_id       uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    conversation_id uuid NOT NULL,
    hour            timestamptz NOT NULL,
    actor_id        text NOT NULL,
    actor_kind      text NOT NULL,
    actor_name      text,
    first_at        timestamptz NOT NULL,
    last_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, hour, actor_id)
);
CREATE INDEX conversation_access_age ON conversation_access (hour);

-- Whether another message carries the same file.
CREATE INDEX message_media ON message (tenant_id, media_id) WHERE media_id IS NOT NULL;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['erasure', 'person_export', 'conversation_access'] LOOP
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
