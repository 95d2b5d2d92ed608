package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `xmlns=w:g2`: groups, asked about and changed by linked devices; and what members are told of changes.
public final class GroupQueries {

    private final Exchange exchange;

    public GroupQueries(Exchange exchange) {
        this.exchange = exchange;
    }

    Node answer(Device device, Node query) {
        Optional<Group> group = query.jid("to").flatMap(exchange::group);
        if (group.isPresent()) {
            return group.get().members().contains(device.handset())
                    ? ofGroup(device, query, group.get())
                    : Answers.error(query, 403, "forbidden");
        }
        if (query.child("participating").isPresent()) {
            List<Node> mine = exchange.groups().stream()
                    .filter(one -> one.members().contains(device.handset()))
                    .map(GroupQueries::described)
                    .toList();
            return Answers.result(query, Node.of("groups").with(mine));
        }
        Optional<Node> create = query.child("create");
        if (create.isPresent()) {
            Group made = exchange.addGroup(device.handset(), create.get().attribute("subject"), true);
            made.members().addAll(people(create.get()));
            tell(made, device.handset(), Optional.of(device), Node.of("create").with(described(made)));
            return Answers.result(query, described(made));
        }
        query.child("leave")
                .ifPresent(leave -> leave.children("group")
                        .forEach(one -> one.jid("id")
                                .flatMap(exchange::group)
                                .ifPresent(left -> remove(left, device.handset(), List.of(device.handset())))));
        return query.child("leave").isPresent() ? Answers.result(query) : Answers.error(query, 404, "item-not-found");
    }

    private Node ofGroup(Device device, Node query, Group group) {
        if (query.child("invite").isPresent()) {
            return Answers.result(query, Node.of("invite", "code", group.invitation()));
        }
        if (query.attribute("type").equals("get")) {
            return Answers.result(query, described(group));
        }
        Handset actor = device.handset();
        for (String change : List.of("add", "remove")) {
            Optional<Node> asked = query.child(change);
            if (asked.isPresent()) {
                List<Handset> people = people(asked.get());
                if (change.equals("add")) {
                    add(group, actor, people);
                } else {
                    remove(group, actor, people);
                }
                List<Node> affected = people.stream()
                        .map(person -> Node.of(
                                "participant", "jid", group.name(person, 0).toString()))
                        .toList();
                return Answers.result(query, Node.of(change).with(affected));
            }
        }
        query.child("description").ifPresent(description -> describe(group, actor, description));
        query.child("subject")
                .ifPresent(subject -> rename(group, actor, subject.content().text()));
        return Answers.result(query);
    }

    public void add(Group group, Handset actor, List<Handset> people) {
        group.members().addAll(people);
        change(group, actor, "add", people);
    }

    public void remove(Group group, Handset actor, List<Handset> people) {
        change(group, actor, "remove", people);
        people.forEach(group.members()::remove);
        // whoever is left takes another key, which those who have gone do not have
        group.members().forEach(member -> member.holdersOfKey(group).clear());
    }

    public void rename(Group group, Handset actor, String subject) {
        group.subject(subject);
        tell(group, actor, Optional.empty(), Node.of("subject", "subject", subject, "s_t", exchange.seconds()));
    }

    private void describe(Group group, Handset actor, Node asked) {
        Optional<Group.Description> now = asked.child("body")
                .map(body -> new Group.Description(
                        asked.attribute("id"), body.content().text()));
        group.description(now);
        tell(
                group,
                actor,
                Optional.empty(),
                now.map(GroupQueries::description).orElseGet(() -> Node.of("description", "delete", "true")));
    }

    private static Node description(Group.Description said) {
        return Node.of("description", "id", said.id())
                .with(Node.of("body").with(said.text().getBytes(StandardCharsets.UTF_8)));
    }

    /// Tells everybody in a group of its making.
    public void created(Group group) {
        tell(group, group.creator(), Optional.empty(), Node.of("create").with(described(group)));
    }

    static Node described(Group group) {
        List<Node> members = group.members().stream()
                .map(member -> participant(group, member))
                .toList();
        List<Node> inside = new ArrayList<>(members);
        group.description().map(GroupQueries::description).ifPresent(inside::add);
        return Node.of(
                        "group",
                        "id",
                        group.jid().user(),
                        "subject",
                        group.subject(),
                        "s_t",
                        Long.toString(group.createdAt().getEpochSecond()),
                        "creation",
                        Long.toString(group.createdAt().getEpochSecond()),
                        "creator",
                        group.name(group.creator(), 0).toString(),
                        "addressing_mode",
                        group.addressing(),
                        "size",
                        Integer.toString(members.size()))
                .with(inside);
    }

    private static Node participant(Group group, Handset member) {
        return Node.of(
                "participant",
                "jid",
                group.name(member, 0).toString(),
                group.byLid() ? "phone_number" : "lid",
                member.jid(!group.byLid(), 0).toString(),
                "type",
                member == group.creator() ? "superadmin" : "");
    }

    private void change(Group group, Handset actor, String what, List<Handset> people) {
        tell(
                group,
                actor,
                Optional.empty(),
                Node.of(what)
                        .with(people.stream()
                                .map(person -> participant(group, person))
                                .toList()));
    }

    private void tell(Group group, Handset actor, Optional<Device> butNot, Node change) {
        Node notification = Node.of(
                        "notification",
                        "from",
                        group.jid().toString(),
                        "participant",
                        group.name(actor, 0).toString(),
                        group.byLid() ? "participant_pn" : "participant_lid",
                        actor.jid(!group.byLid(), 0).toString(),
                        "type",
                        "w:gp2",
                        "addressing_mode",
                        group.addressing(),
                        "notify",
                        actor.person().name(),
                        "id",
                        exchange.stanzaId(),
                        "t",
                        exchange.seconds())
                .with(change);
        group.members().forEach(member -> Exchange.tell(member, butNot, notification));
        exchange.network().moved();
    }

    private List<Handset> people(Node named) {
        List<Handset> people = new ArrayList<>();
        named.children("participant")
                .forEach(one ->
                        one.jid("jid").map(Jid::bare).flatMap(exchange::handset).ifPresent(people::add));
        return people;
    }
}
