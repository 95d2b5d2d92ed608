package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.line.Line;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import java.util.List;
import java.util.Optional;

/// What a client asks the server (`<iq>`).
final class Queries {

    /// What the server has switched on for clients: tokens of trust go with messages, and are given to LIDs.
    private static final List<Node> PROPERTIES = List.of(
            Node.of("prop", "config_code", "10518", "config_value", "1"),
            Node.of("prop", "config_code", "14303", "config_value", "1"));

    private final Linking linking;
    private final Codes codes;
    private final MediaStore media;
    private final KeyQueries keys;
    private final PeopleQueries people;
    private final GroupQueries groups;
    private final Pictures pictures;
    private final Addresses addresses;
    private final Restrictions restrictions;

    Queries(Exchange exchange, Linking linking, Codes codes, MediaStore media, GroupQueries groups) {
        this.linking = linking;
        this.codes = codes;
        this.media = media;
        this.groups = groups;
        pictures = new Pictures(exchange, media);
        addresses = new Addresses(exchange);
        keys = new KeyQueries(exchange);
        people = new PeopleQueries(exchange);
        restrictions = new Restrictions(exchange);
    }

    void asked(Line line, Node query) {
        Optional<Node> code = query.child("link_code_companion_reg");
        Optional<Node> signed = query.child("pair-device-sign");
        if (signed.isPresent()) {
            linking.signed(line, signed.get());
        } else if (code.isPresent()) {
            code(line, query, code.get());
        } else if (!query.attribute("type").equals("result")) {
            line.device()
                    .ifPresentOrElse(device -> ofDevice(line, device, query), () -> line.send(Answers.result(query)));
        }
    }

    private void code(Line line, Node query, Node asked) {
        switch (asked.attribute("stage")) {
            case "companion_hello" -> codes.begin(line, query, asked);
            case "companion_finish" -> codes.finish(line, query, asked);
            default -> line.send(Answers.error(query, 400, "bad-request"));
        }
    }

    private void ofDevice(Line line, Device device, Node query) {
        if (query.child("remove-companion-device").isPresent()) {
            line.send(Answers.result(query));
            linking.unlink(device);
            return;
        }
        line.send(
                switch (query.attribute("xmlns")) {
                    case "encrypt" -> keys.answer(device, query);
                    case "usync" -> people.people(query);
                    case "privacy" -> people.privacy(device, query);
                    case "blocklist" -> people.blocked(device, query);
                    case "status" -> people.about(device, query);
                    case "w:g2" -> groups.answer(device, query);
                    case "w:m" -> Answers.result(query, mediaServers());
                    case "abt" ->
                        Answers.result(
                                query,
                                Node.of("props", "hash", "1", "refresh", "86400")
                                        .with(PROPERTIES));
                    case "w:profile:picture" -> pictures.answer(device, query);
                    case "w:sync:app:state" -> addresses.answer(device, query);
                    case "w:mex" -> Answers.result(query, restrictions.state(device.handset()));
                    default -> Answers.result(query);
                });
    }

    private Node mediaServers() {
        return Node.of("media_conn", "auth", media.auth(), "ttl", "300", "auth_ttl", "21600", "max_buckets", "12")
                .with(Node.of("host", "hostname", media.host()));
    }
}
