package dev.palomar.outbound;

import dev.palomar.conversation.Located;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.MediaIds;
import dev.palomar.conversation.Messages;
import dev.palomar.conversation.NewMessage;
import dev.palomar.conversation.Place;
import dev.palomar.conversation.Threads;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.MessageFacts;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.pace.NewPeople;
import dev.palomar.outbound.request.Pointers;
import dev.palomar.outbound.request.Possible;
import dev.palomar.template.Offers;
import dev.palomar.template.SendingCheck;
import dev.palomar.transport.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Keeps a batch of submissions in one transaction: each becomes a queued message with its event, or is turned down
/// alone.
final class Acceptance {

    /// What became of one submission.
    sealed interface Answer {
        record Kept(Submitted submitted) implements Answer {}

        record Turned(Rejection why) implements Answer {}
    }

    private record Fresh(Wanted wanted, SendingDevice device, Located place) {}

    private final Journal journal;
    private final Locator locator;
    private final Map<TransportKind, Transport> transports;
    private final SendingSettings settings;

    Acceptance(Journal journal, Locator locator, Map<TransportKind, Transport> transports, SendingSettings settings) {
        this.journal = journal;
        this.locator = locator;
        this.transports = Map.copyOf(transports);
        this.settings = settings;
    }

    /// One answer per submission. What was kept is put into `due`, in its order.
    List<Answer> accept(Tx tx, List<Wanted> batch, Instant now, List<Due> due) {
        Map<MessageId, Answer> answers = new HashMap<>();
        OutboxRows.known(tx, batch).forEach((id, first) -> answers.put(id, new Answer.Kept(first)));
        Map<MessageId, Wanted> candidates = new LinkedHashMap<>();
        batch.stream()
                .filter(wanted -> !answers.containsKey(wanted.id()))
                .forEach(wanted -> candidates.putIfAbsent(wanted.id(), wanted));
        List<Wanted> fresh = List.copyOf(candidates.values());
        if (!fresh.isEmpty()) {
            keep(tx, fitting(tx, checked(tx, fresh, now, answers), answers), now, answers, due);
        }
        return batch.stream()
                .map(wanted -> java.util.Objects.requireNonNull(answers.get(wanted.id())))
                .toList();
    }

    private record Checked(Wanted wanted, SendingDevice device) {}

    /// Those that nothing speaks against so far; the others have their answer.
    private List<Checked> checked(Tx tx, List<Wanted> fresh, Instant now, Map<MessageId, Answer> answers) {
        Map<SendingDevice.Key, SendingDevice> devices =
                SendingDevice.find(tx, fresh.stream().map(Acceptance::key).collect(Collectors.toSet()), now);
        References references = References.of(tx, fresh);
        List<Checked> checked = new ArrayList<>();
        for (Wanted wanted : fresh) {
            try {
                SendingDevice device = devices.get(key(wanted));
                if (device == null) {
                    throw new Rejection.NotFound("device");
                }
                check(wanted, device);
                checked.add(new Checked(references.resolve(wanted), device));
            } catch (Rejection rejection) {
                answers.put(wanted.id(), new Answer.Turned(rejection));
            }
        }
        return checked;
    }

    /// Without messages that do not fill their template; those have their answer.
    private List<Checked> fitting(Tx tx, List<Checked> checked, Map<MessageId, Answer> answers) {
        List<SendingCheck.Question> questions = new ArrayList<>();
        for (Checked one : checked) {
            if (one.wanted().submission().content() instanceof MessageContent.Template template && windowed(one)) {
                Wanted wanted = one.wanted();
                questions.add(
                        new SendingCheck.Question(wanted.id(), wanted.tenant(), wanted.device(), template.form()));
            }
        }
        if (questions.isEmpty()) {
            return checked;
        }
        SendingCheck.refused(tx, questions).forEach((id, why) -> answers.put(id, new Answer.Turned(why)));
        return checked.stream()
                .filter(one -> !answers.containsKey(one.wanted().id()))
                .toList();
    }

    private boolean windowed(Checked one) {
        Transport transport = transports.get(one.device().transport());
        return transport != null && transport.capabilities().windowed();
    }

    private static SendingDevice.Key key(Wanted wanted) {
        return new SendingDevice.Key(wanted.tenant(), wanted.device());
    }

    private void check(Wanted wanted, SendingDevice device) {
        wanted.submission()
                .from()
                .filter(from -> !Choice.means(from, device.key().device(), device.phone()))
                .ifPresent(_ -> {
                    throw new Rejection.InvalidValue("from", "is not the device of this path");
                });
        Optional<Transport.Capabilities> can =
                Optional.ofNullable(transports.get(device.transport())).map(Transport::capabilities);
        boolean personal = can.filter(Transport.Capabilities::personal).isPresent();
        device.objection(personal)
                .or(() -> Possible.objection(wanted.submission(), device.transport(), can))
                .ifPresent(rejection -> {
                    throw rejection;
                });
    }

    private void keep(Tx tx, List<Checked> checked, Instant now, Map<MessageId, Answer> answers, List<Due> due) {
        Quota quota = Quota.count(tx, checked.stream().map(Checked::device).toList(), now);
        NewPeople people = NewPeople.counting(settings.human(), tx, now);
        Set<MessageId> firsts = new HashSet<>();
        List<Checked> within = new ArrayList<>();
        for (Checked one : checked) {
            Optional<Rejection> over = quota.take(one.device());
            if (over.isEmpty() && isFirst(one, people)) {
                over = people.take(
                        one.device().number(), one.wanted().submission().to().identity());
                over.ifPresent(_ -> quota.giveBack(one.device()));
                firsts.add(one.wanted().id());
            }
            over.ifPresent(rejection -> answers.put(one.wanted().id(), new Answer.Turned(rejection)));
            if (over.isEmpty()) {
                within.add(one);
            }
        }
        List<Located> places = locator.locate(
                tx, within.stream().map(one -> place(one.wanted())).toList(), now);
        List<Fresh> kept = new ArrayList<>();
        for (int i = 0; i < within.size(); i++) {
            Checked one = within.get(i);
            Optional<Rejection> objection = objection(tx, one, places.get(i), now);
            if (objection.isPresent()) {
                quota.giveBack(one.device());
                answers.put(one.wanted().id(), new Answer.Turned(objection.get()));
            } else {
                kept.add(new Fresh(one.wanted(), one.device(), places.get(i)));
                if (firsts.contains(one.wanted().id())) {
                    people.met(one.device().number(), places.get(i).conversation());
                }
            }
        }
        quota.close();
        if (!kept.isEmpty()) {
            write(tx, kept, now);
        }
        for (Fresh one : kept) {
            answers.put(one.wanted().id(), new Answer.Kept(submitted(one, now)));
            due.add(due(one, now));
        }
    }

    /// A person's own number writes to somebody for the first time.
    private boolean isFirst(Checked one, NewPeople people) {
        Transport transport = transports.get(one.device().transport());
        return transport != null
                && transport.capabilities().personal()
                && one.wanted().submission().to().group().isEmpty()
                && people.isNew(
                        one.device().number(), one.wanted().submission().to().identity());
    }

    static Place place(Wanted wanted) {
        return new Place(
                wanted.tenant(),
                wanted.device(),
                wanted.submission().to().identity(),
                Optional.empty(),
                wanted.submission().to().group());
    }

    private Optional<Rejection> objection(Tx tx, Checked one, Located place, Instant now) {
        Wanted wanted = one.wanted();
        if (place.optedOut() && !isAnswer(wanted.submission().content(), place, now)) {
            return Optional.of(new Rejection.NotPossible(
                    "contact-opted-out",
                    "to",
                    "This person wants no advertising. Only what answers a message of theirs within 24 hours is sent,"
                            + " and no template, until they agree again."));
        }
        return closedSince(one, place, now)
                .map(closed -> new Rejection.WindowClosed(closed, Offers.of(tx, wanted.tenant(), wanted.device())));
    }

    private static boolean isAnswer(MessageContent content, Located place, Instant now) {
        return !(content instanceof MessageContent.Template)
                && place.windowUntil().filter(now::isBefore).isPresent();
    }

    /// Since when free text is known to be over. Of people who never wrote to us WhatsApp may know better.
    private Optional<Instant> closedSince(Checked one, Located place, Instant now) {
        boolean free = windowed(one)
                && one.wanted().submission().to().group().isEmpty()
                && !(one.wanted().submission().content() instanceof MessageContent.Template);
        return place.windowUntil().filter(until -> free && !until.isAfter(now));
    }

    private void write(Tx tx, List<Fresh> kept, Instant now) {
        Journal.Page page =
                journal.open(tx, kept.stream().map(one -> one.place().slot()).collect(Collectors.toSet()));
        Messages.insert(tx, kept.stream().map(one -> message(one, now)).toList(), now);
        OutboxRows.insert(tx, kept.stream().map(one -> row(one, now)).toList());
        Threads threads = new Threads();
        for (Fresh one : kept) {
            MessageContent content = one.wanted().submission().content();
            ConversationId conversation = one.place().conversation();
            threads.events(one.wanted().tenant(), conversation, one.place().fresh() ? 2 : 1);
            if (!isAside(content)) {
                threads.last(one.wanted().tenant(), conversation, one.wanted().id(), now, content.preview());
                threads.answered(one.wanted().tenant(), conversation, now, human(one));
            }
        }
        threads.write(tx);
        for (Fresh one : kept) {
            if (one.place().fresh()) {
                page.write(draft(
                        one,
                        new Event.ConversationOpened(
                                one.place().party(), one.place().chat()),
                        threads.number(one.place().conversation())));
            }
            if (human(one) && threads.takenOver(one.place().conversation())) {
                page.write(draft(one, takenOver(one), threads.number(one.place().conversation())));
            }
            Event queued = new Event.MessageStatusChanged(facts(one, now), MessageStatus.QUEUED, now, Optional.empty());
            page.write(draft(one, queued, threads.number(one.place().conversation())));
        }
        page.flush();
    }

    private static boolean human(Fresh one) {
        return one.wanted().author().filter(Actor::human).isPresent();
    }

    private static Event takenOver(Fresh one) {
        boolean group = one.wanted().submission().to().group().isPresent();
        return new Event.ConversationHandedOver(
                group ? Optional.empty() : Optional.of(one.place().party()),
                one.place().chat(),
                AgentMode.HUMAN,
                Optional.of("message"),
                one.wanted().author().orElseThrow());
    }

    /// Said about another message, which stays the last of its conversation.
    private static boolean isAside(MessageContent content) {
        return content instanceof MessageContent.Reaction
                || content instanceof MessageContent.Edit
                || content instanceof MessageContent.Revoke;
    }

    private static NewMessage message(Fresh one, Instant now) {
        Wanted wanted = one.wanted();
        return new NewMessage(
                wanted.id(),
                wanted.tenant(),
                wanted.device(),
                one.place().conversation(),
                false,
                Optional.empty(),
                wanted.submission().content(),
                context(wanted),
                now,
                false,
                MediaIds.of(wanted.submission().content()),
                Optional.empty(),
                wanted.author());
    }

    private static Optional<ObjectNode> context(Wanted wanted) {
        return points(wanted).json();
    }

    private static Pointers points(Wanted wanted) {
        return new Pointers(wanted.submission().quoted(), wanted.submission().mentions());
    }

    private OutboxRows.Row row(Fresh one, Instant now) {
        return new OutboxRows.Row(
                due(one, now),
                Optional.ofNullable(transports.get(one.device().transport()))
                        .flatMap(transport -> transport.nameOf(one.wanted().id())),
                one.wanted().submission().clientReference(),
                one.wanted().retryOf());
    }

    private Due due(Fresh one, Instant now) {
        Wanted wanted = one.wanted();
        return new Due(
                wanted.tenant(),
                wanted.device(),
                one.device().transport(),
                one.place().conversation(),
                one.place().slot(),
                wanted.id(),
                wanted.submission().to(),
                wanted.submission().content(),
                points(wanted),
                0,
                now,
                now.plus(settings.life()),
                one.place().windowUntil());
    }

    private static MessageFacts facts(Fresh one, Instant now) {
        Wanted wanted = one.wanted();
        return new MessageFacts(
                wanted.id(),
                Optional.empty(),
                false,
                one.place().party(),
                one.place().business(),
                one.place().chat(),
                now,
                wanted.submission().content(),
                context(wanted),
                wanted.submission().clientReference());
    }

    private static Draft draft(Fresh one, Event event, long sequence) {
        Wanted wanted = one.wanted();
        return new Draft(
                wanted.tenant(),
                one.place().slot(),
                one.place().conversation().value(),
                event,
                Optional.of(wanted.device()),
                Optional.of(one.place().conversation()),
                Optional.of(wanted.id()),
                MediaIds.of(wanted.submission().content()),
                Optional.empty(),
                OptionalLong.of(sequence),
                false,
                Optional.empty());
    }

    private static Submitted submitted(Fresh one, Instant now) {
        return new Submitted(
                one.wanted().id(),
                MessageStatus.QUEUED,
                one.wanted().device(),
                one.place().conversation(),
                now,
                one.wanted().submission().clientReference(),
                one.wanted().retryOf());
    }
}
