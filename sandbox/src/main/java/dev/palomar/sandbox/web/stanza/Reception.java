package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.web.line.Line;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Connection;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Understands what clients say, one stanza at a time and with the network's monitor held.
public final class Reception implements Line.Ears {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final int LOGGED_OUT = 401;
    private static final int BANNED_FOR_A_WHILE = 402;
    private static final int UNAVAILABLE = 503;
    private static final Duration A_DAY = Duration.ofDays(1);

    /// Those who deal with one kind of stanza each.
    record Desks(
            Linking linking,
            Codes codes,
            Queries queries,
            Inbox inbox,
            Receipts receipts,
            Retries retries,
            MediaRetries mediaRetries,
            Presences presences,
            Calls calls,
            Peers peers) {}

    private final Exchange exchange;
    private final Desks desks;

    Reception(Exchange exchange, Desks desks) {
        this.exchange = exchange;
        this.desks = desks;
    }

    @Override
    public boolean forges(String address) {
        return exchange.network()
                .faults()
                .take(Fault.Kind.WS_BAD_CERTIFICATE, List.of(address))
                .isPresent();
    }

    @Override
    public void introduced(Line line, Bytes noiseKey, Proto payload) {
        synchronized (exchange.network()) {
            Optional<Proto> pairing = payload.find(19);
            if (pairing.isPresent()) {
                desks.linking().offer(line, noiseKey, pairing.get());
            } else {
                Jid jid = Jid.ofNumber(Long.toUnsignedString(payload.number(1)), (int) payload.number(18));
                exchange.device(jid)
                        .filter(device -> device.noiseKey().equals(noiseKey))
                        .ifPresentOrElse(device -> admit(line, device), () -> refuse(line, LOGGED_OUT));
            }
        }
    }

    private void admit(Line line, Device device) {
        exchange.network()
                .faults()
                .take(Fault.Kind.WS_REFUSE, Exchange.places(device))
                .ifPresentOrElse(fault -> refuse(line, fault), () -> login(line, device));
    }

    private static void refuse(Line line, Fault fault) {
        int reason = fault.code().orElse(UNAVAILABLE);
        if (reason == BANNED_FOR_A_WHILE) {
            long seconds = fault.time().orElse(A_DAY).toSeconds();
            refuse(line, Node.of("failure", "reason", "402", "code", "101", "expire", Long.toString(seconds)));
        } else {
            refuse(line, reason);
        }
    }

    private static void refuse(Line line, int reason) {
        refuse(line, Node.of("failure", "reason", Integer.toString(reason), "location", "sandbox"));
    }

    private static void refuse(Line line, Node why) {
        line.send(why);
        line.hangUp();
    }

    private void login(Line line, Device device) {
        device.line().ifPresent(Exchange::replaced);
        line.device(device);
        device.line(Optional.of(line));
        device.seen(exchange.network().now());
        line.send(Node.of(
                "success",
                "t",
                exchange.seconds(),
                "lid",
                device.lid().toString(),
                "creation",
                Long.toString(device.linkedAt().getEpochSecond()),
                "location",
                "sandbox",
                "abprops",
                "2",
                "props",
                "27"));
        int number = 0;
        List<Node> owed = device.owed();
        for (Node stanza : owed) {
            line.send(stanza.with("offline", Integer.toString(number++)));
        }
        line.send(Node.of("ib").with(Node.of("offline", "count", Integer.toString(owed.size()))));
        exchange.network().moved();
        exchange.strike(device);
    }

    @Override
    public void heard(Line line, Node stanza) {
        synchronized (exchange.network()) {
            Optional<Device> device = line.device().filter(known -> isOn(known, line));
            device.ifPresent(known -> {
                known.seen(exchange.network().now());
                exchange.strike(known);
            });
            if (stanza.tag().equals("iq")) {
                desks.queries().asked(line, stanza);
                device.filter(_ -> stanza.child("active").isPresent()).ifPresent(desks.peers()::loggedIn);
            } else {
                device.filter(known -> isOn(known, line)).ifPresent(known -> ofDevice(line, known, stanza));
            }
        }
    }

    private static boolean isOn(Device device, Connection line) {
        return device.line().filter(open -> open.equals(line)).isPresent();
    }

    private void ofDevice(Line line, Device device, Node stanza) {
        switch (stanza.tag()) {
            case "message" -> {
                exchange.network()
                        .faults()
                        .take(Fault.Kind.WS_CUT, Exchange.places(device))
                        .ifPresent(_ -> line.drop());
                desks.inbox().take(device, line, stanza);
            }
            case "receipt" -> {
                line.send(Answers.ack(stanza, exchange.seconds()));
                receipt(device, stanza);
            }
            case "ack" -> device.acknowledged(stanza);
            case "call" -> {
                line.send(Answers.ack(stanza, exchange.seconds()));
                desks.calls().rejected(device, stanza);
            }
            case "presence" -> desks.presences().said(device, stanza);
            case "chatstate" -> desks.presences().typed(device, stanza);
            default -> LOG.debug("a stanza that changes nothing here: {}", stanza.tag());
        }
    }

    private void receipt(Device device, Node receipt) {
        List<String> ids = new ArrayList<>(List.of(receipt.attribute("id")));
        receipt.child("list").ifPresent(list -> list.children("item").forEach(item -> ids.add(item.attribute("id"))));
        switch (receipt.attribute("type")) {
            case "retry" -> {
                device.hasMessages(ids);
                desks.retries().asked(device, receipt);
            }
            case "server-error" -> desks.mediaRetries().asked(device, receipt);
            default -> {
                device.hasMessages(ids);
                desks.receipts().said(device, receipt, ids);
            }
        }
    }

    @Override
    public void closed(Line line) {
        synchronized (exchange.network()) {
            desks.linking().closed(line);
            desks.codes().closed(line);
            line.device().filter(device -> isOn(device, line)).ifPresent(device -> {
                device.line(Optional.empty());
                device.seen(exchange.network().now());
            });
            exchange.network().moved();
        }
    }
}
