package dev.palomar.app;

import dev.palomar.api.facade.Facade;
import dev.palomar.api.facade.MessageCalls;
import dev.palomar.conversation.GivenNames;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.limit.Idempotency;
import dev.palomar.transport.cloud.CloudProfiles;
import dev.palomar.webhook.meta.Station;
import dev.palomar.webhook.meta.Surroundings;
import java.net.URI;
import java.util.Optional;

/// Where Meta's language is spoken to others: the facade, and webhooks in its shape.
///
/// @param names  what senders were told as names of their messages
record MetaLanguage(Numbers numbers, GivenNames names, URI publicUrl) implements Surroundings {

    static Facade facade(Settings settings, Api.Core core, Api.Parts parts, Audit audit, Idempotency idempotency) {
        Numbers numbers = parts.numbers();
        return new Facade(
                new Facade.Parts(
                        numbers.devices(),
                        parts.web(),
                        numbers.credentials(),
                        new CloudProfiles(numbers.graph(), settings.metaApp()),
                        parts.accounts().templates(),
                        numbers.media(),
                        audit,
                        settings.publicUrl()),
                new MessageCalls.Means(
                        parts.outbox(),
                        parts.marks(),
                        new MessageReader(core.database()),
                        idempotency,
                        parts.nameOf()));
    }

    @Override
    public Station station(TenantId tenant, DeviceId device) {
        return numbers.station(tenant, device);
    }

    @Override
    public Optional<String> given(TenantId tenant, MessageId message) {
        return names.given(tenant, message);
    }

    @Override
    public Optional<String> given(TenantId tenant, DeviceId device, String wireId) {
        return names.given(tenant, device, wireId);
    }

    @Override
    public String content(MediaId file) {
        return publicUrl + "/v1/media/" + file.text() + "/content";
    }
}
