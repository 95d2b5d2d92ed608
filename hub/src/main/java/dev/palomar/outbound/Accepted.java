package dev.palomar.outbound;

import dev.palomar.conversation.Located;
import dev.palomar.conversation.MediaIds;
import dev.palomar.conversation.NewMessage;
import dev.palomar.journal.Draft;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.MessageFacts;
import dev.palomar.outbound.request.Pointers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A submission that nothing speaks against, and what is written of it.
record Accepted(Wanted wanted, SendingDevice device, Located place) {

    /// A person of the company sends it.
    boolean human() {
        return wanted.author().filter(Actor::human).isPresent();
    }

    /// Whoever sends it has taken over from the reply agent.
    Event takenOver() {
        boolean group = wanted.submission().to().group().isPresent();
        return new Event.ConversationHandedOver(
                group ? Optional.empty() : Optional.of(place.party()),
                place.chat(),
                AgentMode.HUMAN,
                Optional.of("message"),
                wanted.author().orElseThrow());
    }

    NewMessage message(Instant now) {
        return new NewMessage(
                wanted.id(),
                wanted.tenant(),
                wanted.device(),
                place.conversation(),
                false,
                Optional.empty(),
                wanted.submission().content(),
                points().json(),
                now,
                false,
                MediaIds.of(wanted.submission().content()),
                Optional.empty(),
                wanted.author());
    }

    private Pointers points() {
        return new Pointers(wanted.submission().quoted(), wanted.submission().mentions());
    }

    /// To be sent from `now` on, for as long as `life`.
    Due due(Instant now, Duration life) {
        return new Due(
                wanted.tenant(),
                wanted.device(),
                device.transport(),
                place.conversation(),
                place.slot(),
                wanted.id(),
                wanted.submission().to(),
                wanted.submission().content(),
                points(),
                0,
                now,
                now.plus(life),
                place.windowUntil());
    }

    MessageFacts facts(Instant now) {
        return new MessageFacts(
                wanted.id(),
                Optional.empty(),
                false,
                place.party(),
                place.business(),
                place.chat(),
                now,
                wanted.submission().content(),
                points().json(),
                wanted.submission().clientReference());
    }

    /// An event of its conversation, which has that number there.
    Draft draft(Event event, long sequence) {
        return new Draft(
                wanted.tenant(),
                place.slot(),
                place.conversation().value(),
                event,
                Optional.of(wanted.device()),
                Optional.of(place.conversation()),
                Optional.of(wanted.id()),
                MediaIds.of(wanted.submission().content()),
                Optional.empty(),
                OptionalLong.of(sequence),
                false,
                Optional.empty());
    }

    Submitted submitted(Instant now) {
        return new Submitted(
                wanted.id(),
                MessageStatus.QUEUED,
                wanted.device(),
                place.conversation(),
                now,
                wanted.submission().clientReference(),
                wanted.retryOf());
    }
}
