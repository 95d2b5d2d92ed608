package dev.palomar.vault;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Payload;
import dev.palomar.model.Secret;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Seals and opens what must not be readable in the database. Each tenant has a keyset of its own; what was sealed for
/// one tenant, table and row opens for no other.
public final class Vault {

    /// The tenant of what belongs to the platform itself.
    public static final TenantId PLATFORM = new TenantId(new UUID(0, 0));

    private record Wrapped(Payload keyset, Optional<String> by) {}

    private final Database database;
    private final MasterKey master;
    private final InstantSource clock;
    private final LoadingCache<TenantId, Aead> keys =
            Caffeine.newBuilder().maximumSize(10_000).build(this::load);

    /// Throws [IllegalStateException] when `master` is not the key that this database's keysets were wrapped with;
    /// nothing is changed then.
    public Vault(Database database, MasterKey master, InstantSource clock) {
        this.database = database;
        this.master = master;
        this.clock = clock;
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        mustKnowAllKeys();
        java.util.Objects.requireNonNull(keys.get(PLATFORM));
    }

    /// `table` and `row` say where it will be kept; they are needed to open it.
    public byte[] seal(TenantId tenant, String table, Id row, Secret secret) {
        try {
            return keys.get(tenant)
                    .encrypt(secret.reveal().getBytes(StandardCharsets.UTF_8), place(tenant, table, row));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot seal a secret of " + table, failure);
        }
    }

    /// Throws [IllegalStateException] when it was sealed for another place or was changed since.
    public Secret open(TenantId tenant, String table, Id row, byte[] sealed) {
        try {
            return new Secret(
                    new String(keys.get(tenant).decrypt(sealed, place(tenant, table, row)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot open a secret of " + table + " " + row, failure);
        }
    }

    /// As [#seal(TenantId, String, Id, Secret)], for bytes; `place` names where they will be kept within the tenant.
    public byte[] seal(TenantId tenant, String place, byte[] content) {
        try {
            return keys.get(tenant).encrypt(content, place(tenant, place));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot seal what belongs to " + place, failure);
        }
    }

    /// Throws [IllegalStateException] when it was sealed for another place or was changed since.
    public byte[] open(TenantId tenant, String place, byte[] sealed) {
        try {
            return keys.get(tenant).decrypt(sealed, place(tenant, place));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot open what belongs to " + place, failure);
        }
    }

    private static byte[] place(TenantId tenant, String table, Id row) {
        return place(tenant, table + "/" + row.text());
    }

    private static byte[] place(TenantId tenant, String place) {
        return (tenant.text() + "/" + place).getBytes(StandardCharsets.UTF_8);
    }

    /// Some keysets could be wrapped with a key that is not here, even if the platform's is not.
    private void mustKnowAllKeys() {
        List<String> names = database.worker(
                tx -> tx.query("SELECT DISTINCT master_key FROM keyset WHERE master_key IS NOT NULL ORDER BY 1")
                        .mapTo(String.class)
                        .list());
        names.stream().filter(name -> !master.ids().contains(name)).findFirst().ifPresent(unknown -> {
            throw new IllegalStateException(Keysets.refusal(master, unknown));
        });
    }

    /// Secrets are opened and sealed amid transactions, too.
    private Aead load(TenantId tenant) {
        Wrapped wrapped = database.aside(tx -> wrapped(tx, tenant).orElseGet(() -> create(tx, tenant)));
        try {
            return Keysets.open(master, wrapped.by(), tenant, wrapped.keyset().bytes())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<Wrapped> wrapped(Tx tx, TenantId tenant) {
        return tx.query("SELECT wrapped, master_key FROM keyset WHERE tenant_id = :tenant")
                .bind("tenant", tenant)
                .map((row, _) -> new Wrapped(Payload.of(row.getBytes("wrapped")), Rows.maybeText(row, "master_key")))
                .findOne();
    }

    private Wrapped create(Tx tx, TenantId tenant) {
        try {
            KeysetHandle fresh =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            byte[] keyset = Keysets.wrap(master, tenant, fresh);
            tx.update("""
                INSERT INTO keyset (tenant_id, wrapped, master_key, created_at) VALUES (:tenant, :wrapped, :key, :now)
                ON CONFLICT (tenant_id) DO NOTHING
                """)
                    .bind("tenant", tenant)
                    .bind("wrapped", keyset)
                    .bind("key", master.id())
                    .bind("now", Timestamp.from(clock.instant()))
                    .execute();
            return wrapped(tx, tenant).orElseThrow();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
