package dev.palomar.intake;

import dev.palomar.conversation.Acquaintances;
import dev.palomar.conversation.Deciphered;
import dev.palomar.conversation.EarlyStatuses;
import dev.palomar.conversation.Located;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.Messages;
import dev.palomar.conversation.NewMessage;
import dev.palomar.conversation.Place;
import dev.palomar.conversation.StatusChange;
import dev.palomar.conversation.Statuses;
import dev.palomar.conversation.Threads;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.database.Database;
import dev.palomar.database.SqlState;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.media.ExpectedMedia;
import dev.palomar.model.MessageContent;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Records a batch of arrivals in one transaction: repetitions are recognised, contacts and conversations found or
/// made, messages written, statuses raised, and everything that is news appended to the journal.
public final class Recorder {

    /// What became of one arrival.
    public enum Kept {
        RECORDED,
        REPEATED
    }

    private final Journal journal;
    private final Locator locator;
    private final BiConsumer<Tx, List<ExpectedMedia>> media;
    private final OptOuts optOuts;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Whereabouts whereabouts = new Whereabouts();

    public Recorder(
            Journal journal,
            Locator locator,
            BiConsumer<Tx, List<ExpectedMedia>> media,
            OptOuts optOuts,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.journal = journal;
        this.locator = locator;
        this.media = media;
        this.optOuts = optOuts;
        this.clock = clock;
        this.ids = ids;
    }

    /// Learns what [#record] asks for by throwing [dev.palomar.conversation.Unacquainted].
    public Acquaintances acquaintances(Database database) {
        return new Acquaintances(database, journal, clock, ids);
    }

    /// It is not as was hoped: something had been recorded before, or somebody is not where they were lately. The
    /// transaction must not be committed.
    static final class Disappointed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Disappointed(String why) {
            super(why, null, false, false);
        }
    }

    /// One answer per arrival, in their order. Throws [dev.palomar.conversation.Unacquainted] before anything is
    /// written, and [dev.palomar.database.Again] when a conversation was merged into another meanwhile.
    public List<Kept> record(Tx tx, List<Arrival> arrivals) {
        Batch batch = Batch.of(arrivals, ids);
        return record(tx, batch, find(tx, batch.places()), false);
    }

    /// As [#record] of what most probably comes for the first time, from people who are where they were lately:
    /// nothing is asked before it is written, which saves two round trips over the Cloud API. Throws
    /// [Disappointed] when either was not so; nothing of it may be kept.
    void recordNews(Tx tx, List<Arrival> arrivals) {
        Batch batch = Batch.of(arrivals, ids);
        List<Place> places = batch.places();
        Optional<List<Located>> guess = whereabouts.guess(places);
        if (guess.isEmpty()) {
            var _ = record(tx, batch, find(tx, places), true);
            return;
        }
        // Asked first: it says what [#find] would have gone by, before anything of this batch is written.
        Supplier<Optional<List<Located>>> known = locator.known(tx, places);
        try {
            var _ = record(tx, batch, guess.get(), true);
            if (!Whereabouts.holds(guess.get(), known.get())) {
                throw new Disappointed("somebody is not where they were lately");
            }
        } catch (RuntimeException failure) {
            whereabouts.forget(places);
            throw SqlState.refersToNothing(failure) ? new Disappointed("a chat is not there any more") : failure;
        }
    }

    private List<Located> find(Tx tx, List<Place> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        Optional<List<Located>> known = locator.known(tx, places).get();
        known.ifPresent(located -> whereabouts.found(places, located));
        return locator.locate(tx, places, clock.instant(), known);
    }

    private List<Kept> record(Tx tx, Batch batch, List<Located> located, boolean hope) {
        Instant now = clock.instant();
        for (int i = 0; i < located.size(); i++) {
            batch.said().get(i).locate(located.get(i));
        }
        hearOptOuts(tx, batch.said(), now);
        Map<Statuses.WireRef, Statuses.Sent> sent = Statuses.find(tx, batch.statusNames());
        Map<MessageId, Statuses.Sent> ours = Statuses.findOurs(tx, batch.ownNames(sent.keySet()));
        Asides asides = Asides.read(tx, batch.asides(), sent, now);

        Set<Integer> slots = new HashSet<>(asides.slots());
        batch.said().forEach(said -> slots.add(said.located().slot()));
        sent.values().forEach(message -> slots.add(message.slot()));
        ours.values().forEach(message -> slots.add(message.slot()));
        batch.notices().forEach(notice -> slots.add(notice.slot()));
        Journal.Page page = journal.open(tx, slots);

        List<Said> said = batch.said().stream()
                .filter(one -> !one.outbound()
                        || one.clientsName().filter(sent::containsKey).isEmpty())
                .toList();
        boolean news = hope && said.stream().allMatch(one -> one.clientsName().isEmpty());
        Set<MessageId> fresh = recordSaid(tx, page, said, news, now);
        asides.record(tx, page, now);
        recordStatuses(tx, page, batch.statuses(), sent, ours, now);
        batch.notices().forEach(notice -> page.write(notice.draft(tx, now)));
        page.flush();
        return batch.kept(fresh);
    }

    /// Applies receipts that came before their message had its name. Run every second or so.
    public int settleEarly(Tx tx) {
        List<StatusChange> due = EarlyStatuses.take(tx, 500);
        if (!due.isEmpty()) {
            Journal.Page page =
                    journal.open(tx, due.stream().map(StatusChange::slot).collect(java.util.stream.Collectors.toSet()));
            Statuses.apply(tx, page, due);
            page.flush();
        }
        return due.size();
    }

    private void hearOptOuts(Tx tx, List<Said> said, Instant now) {
        List<OptOuts.Heard> texts =
                said.stream().flatMap(one -> one.wish().stream()).toList();
        if (!texts.isEmpty()) {
            Set<OptOuts.Heard> heard = optOuts.hear(tx, texts, now);
            said.stream()
                    .filter(one -> one.wish().filter(heard::contains).isPresent())
                    .forEach(Said::changesConsent);
        }
    }

    private Set<MessageId> recordSaid(Tx tx, Journal.Page page, List<Said> said, boolean news, Instant now) {
        if (said.isEmpty()) {
            return Set.of();
        }
        List<NewMessage> messages = said.stream().map(Said::message).toList();
        Supplier<Set<MessageId>> inserted = Messages.insert(tx, messages, now);
        Set<MessageId> fresh = new HashSet<>();
        if (news) {
            said.forEach(one -> fresh.add(one.id()));
        } else {
            fresh.addAll(inserted.get());
            fresh.addAll(decipher(tx, said, messages, fresh));
        }
        Threads threads = new Threads();
        List<ExpectedMedia> files = new ArrayList<>();
        List<Said> told = new ArrayList<>();
        Set<Object> opened = new HashSet<>();
        for (Said one : said) {
            if (!fresh.contains(one.id())) {
                continue;
            }
            one.file().ifPresent(files::add);
            one.announce(opened.add(one.located().conversation()));
            one.moveOn(threads);
            told.add(one);
        }
        media.accept(tx, files);
        threads.write(tx);
        if (news && inserted.get().size() < fresh.size()) {
            throw new Disappointed("something was recorded before");
        }
        for (Said one : told) {
            one.write(page, threads);
        }
        return fresh;
    }

    /// What could not be read when it came first, and comes again. Over WhatsApp Web alone.
    private static List<MessageId> decipher(Tx tx, List<Said> said, List<NewMessage> messages, Set<MessageId> fresh) {
        List<NewMessage> again = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            Said one = said.get(i);
            if (!fresh.contains(one.id())
                    && one.isReadable()
                    && one.clientsName().isPresent()) {
                again.add(messages.get(i));
            }
        }
        Map<MessageId, MessageId> known = Deciphered.write(tx, again);
        said.forEach(one -> Optional.ofNullable(known.get(one.id())).ifPresent(one::takesPlaceOf));
        List<MessageId> both = new ArrayList<>(known.keySet());
        both.addAll(known.values());
        return both;
    }

    private static void recordStatuses(
            Tx tx,
            Journal.Page page,
            List<Told> statuses,
            Map<Statuses.WireRef, Statuses.Sent> sent,
            Map<MessageId, Statuses.Sent> ours,
            Instant now) {
        List<StatusChange> changes = new ArrayList<>();
        List<EarlyStatuses.Early> early = new ArrayList<>();
        for (Told told : statuses) {
            Optional<Statuses.Sent> named = Optional.ofNullable(sent.get(told.name()));
            Optional<Statuses.Sent> known = named.or(() -> told.ours().map(ours::get));
            if (known.isEmpty()) {
                early.add(told.status());
                continue;
            }
            Statuses.Sent message = known.get();
            changes.add(new StatusChange(
                    message.tenant(),
                    message.message(),
                    message.conversation(),
                    message.slot(),
                    told.status().status(),
                    told.status().at(),
                    told.status().error(),
                    // What was perhaps sent has its name now: WhatsApp gave ours back with its own.
                    named.isPresent()
                            ? Optional.empty()
                            : Optional.of(told.status().wireId()),
                    Optional.of(told.status().raw())));
        }
        Statuses.apply(tx, page, changes);
        EarlyStatuses.keep(tx, early, now);
    }

    /// A status, and our own name of its message where WhatsApp gave that back.
    private record Told(EarlyStatuses.Early status, Optional<MessageId> ours) {

        Statuses.WireRef name() {
            return new Statuses.WireRef(status.tenant(), status.device(), status.wireId());
        }
    }

    /// The parts of a batch, each in the order of arrival.
    private record Batch(
            List<Said> said,
            List<Told> statuses,
            List<Notice> notices,
            List<Arrival> asides,
            List<Optional<MessageId>> messageOf) {

        static Batch of(List<Arrival> arrivals, Supplier<UUID> ids) {
            Batch batch = new Batch(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (Arrival arrival : arrivals) {
                Optional<MessageId> message = Optional.empty();
                switch (arrival.signal()) {
                    case Signal.Message said -> message = batch.add(Said.of(arrival, said, ids));
                    case Signal.Call call -> message = batch.add(Said.of(arrival, asMessage(call), ids));
                    case Signal.Status status -> batch.statuses().add(new Told(early(arrival, status), status.ours()));
                    case Signal.NumberNotice notice -> batch.notices().add(new Notice.OfNumber(arrival, notice));
                    case Signal.Unknown unknown -> batch.notices().add(new Notice.Strange(arrival, unknown));
                    case Signal.GroupReceipt _,
                            Signal.ReadElsewhere _,
                            Signal.Group _,
                            Signal.GroupMembers _,
                            Signal.PictureChanged _,
                            Signal.Acquaintance _ -> batch.asides().add(arrival);
                }
                batch.messageOf().add(message);
            }
            return batch;
        }

        private Optional<MessageId> add(Said one) {
            said.add(one);
            return Optional.of(one.id());
        }

        List<Place> places() {
            return said.stream().map(Said::place).toList();
        }

        /// What WhatsApp calls messages that this hub may have sent.
        List<Statuses.WireRef> statusNames() {
            Stream<Statuses.WireRef> receipts = asides.stream().flatMap(aside -> Asides.receiptOf(aside).stream());
            Stream<Statuses.WireRef> perhapsOurs =
                    said.stream().filter(Said::outbound).flatMap(one -> one.clientsName().stream());
            return Stream.of(statuses.stream().map(Told::name), receipts, perhapsOurs)
                    .flatMap(names -> names)
                    .distinct()
                    .toList();
        }

        /// Our names of the messages that WhatsApp's name does not lead to.
        List<Statuses.OwnRef> ownNames(Set<Statuses.WireRef> found) {
            return statuses.stream()
                    .filter(told -> !found.contains(told.name()))
                    .flatMap(
                            told -> told
                                    .ours()
                                    .map(id -> new Statuses.OwnRef(
                                            told.status().tenant(),
                                            told.status().device(),
                                            id))
                                    .stream())
                    .distinct()
                    .toList();
        }

        List<Kept> kept(Set<MessageId> fresh) {
            return messageOf.stream()
                    .map(message -> message.map(fresh::contains).orElse(true) ? Kept.RECORDED : Kept.REPEATED)
                    .toList();
        }

        private static Signal.Message asMessage(Signal.Call call) {
            return new Signal.Message(
                    call.id(),
                    call.person(),
                    call.name(),
                    Optional.empty(),
                    false,
                    call.at(),
                    new MessageContent.Call(call.facts()),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    call.raw());
        }

        private static EarlyStatuses.Early early(Arrival arrival, Signal.Status status) {
            return new EarlyStatuses.Early(
                    arrival.tenant(),
                    arrival.device(),
                    status.id(),
                    status.status(),
                    status.at(),
                    status.error(),
                    status.raw());
        }
    }
}
