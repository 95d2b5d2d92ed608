-- What people do with conversations: who has one, what it is about, whether it is done with; and finding what was said.

-- `agent_mode`: whether the reply agent may answer, or a person took over at `agent_mode_at`.
-- `entry_at`: the person came by an advertisement or a page button and was not answered since; `free_until`: 72 hours
-- from the answer. It is about price alone: free text is allowed until `window_until`.
ALTER TABLE conversation
    ADD COLUMN assignee_id   uuid,
    ADD COLUMN assigned      boolean NOT NULL GENERATED ALWAYS AS (assignee_id IS NOT NULL) STORED,
    ADD COLUMN agent_mode    text NOT NULL DEFAULT 'auto' CHECK (agent_mode IN ('auto', 'human')),
    ADD COLUMN agent_mode_at timestamptz,
    ADD COLUMN entry_at      timestamptz,
    ADD COLUMN free_until    timestamptz;

-- One index for the whole list and for each of its four parts: a list of all is put together from four.
CREATE INDEX conversation_desk ON conversation (tenant_id, state, assigned, last_message_at DESC, id DESC);
DROP INDEX conversation_latest;

-- Few among many.
CREATE INDEX conversation_assignee ON conversation (tenant_id, assignee_id, last_message_at DESC, id DESC)
    WHERE assignee_id IS NOT NULL;
CREATE INDEX conversation_unread ON conversation (tenant_id, last_message_at DESC, id DESC) WHERE unread > 0;

-- Who sent one of ours: {"kind", "id", "name"}, as they were called then.
ALTER TABLE message ADD COLUMN author text;

-- Reactions are looked for wherever a message is shown.
CREATE INDEX message_reaction ON message (tenant_id, conversation_id, id) WHERE type = 'reaction';

CREATE TABLE label (
    tenant_id  uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id         uuid NOT NULL,
    name       text NOT NULL,
    color      text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX label_name ON label (tenant_id, lower(name));

CREATE TABLE conversation_label (
    tenant_id       uuid NOT NULL,
    conversation_id uuid NOT NULL,
    label_id        uuid NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, label_id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, label_id) REFERENCES label ON DELETE CASCADE
);
CREATE INDEX conversation_label_label ON conversation_label (tenant_id, label_id, conversation_id);

CREATE TABLE quick_reply (
    tenant_id  uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id         uuid NOT NULL,
    shortcut   text NOT NULL,
    text       text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX quick_reply_shortcut ON quick_reply (tenant_id, shortcut);

-- What people of the company tell each other about a conversation. `author` as in message.
CREATE TABLE note (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    conversation_id uuid NOT NULL,
    text            text NOT NULL,
    author          text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX note_conversation ON note (tenant_id, conversation_id, id DESC);

-- ── finding what was said ───────────────────────────────────────────────────────────────────────────────────────

-- Small letters without accents; eñe becomes ene.
CREATE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT regexp_replace(normalize(lower(said), NFD), '[\u0300-\u036f]', '', 'g') $$;

-- The stems of a text in Spanish, with its accents and without them, and in English. Both languages, because nobody
-- says which one a message is in; with and without, because "reservación" and "reservacion" have different stems.
CREATE FUNCTION search_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT strip(to_tsvector('pg_catalog.spanish', said) || to_tsvector('pg_catalog.spanish', search_fold(said))
                || to_tsvector('pg_catalog.english', search_fold(said))) $$;

-- What finds one word that is looked for.
CREATE FUNCTION search_term(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN spanish = folded AND english = folded THEN folded
               WHEN spanish = folded THEN folded || english
               WHEN english = folded THEN spanish || folded
               ELSE spanish || folded || english END
     FROM (SELECT plainto_tsquery('pg_catalog.spanish', word) AS spanish,
                  plainto_tsquery('pg_catalog.spanish', search_fold(word)) AS folded,
                  plainto_tsquery('pg_catalog.english', search_fold(word)) AS english) AS stems $$;

-- Filled by a follower of the log, some time after the message: not on the way in. Besides the stems, `words` says
-- whose, when, over which number and in which conversation, so that the index alone finds a page:
--   =t<tenant>  =t<tenant>:<day>  =t<tenant>#<32 days>  =d<device>  =c<conversation>
-- where an id is the 11 letters of its last eight bytes, which are those that chance gave it.
-- A conversation that was joined to another keeps its old word; whoever looks asks for both.
CREATE TABLE message_words (
    tenant_id  uuid NOT NULL,
    message_id uuid NOT NULL,
    words      tsvector NOT NULL,
    PRIMARY KEY (tenant_id, message_id),
    FOREIGN KEY (tenant_id, message_id) REFERENCES message ON DELETE CASCADE
);
CREATE INDEX message_words_words ON message_words USING gin (words) WITH (gin_pending_list_limit = 512);

-- Messages from before there was a search: those below `below` are still to be read, newest first.
CREATE TABLE search_past (
    tenant_id uuid PRIMARY KEY REFERENCES tenant ON DELETE CASCADE,
    below     uuid NOT NULL
);
INSERT INTO search_past (tenant_id, below) SELECT id, 'ffffffff-ffff-ffff-ffff-ffffffffffff' FROM tenant;
INSERT INTO slot_cursor (follower, slot, seq) SELECT 'search', slot, next_seq - 1 FROM slot_head;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['label', 'conversation_label', 'quick_reply', 'note', 'message_words', 'search_past'] LOOP
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
