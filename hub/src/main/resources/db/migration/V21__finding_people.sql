-- People are found by any part of their name, user name, tags and numbers. Both extensions come with PostgreSQL and are
-- trusted: whoever owns the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Each word begins after a blank, the first one, too: what is too short for the index is looked for there.
CREATE OR REPLACE FUNCTION contact_words(name text, username text, tags text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ' ' || contact_folded(regexp_replace(concat_ws(' ', name, username, array_to_string(tags, ' ')), '\s+', ' ', 'g'));

ALTER TABLE contact DROP COLUMN words;
ALTER TABLE contact ADD COLUMN words text NOT NULL GENERATED ALWAYS AS (contact_words(name, username, tags)) STORED;

CREATE INDEX contact_words ON contact USING gin (tenant_id, words gin_trgm_ops) WITH (gin_pending_list_limit = 512);
CREATE INDEX contact_identity_key ON contact_identity USING gin (tenant_id, key gin_trgm_ops)
    WITH (gin_pending_list_limit = 512);
