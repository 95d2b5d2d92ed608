package dev.palomar.intake;

import dev.palomar.journal.Draft;
import dev.palomar.model.event.Event;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.util.Optional;

/// Something WhatsApp says about the number or the account, as the event that it becomes.
record Notice(Draft draft) {

    static Notice of(Arrival arrival, Signal.NumberNotice notice) {
        Event event = switch (notice.kind()) {
            case LIMIT -> new Event.DeviceLimited(notice.field(), notice.facts());
            case ACCOUNT -> new Event.AccountUpdated(notice.field(), notice.facts());
            case TEMPLATE -> new Event.TemplateStatusChanged(notice.field(), notice.facts());
        };
        return new Notice(Draft.ofDevice(arrival.tenant(), arrival.device(), event, Optional.of(notice.raw())));
    }

    /// What we do not understand is told as it came: better read by somebody than lost.
    static Notice of(Arrival arrival, Signal.Unknown unknown) {
        return new Notice(Draft.ofDevice(
                arrival.tenant(),
                arrival.device(),
                new Event.AccountUpdated(unknown.field(), unknown.facts()),
                Optional.of(unknown.raw())));
    }

    int slot() {
        return draft.slot();
    }
}
