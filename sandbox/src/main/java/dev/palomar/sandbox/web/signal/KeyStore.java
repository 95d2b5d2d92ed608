package dev.palomar.sandbox.web.signal;

import com.github.auties00.libsignal.SignalProtocolAddress;
import com.github.auties00.libsignal.SignalProtocolStore;
import com.github.auties00.libsignal.groups.SignalSenderKeyName;
import com.github.auties00.libsignal.groups.state.SignalSenderKeyRecord;
import com.github.auties00.libsignal.key.SignalIdentityKeyPair;
import com.github.auties00.libsignal.key.SignalIdentityPrivateKey;
import com.github.auties00.libsignal.key.SignalIdentityPublicKey;
import com.github.auties00.libsignal.key.SignalKeyDirection;
import com.github.auties00.libsignal.key.SignalPreKeyPair;
import com.github.auties00.libsignal.key.SignalSignedKeyPair;
import com.github.auties00.libsignal.state.SignalSessionRecord;
import dev.palomar.sandbox.web.noise.Curve;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where the Signal library keeps a phone's keys: in memory. Every identity is trusted, as WhatsApp does.
final class KeyStore implements SignalProtocolStore {

    private final int registration;
    private final SignalIdentityKeyPair identity;
    private final Map<SignalProtocolAddress, SignalSessionRecord> sessions = new HashMap<>();
    private final Map<SignalSenderKeyName, SignalSenderKeyRecord> senderKeys = new HashMap<>();
    private final Map<Integer, SignalSignedKeyPair> signedKeys = new HashMap<>();
    private final Map<Integer, SignalPreKeyPair> oneTimeKeys = new HashMap<>();

    KeyStore(int registration, Curve.Pair identity) {
        this.registration = registration;
        this.identity = new SignalIdentityKeyPair(
                SignalIdentityPublicKey.ofDirect(identity.publicKey().array()),
                SignalIdentityPrivateKey.ofDirect(identity.privateKey().array()));
    }

    void forgetSessions() {
        sessions.clear();
    }

    @Override
    public int registrationId() {
        return registration;
    }

    @Override
    public SignalIdentityKeyPair identityKeyPair() {
        return identity;
    }

    @Override
    public Optional<SignalSessionRecord> findSessionByAddress(SignalProtocolAddress device) {
        return Optional.ofNullable(sessions.get(device));
    }

    @Override
    public void addSession(SignalProtocolAddress device, SignalSessionRecord session) {
        sessions.put(device, session);
    }

    @Override
    public Optional<SignalSenderKeyRecord> findSenderKeyByName(SignalSenderKeyName name) {
        return Optional.ofNullable(senderKeys.get(name));
    }

    @Override
    public void addSenderKey(SignalSenderKeyName name, SignalSenderKeyRecord key) {
        senderKeys.put(name, key);
    }

    @Override
    public Optional<SignalSignedKeyPair> findSignedPreKeyById(Integer id) {
        return Optional.ofNullable(signedKeys.get(id));
    }

    @Override
    public void addSignedPreKey(SignalSignedKeyPair key) {
        signedKeys.put(key.id(), key);
    }

    @Override
    public Optional<SignalPreKeyPair> findPreKeyById(Integer id) {
        return Optional.ofNullable(oneTimeKeys.get(id));
    }

    @Override
    public void addPreKey(SignalPreKeyPair key) {
        oneTimeKeys.put(key.id(), key);
    }

    @Override
    public boolean removePreKey(int id) {
        return oneTimeKeys.remove(id) != null;
    }

    @Override
    public boolean isTrustedIdentity(
            SignalProtocolAddress device, SignalIdentityPublicKey theirs, SignalKeyDirection direction) {
        return true;
    }

    @Override
    public void addTrustedIdentity(SignalProtocolAddress device, SignalIdentityPublicKey theirs) {
        // every identity is trusted
    }
}
