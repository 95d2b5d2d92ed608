package dev.palomar.intake;

import dev.palomar.conversation.Located;
import dev.palomar.conversation.MediaIds;
import dev.palomar.conversation.NewMessage;
import dev.palomar.conversation.Place;
import dev.palomar.conversation.Statuses;
import dev.palomar.conversation.Threads;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.media.ExpectedMedia;
import dev.palomar.model.Identity;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.MessageFacts;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that was said, on its way to the disk.
final class Said {

    private final Arrival arrival;
    private final Signal.Message signal;
    private final MessageContent content;
    private final Optional<ExpectedMedia> file;
    private final List<Event> events = new ArrayList<>(2);
    private MessageId id;
    private boolean deciphered;
    private boolean consent;
    private @Nullable Located located;

    private Said(
            Arrival arrival,
            Signal.Message signal,
            MessageId id,
            MessageContent content,
            Optional<ExpectedMedia> file) {
        this.arrival = arrival;
        this.signal = signal;
        this.id = id;
        this.content = content;
        this.file = file;
    }

    /// Which half of the chats it belongs to: what is said in one chat keeps its order, and so do the statuses of one
    /// message.
    static int half(Arrival arrival) {
        return switch (arrival.signal()) {
            case Signal.Message said ->
                place(arrival, said.person(), said.name(), said.group()).half();
            case Signal.Call call ->
                place(arrival, call.person(), call.name(), Optional.empty()).half();
            case Signal.Status status -> status.id().hashCode() & 1;
            case Signal.GroupReceipt receipt -> receipt.id().hashCode() & 1;
            case Signal.NumberNotice _,
                    Signal.Unknown _,
                    Signal.ReadElsewhere _,
                    Signal.Acquaintance _,
                    Signal.PictureChanged _,
                    Signal.Group _,
                    Signal.GroupMembers _ -> arrival.device().hashCode() & 1;
        };
    }

    private static Place place(Arrival arrival, Identity person, Optional<String> name, Optional<String> group) {
        return new Place(arrival.tenant(), arrival.device(), person, name, group);
    }

    /// A file that is only with WhatsApp gets an id of ours, under which it will be fetched.
    static Said of(Arrival arrival, Signal.Message signal, Supplier<UUID> ids) {
        MessageId id = new MessageId(ids.get());
        if (signal.content() instanceof MessageContent.Media media
                && media.file() instanceof MediaSource.AtWhatsApp remote) {
            MediaId file = new MediaId(ids.get());
            MessageContent ours = media.at(new MediaSource.Stored(file, remote.mimeType(), remote.sha256()));
            ExpectedMedia expected = new ExpectedMedia(
                    arrival.tenant(),
                    arrival.device(),
                    file,
                    remote.wireId(),
                    remote.mimeType(),
                    remote.sha256(),
                    media.filename());
            return new Said(arrival, signal, id, ours, Optional.of(expected));
        }
        return new Said(arrival, signal, id, signal.content(), Optional.empty());
    }

    MessageId id() {
        return id;
    }

    Place place() {
        return new Place(
                arrival.tenant(),
                arrival.device(),
                signal.person(),
                signal.outbound() ? Optional.empty() : signal.name(),
                signal.group());
    }

    void locate(Located place) {
        located = place;
    }

    Located located() {
        return java.util.Objects.requireNonNull(located, "not located yet");
    }

    Optional<ExpectedMedia> file() {
        return file;
    }

    /// By what WhatsApp calls it, when that name was given by whoever sent it, as on WhatsApp Web. Meta gives names of
    /// its own, which all begin alike.
    Optional<Statuses.WireRef> clientsName() {
        return signal.id().value().startsWith("wamid.")
                ? Optional.empty()
                : Optional.of(new Statuses.WireRef(arrival.tenant(), arrival.device(), signal.id()));
    }

    boolean outbound() {
        return signal.outbound();
    }

    /// Whether it may take the place of the same message that could not be read before.
    boolean isReadable() {
        return !content.equals(new MessageContent.Unsupported(MessageContent.Unsupported.UNREADABLE));
    }

    /// What was said to the company alone, in words or by a button, and just now: it may be about advertising.
    Optional<OptOuts.Heard> wish() {
        Optional<String> text = switch (content) {
            case MessageContent.Text said -> Optional.of(said.body());
            case MessageContent.Button button -> Optional.of(button.text());
            case MessageContent _ -> Optional.empty();
        };
        if (signal.outbound() || signal.backfilled() || signal.group().isPresent()) {
            return Optional.empty();
        }
        return text.flatMap(words -> located()
                .contact()
                .map(contact -> new OptOuts.Heard(arrival.tenant(), contact, signal.id(), words, signal.sentAt())));
    }

    /// It was a word about advertising, and its contact wants something else from now on.
    void changesConsent() {
        consent = true;
    }

    /// It was there already, unreadable.
    void takesPlaceOf(MessageId known) {
        id = known;
        deciphered = true;
    }

    NewMessage message() {
        return new NewMessage(
                id,
                arrival.tenant(),
                arrival.device(),
                located().conversation(),
                !signal.outbound(),
                Optional.of(signal.id()),
                content,
                signal.context(),
                signal.sentAt(),
                signal.backfilled(),
                MediaIds.of(content),
                signal.group().isPresent() && !signal.outbound() ? located().contact() : Optional.empty(),
                signal.outbound() ? Optional.of(Actor.PHONE) : Optional.empty());
    }

    /// Decides which facts follow from it. `first` is said of the first message of its conversation in the batch.
    void announce(boolean first) {
        Located place = located();
        if (place.fresh() && first) {
            events.add(new Event.ConversationOpened(place.party(), place.chat()));
        }
        if (place.renamed() && place.contact().isPresent()) {
            events.add(new Event.ContactUpdated(place.contact().get(), place.party(), "name"));
        }
        if (consent && place.contact().isPresent()) {
            events.add(new Event.ContactUpdated(place.contact().get(), place.party(), "consent"));
        }
        MessageFacts facts = new MessageFacts(
                id,
                Optional.of(signal.id()),
                !signal.outbound(),
                place.party(),
                place.business(),
                place.chat(),
                signal.sentAt(),
                content,
                signal.context(),
                Optional.empty());
        events.add(
                switch (content) {
                    case MessageContent.Edit edit -> new Event.MessageEdited(facts, edit);
                    case MessageContent.Revoke revoke -> new Event.MessageRevoked(facts, revoke);
                    case MessageContent.Reaction reaction -> new Event.MessageReacted(facts, reaction);
                    case MessageContent.Call _ -> new Event.CallReceived(facts);
                    case MessageContent.Text _,
                            MessageContent.Media _,
                            MessageContent.Location _,
                            MessageContent.Contacts _,
                            MessageContent.Interactive _,
                            MessageContent.Template _,
                            MessageContent.Button _,
                            MessageContent.Order _,
                            MessageContent.Poll _,
                            MessageContent.PollVote _,
                            MessageContent.SystemNotice _,
                            MessageContent.Unsupported _ -> new Event.MessageReceived(facts);
                });
    }

    void moveOn(Threads threads) {
        Located place = located();
        threads.events(arrival.tenant(), place.conversation(), events.size());
        boolean aside = content instanceof MessageContent.Edit
                || content instanceof MessageContent.Revoke
                || content instanceof MessageContent.Reaction;
        if (!aside) {
            threads.last(arrival.tenant(), place.conversation(), id, signal.sentAt(), content.preview());
        }
        boolean speaks = !aside && !(content instanceof MessageContent.SystemNotice);
        if (!signal.backfilled() && speaks && !deciphered) {
            spoken(threads, place);
        }
    }

    private void spoken(Threads threads, Located place) {
        if (signal.outbound()) {
            threads.answered(arrival.tenant(), place.conversation(), signal.sentAt(), true);
            return;
        }
        threads.inbound(arrival.tenant(), place.conversation(), signal.sentAt());
        signal.origin().ifPresent(_ -> threads.entered(arrival.tenant(), place.conversation(), signal.sentAt()));
    }

    void write(Journal.Page page, Threads threads) {
        Located place = located();
        Optional<Parties.Party> person = signal.group().isPresent() ? Optional.empty() : Optional.of(place.party());
        if (threads.takenOver(place.conversation())) {
            events.addFirst(new Event.ConversationHandedOver(
                    person, place.chat(), AgentMode.HUMAN, Optional.of("message"), Actor.PHONE));
        }
        if (threads.reopened(place.conversation())) {
            events.addFirst(new Event.ConversationOpened(person, place.chat(), true, Optional.empty()));
        }
        for (Event event : events) {
            page.write(new Draft(
                    arrival.tenant(),
                    place.slot(),
                    place.conversation().value(),
                    event,
                    Optional.of(arrival.device()),
                    Optional.of(place.conversation()),
                    Optional.of(id),
                    MediaIds.of(content),
                    Optional.empty(),
                    OptionalLong.of(threads.number(place.conversation())),
                    signal.backfilled(),
                    Optional.of(signal.raw())));
        }
    }
}
