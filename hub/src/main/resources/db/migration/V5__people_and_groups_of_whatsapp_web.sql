-- What WhatsApp Web brings: groups, several names of one person, and how fast a newly linked number may write.

-- Who said it, in a group; in a chat with one person that is the conversation's contact.
ALTER TABLE message ADD COLUMN sender_id uuid;
CREATE INDEX message_sender ON message (tenant_id, sender_id) WHERE sender_id IS NOT NULL;

-- What a group is called and who is in it: [{"phone", "lid", "userId", "username", "admin"}].
CREATE TABLE chat_group (
    tenant_id   uuid NOT NULL,
    device_id   uuid NOT NULL,
    id          text NOT NULL,
    subject     text,
    description text,
    members     text,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, device_id, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
);

-- How far a message of ours has come with each member of a group. `member` is a key as in contact_identity.
CREATE TABLE group_receipt (
    tenant_id  uuid NOT NULL,
    message_id uuid NOT NULL,
    member     text NOT NULL,
    status     text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, message_id, member),
    FOREIGN KEY (tenant_id, message_id) REFERENCES outbox ON DELETE CASCADE
);

-- Contacts and conversations that became part of others, so that an id of old leads to what is there now.
CREATE TABLE merged (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    old_id    uuid NOT NULL,
    new_id    uuid NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, old_id)
);
CREATE INDEX merged_new ON merged (tenant_id, new_id);
CREATE INDEX merged_at ON merged (at);

-- Since when the number is linked (WhatsApp Web): it writes to few new people at first.
ALTER TABLE device ADD COLUMN linked_at timestamptz;

-- WhatsApp lets the number write to nobody new until then.
ALTER TABLE device ADD COLUMN no_new_chats_until timestamptz;

-- To whom a number wrote first, by its day: the day's limit counts them.
CREATE TABLE first_chat (
    tenant_id       uuid NOT NULL,
    device_id       uuid NOT NULL,
    day             date NOT NULL,
    conversation_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, device_id, day, conversation_id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device ON DELETE CASCADE
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['chat_group', 'group_receipt', 'merged', 'first_chat'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY of_the_tenant ON %I TO palomar_app '
            'USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid) '
            'WITH CHECK (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
        EXECUTE format('CREATE POLICY of_the_worker ON %I TO palomar_worker USING (true) WITH CHECK (true)', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO palomar_app', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO palomar_worker', name);
    END LOOP;
END $$;
