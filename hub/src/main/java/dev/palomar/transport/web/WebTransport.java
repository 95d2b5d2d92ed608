package dev.palomar.transport.web;

import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import dev.palomar.transport.web.line.Switchboard;
import dev.palomar.transport.web.store.Sayings;
import dev.palomar.transport.web.words.OutboundWords;
import dev.palomar.transport.web.words.WebNames;
import java.util.Optional;

/// WhatsApp by programs linked to a phone.
public final class WebTransport implements Transport {

    private static final Capabilities CAPABILITIES = new Capabilities(true, OutboundWords.TYPES, false, true);

    private final Switchboard switchboard;
    private final Sayings sayings;
    private final Outgoings files;

    public WebTransport(Switchboard switchboard, Sayings sayings, Shelf shelf, Spool spool) {
        this.switchboard = switchboard;
        this.sayings = sayings;
        this.files = new Outgoings(shelf, spool);
    }

    @Override
    public Session session(TenantId tenant, DeviceId device) {
        return new WebSession(new LineId(tenant, device), switchboard, sayings, files);
    }

    /// Repeatable: the hub names the message, and a person who has one of that name drops the second.
    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<WireId> nameOf(MessageId message) {
        return Optional.of(WebNames.of(message));
    }
}
