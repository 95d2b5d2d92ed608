-- What a company knows of people besides what WhatsApp says: tags, fields, a note, and what they agreed to.

-- Text as it is looked for: without case and accents.
CREATE FUNCTION contact_folded(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(normalize(lower(value), NFD), '[\u0300-\u036f]', '', 'g');

-- By what a contact is found.
CREATE FUNCTION contact_words(name text, username text, tags text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN contact_folded(concat_ws(E'\n', name, username, array_to_string(tags, E'\n')));

-- `name_kept`: the company gave the name, and what WhatsApp calls the person does not change it. `opted_out_at`: since
-- when the newest word about advertising is no; it follows from `consent`.
ALTER TABLE contact
    ADD COLUMN name_kept boolean NOT NULL DEFAULT false,
    ADD COLUMN username_since timestamptz,
    ADD COLUMN note text,
    ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
    ADD COLUMN fields text NOT NULL DEFAULT '{}',
    ADD COLUMN opted_out_at timestamptz,
    ADD COLUMN words text NOT NULL GENERATED ALWAYS AS (contact_words(name, username, tags)) STORED;

-- Since when the name is the contact's; empty where it was so before this was kept.
ALTER TABLE contact_identity ADD COLUMN since timestamptz;

-- Names that were a contact's: numbers that went to somebody else, ids that WhatsApp changed, user names of before.
CREATE TABLE former_identity (
    tenant_id  uuid NOT NULL,
    contact_id uuid NOT NULL,
    key        text NOT NULL,
    since      timestamptz,
    until      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, contact_id, key, until),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact ON DELETE CASCADE
);

-- What somebody agreed to, and took back. Rows are added and never changed. `at`: when it was said. `proof`: with the
-- source `keyword` the message, so that one that is delivered twice counts once.
CREATE TABLE consent (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    contact_id  uuid NOT NULL,
    purpose     text NOT NULL,
    state       text NOT NULL CHECK (state IN ('granted', 'withdrawn')),
    source      text NOT NULL,
    proof       text,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    by_kind     text,
    by_id       text,
    by_name     text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contact ON DELETE CASCADE
);
CREATE INDEX consent_contact ON consent (tenant_id, contact_id, purpose, at DESC, id DESC);
CREATE UNIQUE INDEX consent_keyword ON consent (tenant_id, contact_id, proof) WHERE source = 'keyword';

-- A company's rules for personal data. A number of days that is null keeps for ever.
CREATE TABLE privacy (
    tenant_id          uuid PRIMARY KEY REFERENCES tenant ON DELETE CASCADE,
    keep_messages_days int,
    keep_media_days    int,
    keep_events_days   int,
    opt_out_words      text[] NOT NULL,
    opt_in_words       text[] NOT NULL,
    updated_at         timestamptz NOT NULL
);

-- A file of contacts on its way in. `content` goes when all of it is in; `rows` of `total` are.
CREATE TABLE contact_import (
    tenant_id   uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id          uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    content     bytea,
    total       int NOT NULL,
    rows        int NOT NULL DEFAULT 0,
    created     int NOT NULL DEFAULT 0,
    changed     int NOT NULL DEFAULT 0,
    failed      int NOT NULL DEFAULT 0,
    report      text NOT NULL DEFAULT '[]',
    problem     text,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX contact_import_running ON contact_import (created_at) WHERE state = 'running';

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['former_identity', 'consent', 'privacy', 'contact_import'] LOOP
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
