-- Pages of what is not text: otherwise all messages would be looked at for a type that hardly anybody sends.
CREATE INDEX message_type ON message (tenant_id, type, id DESC) WHERE type <> 'text';
