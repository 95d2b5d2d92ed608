-- What waits is counted for a number, too: by the index alone, without a look at each message.
DROP INDEX outbox_unsettled;
CREATE INDEX outbox_unsettled ON outbox (tenant_id, status, message_id) INCLUDE (device_id)
    WHERE status IN ('queued', 'sending', 'unknown', 'failed', 'expired', 'canceled');
