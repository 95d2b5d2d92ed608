-- Attempts are looked up by their event, and most of them by event and endpoint: an index in that order serves all of
-- it, where each attempt was written into two.
ALTER TABLE attempt DROP CONSTRAINT attempt_pkey;
ALTER TABLE attempt ADD PRIMARY KEY (tenant_id, event_id, endpoint_id, started_at, number);
DROP INDEX attempt_event;
