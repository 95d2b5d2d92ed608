-- Deliveries of a type that hardly ever happens: otherwise all events of the company would be looked at for it. What
-- happens all the time is met soon without an index, and pays for none.
CREATE INDEX event_type ON event (tenant_id, type, id)
    WHERE type NOT IN ('message.received', 'message.queued', 'message.sent', 'message.delivered', 'message.read');
