-- Numbers over WhatsApp Web. What a number's program knows at WhatsApp is kept row by row, sealed; who holds the line
-- is said by an epoch, which every write names.

-- `wanted`: this hub is to keep the line open. `epoch` is raised whenever a line is opened; what an older one writes is
-- refused. `phone` is whose phone the program is linked to: one program of this hub a phone, whoever's it is.
CREATE TABLE web_line (
    tenant_id        uuid NOT NULL,
    device_id        uuid NOT NULL,
    slot             smallint NOT NULL,
    wanted           boolean NOT NULL,
    epoch            bigint NOT NULL DEFAULT 0,
    phone            text,
    lid              text,
    program          int,
    restricted_until timestamptz,
    PRIMARY KEY (tenant_id, device_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX web_line_phone ON web_line (phone) WHERE phone IS NOT NULL;
CREATE INDEX web_line_wanted ON web_line (slot) WHERE wanted;

-- Credentials (type 'creds') and Signal keys, each sealed for its own place.
CREATE TABLE web_key (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    type      text NOT NULL,
    id        text NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (tenant_id, device_id, type, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES web_line ON DELETE CASCADE
) WITH (fillfactor = 70);

-- What was handed to WhatsApp to carry, as it was written: for those who could not read it, and for sending the same
-- thing again.
CREATE TABLE web_sent (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    wire_id   text NOT NULL,
    message   bytea NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id, wire_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES web_line ON DELETE CASCADE
);
CREATE INDEX web_sent_age ON web_sent (at);

-- History that the phone announced and that has not come to its end.
CREATE TABLE web_history (
    tenant_id uuid NOT NULL,
    device_id uuid NOT NULL,
    wire_id   text NOT NULL,
    message   bytea NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id, wire_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES web_line ON DELETE CASCADE
);

-- Links by which somebody without an account links a phone. Only a hash of the token is kept.
CREATE TABLE pairing_link (
    tenant_id  uuid NOT NULL,
    device_id  uuid NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id, token_hash),
    FOREIGN KEY (tenant_id, device_id) REFERENCES web_line ON DELETE CASCADE
);
CREATE UNIQUE INDEX pairing_link_token ON pairing_link (token_hash);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['web_line', 'web_key', 'web_sent', 'web_history', 'pairing_link'] LOOP
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
