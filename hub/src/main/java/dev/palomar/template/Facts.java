package dev.palomar.template;

import dev.palomar.journal.Draft;
import dev.palomar.model.Json;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.TemplateFacts;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// What is told of templates. A template's facts are in the lane of a number of its account.
final class Facts {

    /// The word in place of Meta's webhook field when the hub found it out by itself.
    private static final String FOUND = "sync";

    private Facts() {}

    /// A template as it is now, and where it stood before.
    static TemplateFacts of(Template now, String before) {
        return new TemplateFacts(
                Optional.of(now.id()),
                now.name(),
                now.language(),
                now.status(),
                Optional.of(before),
                Optional.of(now.category()),
                Optional.of(now.quality()),
                now.reason());
    }

    static Draft found(TenantId tenant, DeviceId device, TemplateFacts facts) {
        return Draft.ofDevice(
                tenant,
                device,
                new Event.TemplateStatusChanged(FOUND, Json.object(), Optional.of(facts)),
                Optional.empty());
    }
}
