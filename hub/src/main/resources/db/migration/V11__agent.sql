-- The reply agent: how it is set, what it was told, what it owes, and what it did.

-- `settings` holds what was set, as the API takes it; what is missing is as the hub has it. `api_key` is the tenant's own
-- with the model's provider, sealed; `key_hint` its last characters. `on_since`: whoever took over a conversation before
-- that took it from nobody.
CREATE TABLE agent (
    tenant_id  uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    settings   text NOT NULL DEFAULT '{}',
    on_since   timestamptz,
    api_key    bytea,
    key_hint   text,
    key_set_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- What is set for one number alone.
CREATE TABLE agent_device (
    tenant_id  uuid NOT NULL,
    device_id  uuid NOT NULL,
    settings   text NOT NULL,
    on_since   timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
);

-- The system prompt; the highest version is in use, and none is ever changed.
CREATE TABLE agent_prompt (
    tenant_id   uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    version     int NOT NULL,
    prompt      text NOT NULL,
    note        text,
    author_kind text NOT NULL,
    author_id   text,
    author_name text,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

-- Each turn, from the first message that is owed an answer to what came of it. `cost_micros` is in millionths of a US
-- dollar, empty where a price is not known. `calls`: each time the model was asked.
CREATE TABLE agent_run (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL,
    conversation_id uuid NOT NULL,
    device_id       uuid NOT NULL,
    outcome         text NOT NULL,
    reason          text,
    summary         text,
    message_ids     uuid[] NOT NULL,
    answer_id       uuid,
    prompt_version  int,
    provider        text,
    model           text,
    input_tokens    bigint NOT NULL DEFAULT 0,
    output_tokens   bigint NOT NULL DEFAULT 0,
    cost_micros     bigint,
    provider_ms     bigint NOT NULL DEFAULT 0,
    restarts        int NOT NULL DEFAULT 0,
    calls           text NOT NULL DEFAULT '[]',
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX agent_run_conversation ON agent_run (tenant_id, conversation_id, id DESC);
CREATE INDEX agent_run_answered ON agent_run (tenant_id, id) WHERE outcome = 'answered';

-- The turn that a conversation is owed, at most one. `version` grows with every message that comes, so that an answer to
-- less than all of them is recognised. It is deleted in the transaction that keeps the answer: whoever cannot delete it
-- does not answer.
CREATE TABLE agent_turn (
    tenant_id       uuid NOT NULL,
    conversation_id uuid NOT NULL,
    device_id       uuid NOT NULL,
    slot            smallint NOT NULL,
    run_id          uuid NOT NULL,
    version         int NOT NULL DEFAULT 1,
    message_ids     uuid[] NOT NULL,
    attempts        int NOT NULL DEFAULT 0,
    restarts        int NOT NULL DEFAULT 0,
    opened_at       timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id),
    FOREIGN KEY (tenant_id, run_id) REFERENCES agent_run ON DELETE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX agent_turn_due ON agent_turn (due_at);
CREATE INDEX agent_turn_run ON agent_turn (tenant_id, run_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['agent', 'agent_device', 'agent_prompt', 'agent_run', 'agent_turn'] LOOP
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

-- It follows the log like the others, from now on.
INSERT INTO slot_cursor (follower, slot, seq)
SELECT 'agent', h.slot, h.next_seq - 1 FROM slot_head h;
