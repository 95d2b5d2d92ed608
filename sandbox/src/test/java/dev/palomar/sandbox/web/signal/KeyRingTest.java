package dev.palomar.sandbox.web.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Jid ANA = Jid.ofNumber("5491155550101", 0);
    private static final Jid BETO = Jid.ofNumber("5491155550102", 0);
    private static final String GROUP = "120363@g.us";

    private final KeyRing ana = new KeyRing(1);
    private final KeyRing beto = new KeyRing(2);

    private static byte[] text(String said) {
        return said.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void two_phones_write_to_each_other_and_to_groups() {
        ana.begin(BETO, beto.bundle());

        assertThat(beto.open(ANA, ana.seal(BETO, text("hola")))).isEqualTo(text("hola"));
        assertThat(ana.open(BETO, beto.seal(ANA, text("buenas")))).isEqualTo(text("buenas"));
        assertThat(ana.seal(BETO, text("x")).begins()).isFalse();

        beto.learnGroupKey(GROUP, ANA, ana.groupKey(GROUP, ANA));
        for (String said : new String[] {"uno", "dos"}) {
            assertThat(beto.openFromGroup(GROUP, ANA, ana.sealForGroup(GROUP, ANA, text(said))))
                    .isEqualTo(text(said));
        }
    }

    @Test
    void a_changed_message_and_one_that_was_read_before_cannot_be_read() {
        ana.begin(BETO, beto.bundle());
        KeyRing.Sealed sealed = ana.seal(BETO, text("hola"));
        byte[] changed = sealed.bytes().array().clone();
        changed[changed.length - 12] ^= 1;

        assertThatThrownBy(() -> beto.open(ANA, new KeyRing.Sealed(sealed.begins(), Bytes.of(changed))))
                .isInstanceOf(KeyRing.Unreadable.class);
        assertThat(beto.open(ANA, sealed)).isEqualTo(text("hola"));
        assertThatThrownBy(() -> beto.open(ANA, sealed)).isInstanceOf(KeyRing.Unreadable.class);
    }

    @Test
    void keys_that_their_owner_did_not_sign_are_not_believed() {
        Bundle bundle = beto.bundle();
        byte[] signature = bundle.signed().signature().array().clone();
        signature[5] ^= 1;
        Bundle forged = bundle.with(
                new Bundle.SignedKey(bundle.signed().id(), bundle.signed().key(), Bytes.of(signature)));

        assertThat(bundle.isSigned()).isTrue();
        assertThat(forged.isSigned()).isFalse();
        assertThatThrownBy(() -> ana.begin(BETO, forged)).isInstanceOf(KeyRing.Unreadable.class);
    }
}
