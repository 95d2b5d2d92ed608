-- What the agent is told on one number instead of what it is told on all others. Versions are counted for each number.
-- An empty prompt: from then on the number has the company's again.
ALTER TABLE agent_prompt
    ADD COLUMN device_id uuid,
    DROP CONSTRAINT agent_prompt_pkey,
    ADD FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE,
    ADD UNIQUE NULLS NOT DISTINCT (tenant_id, device_id, version);

-- Whose version of the prompt a run had; empty for the company's.
ALTER TABLE agent_run ADD COLUMN prompt_device_id uuid;
