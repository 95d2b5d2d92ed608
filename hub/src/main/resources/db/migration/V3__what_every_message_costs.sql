-- What is paid at every message, measured with `./dev bench`.

-- What WhatsApp delivered is kept once, with its event. Nothing ever read it here.
ALTER TABLE message DROP COLUMN raw;

-- One index answers both questions: is this message there already, and which message is meant by this name.
CREATE UNIQUE INDEX message_name ON message (tenant_id, device_id, wire_id, conversation_id);
DROP INDEX message_wire;
DROP INDEX message_wire_id;

-- Checking it locked the conversation's row once a message, in the very transaction that writes that row anyway.
-- Conversations go only with their device or their tenant, which delete messages by name.
ALTER TABLE message DROP CONSTRAINT message_tenant_id_conversation_id_fkey;

-- Asked by nobody.
DROP INDEX event_message;
