-- The lock of a company's words has a name, in one place; V29 wrote its number where it was taken.
-- Held together by those who write words of the company, and by whoever deletes its messages alone.
CREATE FUNCTION words_lock(tenant uuid) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hashtextextended('words ' || tenant::text, 0);

-- The words of a message that the follower read before it was deleted are there when the lock is given.
CREATE OR REPLACE FUNCTION message_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone) THEN
        PERFORM pg_advisory_xact_lock(l.lock)
           FROM (SELECT DISTINCT words_lock(tenant_id) AS lock FROM gone ORDER BY 1) l;
        DELETE FROM message_words w USING gone g WHERE w.tenant_id = g.tenant_id AND w.message_id = g.id;
        DELETE FROM send_attempt a USING gone g WHERE a.tenant_id = g.tenant_id AND a.message_id = g.id;
        DELETE FROM outbox o USING gone g WHERE o.tenant_id = g.tenant_id AND o.message_id = g.id;
    END IF;
    RETURN NULL;
END $$;
