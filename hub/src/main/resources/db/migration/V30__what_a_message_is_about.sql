-- What WhatsApp knows the message by that a reaction, an edit, a deletion or a vote is about. Whoever shows a page of
-- messages asks for what is about these, and no longer for everything of that kind in their conversations, which is the
-- more the longer people write with each other.
ALTER TABLE message ADD COLUMN about text;

UPDATE message
   SET about = CASE type WHEN 'reaction' THEN content::json #>> '{reaction,message_id}'
                         WHEN 'edit' THEN content::json #>> '{edit,original_message_id}'
                         WHEN 'revoke' THEN content::json #>> '{revoke,original_message_id}'
                         WHEN 'pollVote' THEN content::json #>> '{pollVote,poll_message_id}' END
 WHERE type IN ('reaction', 'edit', 'revoke', 'pollVote');

CREATE INDEX message_about ON message (tenant_id, conversation_id, about, id) WHERE about IS NOT NULL;
DROP INDEX message_aside;
DROP INDEX message_reaction;
DROP INDEX message_vote;
