-- The votes of polls, which are counted wherever their poll is shown.
CREATE INDEX message_vote ON message (tenant_id, conversation_id, id) WHERE type = 'pollVote';
