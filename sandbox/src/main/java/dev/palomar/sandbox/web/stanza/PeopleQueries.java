package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who is on WhatsApp, under which LID, with which devices; and whom a person trusts or has blocked.
final class PeopleQueries {

    private static final List<String> SETTINGS =
            List.of("readreceipts", "last", "online", "profile", "status", "groupadd", "calladd");

    private final Exchange exchange;

    PeopleQueries(Exchange exchange) {
        this.exchange = exchange;
    }

    /// `xmlns=usync`
    Node people(Node query) {
        Node asked = query.child("usync").orElseGet(() -> Node.of("usync"));
        List<String> wanted = asked.child("query").map(Node::children).orElse(List.of()).stream()
                .map(Node::tag)
                .toList();
        List<Node> users = new ArrayList<>();
        for (Node user : asked.child("list").map(list -> list.children("user")).orElse(List.of())) {
            users.add(person(user, wanted));
        }
        return Answers.result(
                query,
                Node.of(
                                "usync",
                                "sid",
                                asked.attribute("sid"),
                                "mode",
                                asked.attribute("mode"),
                                "context",
                                asked.attribute("context"),
                                "last",
                                "true",
                                "index",
                                "0")
                        .with(Node.of("result"), Node.of("list").with(users)));
    }

    private Node person(Node user, List<String> wanted) {
        String phone = new String(user.content("contact"), StandardCharsets.UTF_8);
        Optional<Jid> named = user.jid("jid");
        Optional<Handset> found = named.flatMap(exchange::handset)
                .or(() -> PhoneNumber.parse(phone)
                        .flatMap(exchange.network()::person)
                        .map(exchange::handset));
        Jid jid = named.or(() -> found.map(Handset::jid)).orElseGet(() -> Jid.ofNumber(phone.replaceAll("\\D", ""), 0));
        List<Node> facts = new ArrayList<>();
        for (String fact : wanted) {
            switch (fact) {
                case "contact" -> facts.add(Node.of("contact", "type", found.isPresent() ? "in" : "out"));
                case "lid" ->
                    found.filter(_ -> !jid.isLid())
                            .ifPresent(handset -> facts.add(
                                    Node.of("lid", "val", handset.lid().toString())));
                case "devices" -> found.ifPresent(handset -> facts.add(devices(handset)));
                case "status" ->
                    found.ifPresent(handset -> facts.add(Node.of("status", "t", exchange.seconds())
                            .with(handset.about().getBytes(StandardCharsets.UTF_8))));
                default -> {}
            }
        }
        return Node.of("user", "jid", jid.toString()).with(facts);
    }

    private static Node devices(Handset handset) {
        List<Node> list = new ArrayList<>(List.of(Node.of("device", "id", "0")));
        handset.devices().forEach(device -> {
            String id = Integer.toString(device.id());
            list.add(Node.of("device", "id", id, "key-index", id));
        });
        return Node.of("devices").with(Node.of("device-list").with(list));
    }

    /// `xmlns=privacy`: settings, or the tokens by which a person shows whom they trust.
    Node privacy(Device device, Node query) {
        if (query.attribute("type").equals("get")) {
            return Answers.result(
                    query,
                    Node.of("privacy")
                            .with(SETTINGS.stream()
                                    .map(name -> Node.of("category", "name", name, "value", "all"))
                                    .toList()));
        }
        query.child("tokens")
                .ifPresent(tokens -> tokens.children("token")
                        .forEach(token -> token.jid("jid")
                                .flatMap(exchange::handset)
                                .ifPresent(trusted -> trust(device.handset(), trusted, token))));
        return Answers.result(query);
    }

    private void trust(Handset from, Handset to, Node said) {
        Bytes token = Bytes.of(Secrets.random(11));
        from.tokens().put(to.digits(), token);
        Exchange.tell(
                to,
                Optional.empty(),
                Node.of(
                                "notification",
                                "from",
                                from.jid().toString(),
                                "sender_lid",
                                from.lid().toString(),
                                "type",
                                "privacy_token",
                                "id",
                                exchange.stanzaId(),
                                "t",
                                exchange.seconds())
                        .with(Node.of("tokens")
                                .with(Node.of(
                                                "token",
                                                "jid",
                                                to.jid().toString(),
                                                "t",
                                                said.attribute("t"),
                                                "type",
                                                "trusted_contact")
                                        .with(token))));
    }

    /// `xmlns=status`: what the owner of the phone says of themselves.
    Node about(Device device, Node query) {
        device.handset().about(new String(query.content("status"), StandardCharsets.UTF_8));
        return Answers.result(query);
    }

    /// `xmlns=blocklist`
    Node blocked(Device device, Node query) {
        Handset owner = device.handset();
        query.child("item")
                .ifPresent(item -> item.jid("jid").flatMap(exchange::handset).ifPresent(other -> {
                    if (item.attribute("action").equals("block")) {
                        owner.blocked().add(other.digits());
                    } else {
                        owner.blocked().remove(other.digits());
                    }
                }));
        return Answers.result(
                query,
                Node.of("list")
                        .with(owner.blocked().stream()
                                .map(digits -> Node.of(
                                        "item", "jid", Jid.ofNumber(digits, 0).toString()))
                                .toList()));
    }
}
