package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.web.content.Changes;
import dev.palomar.sandbox.web.content.Composer;
import dev.palomar.sandbox.web.content.Reading;
import dev.palomar.sandbox.web.line.LineListener;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.noise.Certificates;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.CallLog;
import io.helidon.websocket.WsListener;
import java.util.List;

/// The web side of the network: phones with linked devices, and the server between them.
public final class WhatsAppWeb {

    /// Where clients connect to.
    public static final String PATH = "/ws/chat";

    private final CallLog log;
    private final Certificates certificates = new Certificates();
    private final Exchange exchange;
    private final Composer composer;
    private final Changes changes;
    private final Outbox outbox;
    private final Reception.Desks desks;
    private final Reception reception;
    private final GroupQueries groups;
    private final MediaStore media;

    public WhatsAppWeb(Network network, Files files, MediaStore media, CallLog log) {
        this.log = log;
        this.media = media;
        exchange = new Exchange(network);
        composer = new Composer(files, media, exchange::address);
        changes = new Changes(exchange::address);
        groups = new GroupQueries(exchange);
        Receipts receipts = new Receipts(exchange);
        outbox = new Outbox(exchange, receipts);
        Retries retries = new Retries(exchange, outbox);
        Linking linking = new Linking(exchange);
        Codes codes = new Codes(exchange, linking);
        Peers peers = new Peers(exchange, outbox);
        desks = new Reception.Desks(
                linking,
                codes,
                new Queries(exchange, linking, codes, media, groups),
                new Inbox(exchange, receipts, retries, new Reading(files, media), peers),
                receipts,
                retries,
                new MediaRetries(exchange, media),
                new Presences(exchange),
                new Calls(exchange),
                peers);
        reception = new Reception(exchange, desks);
    }

    /// For one connection.
    public WsListener listener() {
        return new LineListener(certificates, reception, log);
    }

    /// What clients have to trust instead of WhatsApp's own key.
    public Bytes rootPublicKey() {
        return certificates.rootPublicKey();
    }

    public Exchange exchange() {
        return exchange;
    }

    public Composer composer() {
        return composer;
    }

    public Changes changes() {
        return changes;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Linking linking() {
        return desks.linking();
    }

    public Codes codes() {
        return desks.codes();
    }

    public Receipts receipts() {
        return desks.receipts();
    }

    public Presences presences() {
        return desks.presences();
    }

    public Calls calls() {
        return desks.calls();
    }

    public Restrictions restrictions() {
        return new Restrictions(exchange);
    }

    public GroupQueries groups() {
        return groups;
    }

    public Addresses addresses() {
        return new Addresses(exchange);
    }

    public Pictures pictures() {
        return new Pictures(exchange, media);
    }

    public MediaStore media() {
        return media;
    }

    /// Lets faults that break lines strike the lines that are open.
    public void strike() {
        List<Device> devices = exchange.devices();
        devices.forEach(exchange::strike);
    }

    public void reset() {
        desks.linking().reset();
        desks.codes().reset();
        desks.retries().reset();
        desks.presences().reset();
        desks.calls().reset();
        exchange.reset();
        media.reset();
    }
}
