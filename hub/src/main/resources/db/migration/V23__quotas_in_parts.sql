-- What was sent today is counted in parts, so that transactions side by side need not wait for each other: part 0 where
-- there is a limit, and all have to see each other; otherwise the part of whoever counts. The sum is what was sent.
ALTER TABLE quota_use ADD COLUMN part smallint NOT NULL DEFAULT 0;
ALTER TABLE quota_use DROP CONSTRAINT quota_use_pkey, ADD PRIMARY KEY (tenant_id, day, device_id, part);
