package dev.palomar.outbound;

import dev.palomar.conversation.Located;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.Messages;
import dev.palomar.conversation.Place;
import dev.palomar.conversation.Threads;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.pace.NewPeople;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Keeps a batch of submissions in one transaction: each becomes a queued message with its event, or is turned down
/// alone.
final class Acceptance {

    /// What became of one submission.
    sealed interface Answer {
        record Kept(Submitted submitted) implements Answer {}

        record Turned(Rejection why) implements Answer {}
    }

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

    /// One answer per submission. What was kept is put into `departures`, in its order.
    List<Answer> accept(Tx tx, List<Wanted> batch, Instant now, Departures departures) {
        Map<MessageId, Wanted> candidates = new LinkedHashMap<>();
        batch.forEach(wanted -> candidates.putIfAbsent(wanted.id(), wanted));
        Known known = ask(tx, List.copyOf(candidates.values()), now);
        Map<MessageId, Answer> answers = new HashMap<>();
        known.before().get().forEach((id, first) -> answers.put(id, new Answer.Kept(first)));
        candidates.keySet().removeAll(answers.keySet());
        if (!candidates.isEmpty()) {
            List<Checked> checked = checked(tx, known, List.copyOf(candidates.values()), answers);
            keep(tx, known, checked, now, answers, departures);
        }
        return batch.stream()
                .map(wanted -> java.util.Objects.requireNonNull(answers.get(wanted.id())))
                .toList();
    }

    private record Checked(Wanted wanted, SendingDevice device) {}

    /// What the database knows of a batch, asked for as a whole: one round trip, whatever is needed of it.
    private record Known(
            Supplier<Map<MessageId, Submitted>> before,
            Supplier<Map<SendingDevice.Key, SendingDevice>> devices,
            Supplier<Map<MessageId, Rejection>> unfitting,
            List<Wanted> wanted,
            Supplier<Optional<List<Located>>> places) {

        /// The chats of these messages, if all of the batch are with people that we know.
        Optional<List<Located>> places(List<Checked> some) {
            return places.get().map(all -> {
                Map<MessageId, Located> of = new HashMap<>();
                for (int i = 0; i < all.size(); i++) {
                    of.put(wanted.get(i).id(), all.get(i));
                }
                return some.stream()
                        .map(one -> Objects.requireNonNull(of.get(one.wanted().id())))
                        .toList();
            });
        }
    }

    private Known ask(Tx tx, List<Wanted> batch, Instant now) {
        List<SendingCheck.Question> questions = new ArrayList<>();
        for (Wanted wanted : batch) {
            if (wanted.submission().content() instanceof MessageContent.Template template) {
                questions.add(
                        new SendingCheck.Question(wanted.id(), wanted.tenant(), wanted.device(), template.form()));
            }
        }
        return new Known(
                OutboxRows.known(tx, batch),
                SendingDevice.find(tx, batch.stream().map(Acceptance::key).collect(Collectors.toSet()), now),
                SendingCheck.refused(tx, questions),
                batch,
                locator.known(tx, batch.stream().map(Acceptance::place).toList()));
    }

    /// Those that nothing speaks against so far; the others have their answer.
    private List<Checked> checked(Tx tx, Known known, List<Wanted> fresh, Map<MessageId, Answer> answers) {
        References references = References.of(tx, fresh);
        List<Checked> checked = new ArrayList<>();
        for (Wanted wanted : fresh) {
            try {
                SendingDevice device = known.devices().get().get(key(wanted));
                if (device == null) {
                    throw new Rejection.NotFound("device");
                }
                check(wanted, device);
                Checked one = new Checked(references.resolve(wanted), device);
                Rejection unfitting = known.unfitting().get().get(wanted.id());
                if (unfitting != null && windowed(one)) {
                    throw unfitting;
                }
                checked.add(one);
            } catch (Rejection rejection) {
                answers.put(wanted.id(), new Answer.Turned(rejection));
            }
        }
        return checked;
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

    private void keep(
            Tx tx,
            Known known,
            List<Checked> checked,
            Instant now,
            Map<MessageId, Answer> answers,
            Departures departures) {
        int half = checked.isEmpty() ? 0 : place(checked.getFirst().wanted()).half();
        Quota quota = Quota.count(tx, checked.stream().map(Checked::device).toList(), half, now);
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
                tx, within.stream().map(one -> place(one.wanted())).toList(), now, known.places(within));
        List<Accepted> kept = new ArrayList<>();
        for (int i = 0; i < within.size(); i++) {
            Checked one = within.get(i);
            Optional<Rejection> objection = objection(tx, one, places.get(i), now);
            if (objection.isPresent()) {
                quota.giveBack(one.device());
                answers.put(one.wanted().id(), new Answer.Turned(objection.get()));
            } else {
                kept.add(new Accepted(one.wanted(), one.device(), places.get(i)));
                if (firsts.contains(one.wanted().id())) {
                    people.met(one.device().number(), places.get(i).conversation());
                }
            }
        }
        quota.close();
        if (!kept.isEmpty()) {
            write(tx, kept, departures, now);
        }
        for (Accepted one : kept) {
            answers.put(one.wanted().id(), new Answer.Kept(one.submitted(now)));
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

    private void write(Tx tx, List<Accepted> kept, Departures departures, Instant now) {
        Journal.Page page =
                journal.open(tx, kept.stream().map(one -> one.place().slot()).collect(Collectors.toSet()));
        Messages.insert(tx, kept.stream().map(one -> one.message(now)).toList(), now);
        List<OutboxRows.Row> rows =
                kept.stream().map(one -> row(one, departures, now)).toList();
        departures.begun(OutboxRows.insert(tx, rows, departures.node()));
        Threads threads = new Threads();
        for (Accepted one : kept) {
            MessageContent content = one.wanted().submission().content();
            ConversationId conversation = one.place().conversation();
            threads.events(one.wanted().tenant(), conversation, one.place().fresh() ? 2 : 1);
            if (!isAside(content)) {
                threads.last(one.wanted().tenant(), conversation, one.wanted().id(), now, content.preview());
                threads.answered(one.wanted().tenant(), conversation, now, one.human());
            }
        }
        threads.write(tx);
        for (Accepted one : kept) {
            if (one.place().fresh()) {
                page.write(one.draft(
                        new Event.ConversationOpened(
                                one.place().party(), one.place().chat()),
                        threads.number(one.place().conversation())));
            }
            if (one.human() && threads.takenOver(one.place().conversation())) {
                page.write(one.draft(one.takenOver(), threads.number(one.place().conversation())));
            }
            Event queued = new Event.MessageStatusChanged(one.facts(now), MessageStatus.QUEUED, now, Optional.empty());
            page.write(one.draft(queued, threads.number(one.place().conversation())));
        }
        page.flush();
    }

    /// Said about another message, which stays the last of its conversation.
    private static boolean isAside(MessageContent content) {
        return content instanceof MessageContent.Reaction
                || content instanceof MessageContent.Edit
                || content instanceof MessageContent.Revoke;
    }

    private OutboxRows.Row row(Accepted one, Departures departures, Instant now) {
        Due due = one.due(now, settings.life());
        return new OutboxRows.Row(
                due,
                Optional.ofNullable(transports.get(one.device().transport()))
                        .flatMap(transport -> transport.nameOf(one.wanted().id())),
                one.wanted().submission().clientReference(),
                one.wanted().retryOf(),
                departures.add(due));
    }
}
