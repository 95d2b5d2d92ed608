package dev.palomar.intake;

import dev.palomar.conversation.GroupReceipts;
import dev.palomar.conversation.Groups;
import dev.palomar.conversation.ReadMarkers;
import dev.palomar.conversation.StatusChange;
import dev.palomar.conversation.Statuses;
import dev.palomar.conversation.picture.Pictures;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What WhatsApp Web tells besides messages and their statuses: who is in a group, who in it received what, what was
/// read on another device. Costs nothing where there is none of it.
final class Asides {

    private final List<GroupReceipts.Receipt> receipts = new ArrayList<>();
    private final List<ReadMarkers.Place> read = new ArrayList<>();
    private final Map<MessageId, Statuses.Sent> sent = new HashMap<>();

    private Asides() {}

    /// The message of ours that a receipt of a group is about.
    static Optional<Statuses.WireRef> receiptOf(Arrival aside) {
        return aside.signal() instanceof Signal.GroupReceipt receipt
                ? Optional.of(new Statuses.WireRef(aside.tenant(), aside.device(), receipt.id()))
                : Optional.empty();
    }

    /// Writes down what is known of groups, and finds what the rest is about. To be called before slots are locked.
    static Asides read(Tx tx, List<Arrival> arrivals, Map<Statuses.WireRef, Statuses.Sent> sent, Instant now) {
        Asides asides = new Asides();
        for (Arrival arrival : arrivals) {
            switch (arrival.signal()) {
                case Signal.Group group ->
                    Groups.write(
                            tx,
                            ref(arrival, group.id()),
                            group.subject(),
                            group.description(),
                            group.members().map(Asides::members),
                            now);
                case Signal.GroupMembers members ->
                    Groups.change(tx, ref(arrival, members.id()), before -> changed(before, members), now);
                case Signal.GroupReceipt receipt ->
                    receiptOf(arrival)
                            .map(sent::get)
                            .ifPresent(message -> asides.add(message, ref(arrival, receipt.group()), receipt));
                case Signal.ReadElsewhere elsewhere ->
                    ReadMarkers.find(tx, arrival.tenant(), arrival.device(), elsewhere.id())
                            .ifPresent(asides.read::add);
                case Signal.PictureChanged(Identity person, Optional<String> group) ->
                    Pictures.changed(tx, arrival.tenant(), arrival.device(), person, group, now);
                case Signal _ -> {}
            }
        }
        return asides;
    }

    private void add(Statuses.Sent message, Groups.Ref group, Signal.GroupReceipt receipt) {
        sent.put(message.message(), message);
        receipts.add(new GroupReceipts.Receipt(
                message.tenant(), message.message(), group, receipt.member(), receipt.status(), receipt.at()));
    }

    private static Groups.Ref ref(Arrival arrival, String group) {
        return new Groups.Ref(arrival.tenant(), arrival.device(), group);
    }

    private static List<Groups.Member> members(List<Signal.Member> members) {
        return members.stream()
                .map(member -> new Groups.Member(member.person(), member.admin()))
                .toList();
    }

    private static List<Groups.Member> changed(List<Groups.Member> before, Signal.GroupMembers change) {
        List<Groups.Member> now = new ArrayList<>(before);
        for (Identity person : change.members()) {
            boolean was = now.removeIf(member -> member.is(person));
            switch (change.change()) {
                case ADDED -> now.add(new Groups.Member(person, false));
                case REMOVED -> {}
                case PROMOTED, DEMOTED -> {
                    if (was) {
                        now.add(new Groups.Member(person, change.change() == Signal.GroupMembers.Change.PROMOTED));
                    }
                }
            }
        }
        return now;
    }

    /// The slots of the conversations that change.
    Set<Integer> slots() {
        Set<Integer> slots = new HashSet<>();
        sent.values().forEach(message -> slots.add(message.slot()));
        read.forEach(place -> slots.add(place.slot()));
        return slots;
    }

    /// Raises the messages that everybody has by now, and moves the marks of what was read.
    void record(Tx tx, Journal.Page page, Instant now) {
        if (!receipts.isEmpty()) {
            Map<MessageId, MessageStatus> reached = GroupReceipts.write(tx, receipts);
            Statuses.apply(
                    tx, page, reached.entrySet().stream().map(this::change).toList());
        }
        read.forEach(place -> ReadMarkers.put(tx, place, now));
    }

    private StatusChange change(Map.Entry<MessageId, MessageStatus> reached) {
        Statuses.Sent message = java.util.Objects.requireNonNull(sent.get(reached.getKey()));
        GroupReceipts.Receipt last = receipts.stream()
                .filter(receipt -> receipt.message().equals(reached.getKey()))
                .max(java.util.Comparator.comparing(GroupReceipts.Receipt::at))
                .orElseThrow();
        return new StatusChange(
                message.tenant(),
                message.message(),
                message.conversation(),
                message.slot(),
                reached.getValue(),
                last.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
