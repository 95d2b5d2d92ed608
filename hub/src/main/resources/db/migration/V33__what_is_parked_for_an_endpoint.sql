-- What is parked for one endpoint, the newest first, however much is parked for others.
CREATE INDEX parked_endpoint ON parked (tenant_id, endpoint_id, event_id);
