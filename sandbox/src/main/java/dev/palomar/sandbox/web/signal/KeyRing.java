package dev.palomar.sandbox.web.signal;

import com.github.auties00.libsignal.SignalProtocolAddress;
import com.github.auties00.libsignal.SignalSessionCipher;
import com.github.auties00.libsignal.groups.SignalGroupCipher;
import com.github.auties00.libsignal.groups.SignalSenderKeyName;
import com.github.auties00.libsignal.key.SignalIdentityPublicKey;
import com.github.auties00.libsignal.key.SignalPreKeyPair;
import com.github.auties00.libsignal.key.SignalSignedKeyPair;
import com.github.auties00.libsignal.protocol.SignalCiphertextMessage;
import com.github.auties00.libsignal.protocol.SignalMessage;
import com.github.auties00.libsignal.protocol.SignalPreKeyMessage;
import com.github.auties00.libsignal.protocol.SignalSenderKeyDistributionMessage;
import com.github.auties00.libsignal.state.SignalPreKeyBundle;
import com.github.auties00.libsignal.state.SignalPreKeyBundleBuilder;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.noise.Curve;
import dev.palomar.sandbox.wire.Bytes;
import java.util.Optional;

/// A phone's end of Signal: its identity, its sessions with other people's devices, its keys in groups.
/// Others are named by telephone number and device, however a stanza addressed them.
public final class KeyRing {

    /// @param begins the first of a session, which carries what the other side needs to begin it, too
    public record Sealed(boolean begins, Bytes bytes) {

        /// What the stanza calls it.
        public String type() {
            return begins ? "pkmsg" : "msg";
        }
    }

    /// A message that cannot be read, or a key that cannot be believed.
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String why, Exception cause) {
            super(why, cause);
        }
    }

    private static final int SIGNED_KEY = 1;

    private final Curve.Pair identity = Curve.generate();
    private final KeyStore store;
    private final SignalSessionCipher sessions;
    private final SignalGroupCipher groups;
    private int nextKey = 1;

    public KeyRing(int registration) {
        store = new KeyStore(registration, identity);
        store.addSignedPreKey(SignalSignedKeyPair.of(SIGNED_KEY, store.identityKeyPair()));
        sessions = new SignalSessionCipher(store);
        groups = new SignalGroupCipher(store);
    }

    public Curve.Pair identity() {
        return identity;
    }

    public int registration() {
        return store.registrationId();
    }

    /// With a one-time key that nobody else gets.
    public Bundle bundle() {
        SignalSignedKeyPair signed = store.findSignedPreKeyById(SIGNED_KEY).orElseThrow();
        SignalPreKeyPair once = SignalPreKeyPair.random(nextKey++);
        store.addPreKey(once);
        return new Bundle(
                store.registrationId(),
                identity.publicKey(),
                new Bundle.SignedKey(
                        signed.id(), Bytes.of(signed.publicKey().toEncodedPoint()), Bytes.of(signed.signature())),
                Optional.of(new Bundle.OneTimeKey(
                        once.id(), Bytes.of(once.publicKey().toEncodedPoint()))));
    }

    public boolean knows(Jid device) {
        return store.findSessionByAddress(address(device)).isPresent();
    }

    /// Begins a session anew, from the other side's keys.
    ///
    /// @throws Unreadable when the signature under them is wrong
    public void begin(Jid device, Bundle bundle) {
        SignalPreKeyBundleBuilder keys = new SignalPreKeyBundleBuilder()
                .registrationId(bundle.registration())
                .deviceId(device.device())
                .signedPreKeyId(bundle.signed().id())
                .signedPreKeyPublic(key(bundle.signed().key()))
                .signedPreKeySignature(bundle.signed().signature().array())
                .identityKey(key(bundle.identity()));
        bundle.oneTime().ifPresent(once -> keys.preKeyId(once.id()).preKeyPublic(key(once.key())));
        SignalPreKeyBundle built = keys.build();
        try {
            sessions.process(address(device), built);
        } catch (RuntimeException refused) {
            throw new Unreadable("the keys of " + device + " are not signed by their owner", refused);
        }
    }

    public Sealed seal(Jid device, byte[] plain) {
        SignalCiphertextMessage sealed = sessions.encrypt(address(device), plain);
        return new Sealed(sealed.type() == SignalCiphertextMessage.PRE_KEY_TYPE, Bytes.of(sealed.toSerialized()));
    }

    /// @throws Unreadable when there is no session, or the message was changed, or read before
    public byte[] open(Jid device, Sealed sealed) {
        byte[] bytes = sealed.bytes().array();
        try {
            return sealed.begins()
                    ? sessions.decrypt(address(device), SignalPreKeyMessage.ofSerialized(bytes))
                    : sessions.decrypt(address(device), SignalMessage.ofSerialized(bytes));
        } catch (RuntimeException refused) {
            throw new Unreadable("a message of " + device + " cannot be read", refused);
        }
    }

    /// Loses every session, as a phone does on which WhatsApp was installed anew over the same keys.
    public void forgetSessions() {
        store.forgetSessions();
    }

    /// What members of the group need to read what this phone writes from now on.
    public byte[] groupKey(String group, Jid own) {
        return groups.create(name(group, own)).toSerialized();
    }

    public void learnGroupKey(String group, Jid sender, byte[] groupKey) {
        try {
            groups.process(name(group, sender), SignalSenderKeyDistributionMessage.ofSerialized(groupKey));
        } catch (RuntimeException refused) {
            throw new Unreadable("a group key of " + sender + " cannot be read", refused);
        }
    }

    public byte[] sealForGroup(String group, Jid own, byte[] plain) {
        return groups.encrypt(name(group, own), plain).toSerialized();
    }

    /// @throws Unreadable when the sender's group key is missing, or the message was changed, or read before
    public byte[] openFromGroup(String group, Jid sender, byte[] sealed) {
        try {
            return groups.decrypt(name(group, sender), sealed);
        } catch (RuntimeException refused) {
            throw new Unreadable("a group message of " + sender + " cannot be read", refused);
        }
    }

    private static SignalSenderKeyName name(String group, Jid sender) {
        return new SignalSenderKeyName(group, address(sender));
    }

    private static SignalProtocolAddress address(Jid device) {
        return new SignalProtocolAddress(device.user(), device.device());
    }

    private static SignalIdentityPublicKey key(Bytes bytes) {
        return SignalIdentityPublicKey.ofDirect(bytes.array());
    }
}
