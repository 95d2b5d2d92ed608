package dev.palomar.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.database.Database;
import dev.palomar.database.TestDatabase;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final TenantId ANA = new TenantId(new UUID(1, 1));
    private static final TenantId BRUNO = new TenantId(new UUID(1, 2));
    private static final DeviceId DEVICE = new DeviceId(new UUID(2, 1));
    private static final Secret TOKEN = new Secret("EAAG-token");

    private static MasterKey key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return MasterKey.parse(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void a_sealed_secret_opens_only_for_its_tenant_and_its_row() {
        try (TestDatabase test = TestDatabase.fresh()) {
            Vault vault = new Vault(test.database(), key(1), InstantSource.system());
            byte[] sealed = vault.seal(ANA, "cloud_number", DEVICE, TOKEN);

            assertThat(vault.open(ANA, "cloud_number", DEVICE, sealed)).isEqualTo(TOKEN);
            assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("EAAG");
            assertThatThrownBy(() -> vault.open(BRUNO, "cloud_number", DEVICE, sealed))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> vault.open(ANA, "cloud_number", new DeviceId(new UUID(2, 2)), sealed))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whoever_holds_the_last_connection_can_seal_and_open_all_the_same() {
        try (TestDatabase test = TestDatabase.fresh();
                Database narrow = Database.open(test.address(), 1)) {
            Vault vault = new Vault(narrow, key(1), InstantSource.system());

            Secret back = narrow.worker(
                    _ -> vault.open(ANA, "cloud_number", DEVICE, vault.seal(ANA, "cloud_number", DEVICE, TOKEN)));

            assertThat(back).isEqualTo(TOKEN);
        }
    }

    @Test
    void with_another_master_key_the_hub_refuses_to_start_and_changes_nothing() {
        try (TestDatabase test = TestDatabase.fresh()) {
            Vault first = new Vault(test.database(), key(1), InstantSource.system());
            byte[] sealed = first.seal(ANA, "cloud_number", DEVICE, TOKEN);

            assertThatThrownBy(() -> new Vault(test.database(), key(2), InstantSource.system()))
                    .hasMessageContaining("master key does not open");

            Vault again = new Vault(test.database(), key(1), InstantSource.system());
            assertThat(again.open(ANA, "cloud_number", DEVICE, sealed)).isEqualTo(TOKEN);
        }
    }

    @Test
    void a_master_key_file_is_made_once_and_readable_by_its_owner_alone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("master.key");
        byte[] first = KeyFile.open(file, new Random(3)).derive("test");
        byte[] second = KeyFile.open(file, new Random(4)).derive("test");

        assertThat(second).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void a_key_of_the_wrong_size_is_refused_without_being_shown() {
        assertThatThrownBy(() -> MasterKey.parse("c2hvcnQ="))
                .hasMessageContaining("32 random bytes")
                .hasMessageNotContaining("c2hvcnQ");
    }
}
