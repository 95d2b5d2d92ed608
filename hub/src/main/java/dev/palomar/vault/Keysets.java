package dev.palomar.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.palomar.model.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/// Keysets as they are in the database: wrapped by a master key, for one tenant.
final class Keysets {

    private Keysets() {}

    static byte[] wrap(MasterKey master, TenantId owner, KeysetHandle keyset) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                    keyset, master.aead(), owner(owner), RegistryConfiguration.get());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Throws [IllegalStateException] with words for the operator when no key that is here opens it. `by` is the name
    /// of the key that wrapped it, if it had one.
    static KeysetHandle open(MasterKey master, Optional<String> by, TenantId owner, byte[] wrapped) {
        for (MasterKey key : master.openers(by)) {
            try {
                return TinkProtoKeysetFormat.parseEncryptedKeyset(
                        wrapped, key.aead(), owner(owner), RegistryConfiguration.get());
            } catch (GeneralSecurityException notThisOne) {
                // another may; which one failed is of no use to anybody
            }
        }
        throw new IllegalStateException(refusal(master, by.orElse("another one")));
    }

    static String refusal(MasterKey master, String by) {
        return "The master key does not open this database's secrets. They were sealed with " + by
                + ", and the key that is set is " + String.join(", ", master.ids())
                + ". Set the right one; while keys are being changed, the one before in PALOMAR_MASTER_KEY_ALSO.";
    }

    private static byte[] owner(TenantId tenant) {
        return tenant.text().getBytes(StandardCharsets.UTF_8);
    }
}
