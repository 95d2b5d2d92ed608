-- Message templates, as Meta has them, and how far the last look at each business account came.

-- One language of one name. `wire_id` is Meta's id. `components` is Meta's own text, kept whole. `status` is Meta's word;
-- what Meta has no more is DELETED and goes after a while. `seen_at`: Meta listed it then. `changed_at`: something about it
-- was other than before.
CREATE TABLE template (
    tenant_id           uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id                  uuid NOT NULL,
    business_account_id text NOT NULL,
    wire_id             text NOT NULL,
    name                text NOT NULL,
    language            text NOT NULL,
    category            text NOT NULL,
    previous_category   text,
    status              text NOT NULL,
    reason              text,
    quality             text NOT NULL,
    named               boolean NOT NULL,
    components          text NOT NULL,
    created_at          timestamptz NOT NULL,
    changed_at          timestamptz NOT NULL,
    seen_at             timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX template_name ON template (tenant_id, business_account_id, name, language);
CREATE INDEX template_wire ON template (tenant_id, business_account_id, wire_id);
CREATE INDEX template_list ON template (tenant_id, name, language, id);

-- A look at all templates of an account, page by page. `cursor` is Meta's place to go on from; a page is written in the
-- transaction that moves it. `again`: somebody asked while it was running. `complete_at`: the last time that all was seen.
CREATE TABLE template_sync (
    tenant_id           uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    business_account_id text NOT NULL,
    state               text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    cursor              text,
    again               boolean NOT NULL DEFAULT false,
    pages               int NOT NULL DEFAULT 0,
    found               int NOT NULL DEFAULT 0,
    added               int NOT NULL DEFAULT 0,
    changed             int NOT NULL DEFAULT 0,
    removed             int NOT NULL DEFAULT 0,
    failures            int NOT NULL DEFAULT 0,
    problem             text,
    started_at          timestamptz NOT NULL,
    next_at             timestamptz,
    finished_at         timestamptz,
    complete_at         timestamptz,
    PRIMARY KEY (tenant_id, business_account_id)
);
CREATE INDEX template_sync_due ON template_sync (next_at) WHERE state = 'running';

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['template', 'template_sync'] LOOP
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
