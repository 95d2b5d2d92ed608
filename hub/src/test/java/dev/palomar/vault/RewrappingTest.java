package dev.palomar.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.database.TestDatabase;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewrappingTest {

    private static final DeviceId DEVICE = new DeviceId(new UUID(2, 1));
    private static final MasterKey OLD = MasterKey.fresh(new Random(1));
    private static final MasterKey NEW = MasterKey.fresh(new Random(2));
    private static final int COMPANIES = 120;

    private TestDatabase test;
    private List<byte[]> sealed;

    @BeforeEach
    void seal() {
        test = TestDatabase.fresh();
        Vault vault = vault(OLD);
        sealed = new ArrayList<>();
        for (int company = 0; company < COMPANIES; company++) {
            sealed.add(vault.seal(company(company), "cloud_number", DEVICE, secret(company)));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void while_keys_are_changed_the_hub_opens_with_both_and_seals_with_the_new_one() {
        Vault both = vault(NEW.and(List.of(OLD)));
        assertThat(both.open(company(1), "cloud_number", DEVICE, sealed.get(1))).isEqualTo(secret(1));
        TenantId another = company(999);
        byte[] fresh = both.seal(another, "cloud_number", DEVICE, new Secret("new"));

        assertThat(test.count("SELECT count(*) FROM keyset WHERE master_key = '" + NEW.id() + "'"))
                .isEqualTo(1);
        assertThat(vault(NEW.and(List.of(OLD))).open(another, "cloud_number", DEVICE, fresh))
                .isEqualTo(new Secret("new"));
    }

    @Test
    void once_everything_is_wrapped_anew_the_old_key_can_be_given_up() {
        Rewrapping work = new Rewrapping(test.database(), NEW.and(List.of(OLD)));
        assertThat(work.progress().left()).isEqualTo(COMPANIES + 1);
        assertThat(work.step()).isTrue();
        assertThat(work.progress().done()).isPositive();
        assertThat(work.progress().left()).isPositive();

        // Somebody else goes on, with no memory of what was done.
        Rewrapping successor = new Rewrapping(test.database(), NEW.and(List.of(OLD)));
        while (successor.step()) {
            assertThat(successor.progress().left() + successor.progress().done())
                    .isEqualTo(COMPANIES + 1);
        }
        assertThat(successor.progress().left()).isZero();
        Vault alone = vault(NEW);
        for (int company = 0; company < COMPANIES; company++) {
            assertThat(alone.open(company(company), "cloud_number", DEVICE, sealed.get(company)))
                    .isEqualTo(secret(company));
        }
        assertThatThrownBy(() -> vault(OLD))
                .hasMessageContaining("They were sealed with " + NEW.id())
                .hasMessageContaining("the key that is set is " + OLD.id());
    }

    @Test
    void a_key_given_up_too_early_keeps_the_hub_from_starting_and_says_which_is_missing() {
        new Rewrapping(test.database(), NEW.and(List.of(OLD))).step();

        assertThatThrownBy(() -> vault(NEW))
                .hasMessageContaining("The master key does not open this database's secrets")
                .hasMessageContaining(OLD.id())
                .hasMessageContaining("PALOMAR_MASTER_KEY_ALSO");
        assertThat(test.count("SELECT count(*) FROM keyset")).isEqualTo(COMPANIES + 1);
    }

    @Test
    void keysets_from_before_keys_had_names_are_found_by_trying() throws Exception {
        try (var owner = test.owner();
                var statement = owner.createStatement()) {
            statement.execute("UPDATE keyset SET master_key = NULL");
        }
        Rewrapping work = new Rewrapping(test.database(), NEW.and(List.of(OLD)));
        assertThat(work.progress().keysets()).containsEntry(Rewrapping.UNNAMED, COMPANIES + 1L);
        while (work.step()) {
            assertThat(work.progress().left()).isLessThan(COMPANIES + 1);
        }
        assertThat(vault(NEW).open(company(7), "cloud_number", DEVICE, sealed.get(7)))
                .isEqualTo(secret(7));
        assertThatThrownBy(() -> Rewrapping.mustOpen(test.database(), OLD)).hasMessageContaining(NEW.id());
    }

    @Test
    void a_file_of_keys_is_replaced_whole_and_only_its_owner_reads_it(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("master.key");
        KeyFile.write(file, NEW.and(List.of(OLD)));

        MasterKey read = KeyFile.read(file);
        assertThat(read.ids()).containsExactly(NEW.id(), OLD.id());
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(folder)).containsExactly(file);
        Files.writeString(file, NEW.base64() + "\nnonsense\n");
        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessageContaining("cannot be used")
                .hasMessageNotContaining("nonsense");
    }

    @Test
    void a_key_is_called_the_same_always_and_its_name_is_not_the_key() {
        assertThat(NEW.id())
                .matches("mk_[0-9a-f]{10}")
                .isEqualTo(MasterKey.parse(NEW.base64()).id());
        assertThat(NEW.id()).isNotEqualTo(OLD.id());
        assertThat(NEW.and(List.of(NEW, OLD)).ids()).containsExactly(NEW.id(), OLD.id());
        assertThat(NEW.and(List.of(OLD)).deriveEach("x").getLast()).isEqualTo(OLD.derive("x"));
    }

    private Vault vault(MasterKey key) {
        return new Vault(test.database(), key, InstantSource.system());
    }

    private static TenantId company(int number) {
        return new TenantId(new UUID(1, 1000 + number));
    }

    private static Secret secret(int company) {
        return new Secret("token of " + company);
    }
}
