-- Each message moves its conversation to the top of the lists. Where the columns of an index stay as they are, PostgreSQL
-- writes the row alone, and none of its seven indexes. So lists are indexed by the moment of the last message, which is
-- ten seconds long: conversations of the same moment are put in order when they are read.
CREATE FUNCTION list_moment(at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date_bin('10 seconds', at, '2000-01-01 00:00:00+00');

ALTER TABLE conversation
    ADD COLUMN last_moment timestamptz NOT NULL GENERATED ALWAYS AS (list_moment(last_message_at)) STORED,
    ADD COLUMN has_unread  boolean     NOT NULL GENERATED ALWAYS AS (unread > 0) STORED;

DROP INDEX conversation_desk;
DROP INDEX conversation_device;
DROP INDEX conversation_assignee;
DROP INDEX conversation_unread;
CREATE INDEX conversation_desk ON conversation (tenant_id, state, assigned, last_moment DESC);
CREATE INDEX conversation_device ON conversation (tenant_id, device_id, last_moment DESC);
CREATE INDEX conversation_assignee ON conversation (tenant_id, assignee_id, last_moment DESC)
    WHERE assignee_id IS NOT NULL;
CREATE INDEX conversation_unread ON conversation (tenant_id, last_moment DESC) WHERE has_unread;
