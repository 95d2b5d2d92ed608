package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.web.line.Line;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.noise.Curve;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Linking without a camera: the program shows eight characters, the person types them into the phone, and
/// both sides prove to each other that they know them.
public final class Codes {

    private static final byte[] NOTHING = new byte[0];

    /// A program that waits for its code to be typed.
    private record Wish(Line line, String ref, Bytes wrappedKey) {}

    /// The code was typed; the program has to answer.
    private record Typed(Wish wish, Bytes companionKey, Curve.Pair ephemeral) {}

    private final Exchange exchange;
    private final Linking linking;
    private final Map<String, Wish> wishes = new HashMap<>();
    private final Map<String, Typed> typed = new HashMap<>();

    public Codes(Exchange exchange, Linking linking) {
        this.exchange = exchange;
        this.linking = linking;
    }

    /// The program asks to be linked to a number by code.
    void begin(Line line, Node query, Node asked) {
        String digits = asked.jid("jid").map(Jid::user).orElse("");
        if (exchange.handset(Jid.ofNumber(digits, 0)).isEmpty()) {
            line.send(Answers.error(query, 404, "item-not-found"));
            return;
        }
        String ref = "code-" + exchange.network().ids().alphanumeric(16);
        wishes.put(
                digits,
                new Wish(line, ref, Bytes.of(asked.content("link_code_pairing_wrapped_companion_ephemeral_pub"))));
        line.send(Answers.result(
                query,
                Node.of("link_code_companion_reg", "stage", "companion_hello")
                        .with(Node.of("link_code_pairing_ref").with(ref.getBytes(StandardCharsets.UTF_8)))));
        exchange.network().moved();
    }

    /// The person types the code that the program shows.
    ///
    /// @throws Incoming.NotPossible when no program waits for this number, or the phone is off
    public void type(Handset handset, String code) {
        Linking.on(handset);
        Wish wish = wishes.get(handset.digits());
        if (wish == null) {
            throw new Incoming.NotPossible("no program asks to be linked to this number by code");
        }
        String bare = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        if (bare.length() != 8 || wish.wrappedKey().size() != 80) {
            throw new Incoming.NotPossible("a code has eight characters");
        }
        byte[] wrapped = wish.wrappedKey().array();
        byte[] companion = Secrets.ctr(
                Secrets.pairingKey(bare, Secrets.part(wrapped, 0, 32)),
                Secrets.part(wrapped, 32, 48),
                Secrets.part(wrapped, 48, 80));
        Curve.Pair ephemeral = Curve.generate();
        byte[] salt = Secrets.random(32);
        byte[] iv = Secrets.random(16);
        byte[] sealed = Secrets.ctr(
                Secrets.pairingKey(bare, salt), iv, ephemeral.publicKey().array());
        typed.put(handset.digits(), new Typed(wish, Bytes.of(companion), ephemeral));
        wish.line()
                .send(Node.of(
                                "notification",
                                "from",
                                Answers.SERVER,
                                "type",
                                "link_code_companion_reg",
                                "id",
                                exchange.stanzaId(),
                                "t",
                                exchange.seconds())
                        .with(Node.of("link_code_companion_reg", "stage", "primary_hello")
                                .with(
                                        Node.of("link_code_pairing_wrapped_primary_ephemeral_pub")
                                                .with(Secrets.join(salt, iv, sealed)),
                                        Node.of("primary_identity_pub")
                                                .with(handset.keys().identity().publicKey()),
                                        Node.of("link_code_pairing_ref")
                                                .with(wish.ref().getBytes(StandardCharsets.UTF_8)))));
    }

    /// The program has answered. If it used another code than the person typed, its answer does not open and
    /// the linking ends here.
    void finish(Line line, Node query, Node asked) {
        String digits = asked.jid("jid").map(Jid::user).orElse("");
        Typed waiting = typed.remove(digits);
        Handset handset = exchange.handset(Jid.ofNumber(digits, 0)).orElse(null);
        byte[] sealed = asked.content("link_code_pairing_wrapped_key_bundle");
        if (waiting == null || handset == null || waiting.wish().line() != line || sealed.length < 44) {
            line.send(Answers.error(query, 404, "item-not-found"));
            return;
        }
        byte[] shared = Curve.agree(waiting.ephemeral(), waiting.companionKey().array());
        byte[] key =
                Secrets.hkdf(shared, Secrets.part(sealed, 0, 32), "link_code_pairing_key_bundle_encryption_key", 32);
        byte[] identity = asked.content("companion_identity_public");
        byte[] opened;
        try {
            opened = Secrets.openGcm(
                    key, Secrets.part(sealed, 32, 44), Secrets.part(sealed, 44, sealed.length), NOTHING);
        } catch (Secrets.Broken otherCode) {
            line.send(Answers.error(query, 400, "bad-request"));
            return;
        }
        line.send(Answers.result(query));
        wishes.remove(digits);
        byte[] secret = Secrets.hkdf(
                Secrets.join(shared, Curve.agree(handset.keys().identity(), identity), Secrets.part(opened, 64, 96)),
                NOTHING,
                "adv_secret",
                32);
        linking.link(handset, line, secret);
    }

    /// Whether a program waits for the code of this number.
    public boolean awaited(Handset handset) {
        return wishes.containsKey(handset.digits());
    }

    void closed(Line line) {
        wishes.values().removeIf(wish -> wish.line() == line);
        typed.values().removeIf(waiting -> waiting.wish().line() == line);
    }

    public void reset() {
        wishes.clear();
        typed.clear();
    }
}
