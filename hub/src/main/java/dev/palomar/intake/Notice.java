package dev.palomar.intake;

import dev.palomar.cluster.Slots;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.model.Payload;
import dev.palomar.model.event.Event;
import dev.palomar.template.TemplateNews;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.Optional;

/// Something WhatsApp says about the number, the account or a template.
sealed interface Notice {

    Arrival arrival();

    /// The event that it becomes. What it says of a template is written down in the same transaction.
    Draft draft(Tx tx, Instant now);

    default int slot() {
        return Slots.of(arrival().device().value());
    }

    private static Draft of(Arrival arrival, Event event, Payload raw) {
        return Draft.ofDevice(arrival.tenant(), arrival.device(), event, Optional.of(raw));
    }

    record OfNumber(Arrival arrival, Signal.NumberNotice notice) implements Notice {

        @Override
        public Draft draft(Tx tx, Instant now) {
            Event event = switch (notice.kind()) {
                case LIMIT -> new Event.DeviceLimited(notice.field(), notice.facts());
                case ACCOUNT -> new Event.AccountUpdated(notice.field(), notice.facts());
                case TEMPLATE ->
                    new Event.TemplateStatusChanged(
                            notice.field(), notice.facts(), TemplateNews.apply(tx, arrival, notice, now));
            };
            return of(arrival, event, notice.raw());
        }
    }

    /// What we do not understand is told as it came: better read by somebody than lost.
    record Strange(Arrival arrival, Signal.Unknown unknown) implements Notice {

        @Override
        public Draft draft(Tx tx, Instant now) {
            return of(arrival, new Event.AccountUpdated(unknown.field(), unknown.facts()), unknown.raw());
        }
    }
}
