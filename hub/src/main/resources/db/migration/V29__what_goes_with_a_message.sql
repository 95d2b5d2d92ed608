-- Words, sending and calls go with their message. Foreign keys saw to that, and looked for the message, and locked it,
-- once for each row that was written: a fourth of what writing it cost. Whoever writes the row of a sending has its
-- message in hand in the same transaction, and whoever writes a call holds the row of the sending. Words are written by
-- a follower: it and whoever deletes messages of a company wait for each other by a lock of the company.
ALTER TABLE message_words DROP CONSTRAINT message_words_tenant_id_message_id_fkey;
ALTER TABLE outbox DROP CONSTRAINT outbox_tenant_id_message_id_fkey;
ALTER TABLE send_attempt DROP CONSTRAINT send_attempt_tenant_id_message_id_fkey;

-- 7029 is the kind of the lock; the words of a message that the follower read before it was deleted are there when the
-- lock is given.
CREATE FUNCTION message_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone) THEN
        PERFORM pg_advisory_xact_lock(7029, h.hash)
           FROM (SELECT DISTINCT uuid_hash(tenant_id) AS hash FROM gone ORDER BY 1) h;
        DELETE FROM message_words w USING gone g WHERE w.tenant_id = g.tenant_id AND w.message_id = g.id;
        DELETE FROM send_attempt a USING gone g WHERE a.tenant_id = g.tenant_id AND a.message_id = g.id;
        DELETE FROM outbox o USING gone g WHERE o.tenant_id = g.tenant_id AND o.message_id = g.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER message_gone AFTER DELETE ON message REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION message_gone();
