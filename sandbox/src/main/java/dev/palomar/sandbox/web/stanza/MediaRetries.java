package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.web.media.MediaShape;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.media.SealedFile;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A file that the servers have lost: the device asks its phone, and the phone puts it there again.
final class MediaRetries {

    private static final int FOUND = 1;
    private static final int NOT_FOUND = 2;

    private final Exchange exchange;
    private final MediaStore store;

    MediaRetries(Exchange exchange, MediaStore store) {
        this.exchange = exchange;
        this.store = store;
    }

    void asked(Device device, Node receipt) {
        String id = receipt.attribute("id");
        Optional<WebMessage> message = device.handset().message(id);
        Optional<Node> about = receipt.child("rmr");
        if (message.isEmpty() || about.isEmpty()) {
            return;
        }
        device.handset().whenOn(() -> answer(device, id, about.get(), message.get()));
    }

    private void answer(Device device, String id, Node about, WebMessage message) {
        Proto plain = Proto.read(message.letter().plain().array());
        for (MediaShape shape : MediaShape.values()) {
            Optional<Proto> file = plain.find(shape.field());
            if (file.isPresent()) {
                byte[] key = file.get().bytes(shape.fields().key());
                Optional<String> path = store.get(file.get().text(shape.fields().path()))
                        .filter(stored -> SealedFile.open(shape, key, stored).isPresent())
                        .map(store::put);
                device.deliver(answer(id, about, key, path));
            }
        }
    }

    private Node answer(String id, Node about, byte[] key, Optional<String> path) {
        ProtoWriter told = new ProtoWriter().text(1, id);
        path.ifPresent(where -> told.text(2, where));
        told.number(3, path.isPresent() ? FOUND : NOT_FOUND);
        byte[] iv = Secrets.random(12);
        byte[] retryKey = Secrets.hkdf(key, new byte[0], "WhatsApp Media Retry Notification", 32);
        byte[] sealed = Secrets.sealGcm(retryKey, iv, told.done(), id.getBytes(StandardCharsets.UTF_8));
        return Node.of("notification", "from", Answers.SERVER, "type", "mediaretry", "id", id, "t", exchange.seconds())
                .with(
                        Node.of("encrypt")
                                .with(
                                        Node.of("enc_p").with(sealed),
                                        Node.of("enc_iv").with(iv)),
                        Node.of(
                                "rmr",
                                "jid",
                                about.attribute("jid"),
                                "from_me",
                                about.attribute("from_me"),
                                "participant",
                                about.attribute("participant")));
    }
}
