package dev.palomar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.database.Database;
import dev.palomar.database.DatabaseAddress;
import dev.palomar.database.LocalPostgres;
import dev.palomar.database.TestDatabase;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.KeyFile;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Rewrapping;
import dev.palomar.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another master key, with the command that operators use.
class RotateKeyTest {

    private static final MasterKey OLD = MasterKey.fresh(new Random(1));
    private static final MasterKey NEW = MasterKey.fresh(new Random(2));
    private static final DeviceId DEVICE = new DeviceId(new UUID(2, 1));
    private static final int COMPANIES = 130;

    private record Ended(int code, String said) {}

    @Test
    void killed_in_the_middle_it_goes_on_at_the_next_call_and_nothing_is_lost(@TempDir Path data) throws Exception {
        DatabaseAddress address = TestDatabase.freshAddress();
        try (Database database = Database.open(address, 2)) {
            Vault vault = new Vault(database, OLD, InstantSource.system());
            byte[] first = seal(vault, 0);
            for (int company = 1; company < COMPANIES; company++) {
                seal(vault, company);
            }
            Rewrapping work = new Rewrapping(database, NEW.and(List.of(OLD)));

            Ended killed = command(
                    data,
                    address,
                    Map.of("PALOMAR_CRASH_AT", "rewrap-before-commit:2", "PALOMAR_CRASH_ON_PURPOSE", "true"));
            assertThat(killed.code()).as(killed.said()).isNotZero();
            assertThat(work.progress().done()).isPositive();
            assertThat(work.progress().left()).isPositive();
            assertThat(new Vault(database, NEW.and(List.of(OLD)), InstantSource.system())
                            .open(company(0), "cloud_number", DEVICE, first))
                    .isEqualTo(new Secret("token of 0"));

            Ended done = command(data, address, Map.of());
            assertThat(done.code()).as(done.said()).isZero();
            assertThat(done.said())
                    .contains("everything is wrapped with " + NEW.id())
                    .contains(", 0 left");
            assertThat(work.progress().left()).isZero();
            assertThat(new Vault(database, NEW, InstantSource.system()).open(company(0), "cloud_number", DEVICE, first))
                    .isEqualTo(new Secret("token of 0"));

            Ended wrong =
                    command(data, address, Map.of("PALOMAR_MASTER_KEY", OLD.base64(), "PALOMAR_MASTER_KEY_ALSO", ""));
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.said())
                    .contains("They were sealed with " + NEW.id())
                    .contains("the key that is set is " + OLD.id());
        }
    }

    @Test
    void a_key_in_the_data_folder_is_replaced_and_the_one_before_is_put_aside(@TempDir Path data) throws Exception {
        Path file = data.resolve("master.key");
        MasterKey before = KeyFile.open(file, new Random(3));
        byte[] sealed;
        try (LocalPostgres server = LocalPostgres.start(data.resolve("postgresql"), new Random(4));
                Database database = Database.open(server.address(), 2)) {
            sealed = seal(new Vault(database, before, InstantSource.system()), 1);
        }
        Settings settings = Settings.from(Map.of("PALOMAR_DATA", data.toString()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        KeyFile.write(file, MasterKey.fresh(new Random(5)));
        assertThatThrownBy(() -> RotateKey.run(settings, terminal(said)))
                .hasMessageContaining("They were sealed with " + before.id());
        KeyFile.write(file, before);
        RotateKey.run(settings, terminal(said));

        MasterKey after = KeyFile.read(file);
        assertThat(after.ids()).hasSize(1).doesNotContain(before.id());
        assertThat(KeyFile.read(data.resolve("master.key.old")).id()).isEqualTo(before.id());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("0 left").contains("master.key.old");
        try (LocalPostgres server = LocalPostgres.start(data.resolve("postgresql"), new Random(4));
                Database database = Database.open(server.address(), 2)) {
            assertThat(new Vault(database, after, InstantSource.system())
                            .open(company(1), "cloud_number", DEVICE, sealed))
                    .isEqualTo(new Secret("token of 1"));
        }
    }

    private static byte[] seal(Vault vault, int company) {
        return vault.seal(company(company), "cloud_number", DEVICE, new Secret("token of " + company));
    }

    private static TenantId company(int number) {
        return new TenantId(new UUID(1, 1000 + number));
    }

    private static PrintStream terminal(ByteArrayOutputStream said) {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private static Ended command(Path data, DatabaseAddress address, Map<String, String> more) throws Exception {
        Path said = Files.createTempFile(data, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.palomar.app.Main",
                        "rotate-key")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Map<String, String> environment = new HashMap<>(Map.of(
                "PALOMAR_DATA",
                data.toString(),
                "PALOMAR_DATABASE_URL",
                url(address),
                "PALOMAR_MASTER_KEY",
                NEW.base64(),
                "PALOMAR_MASTER_KEY_ALSO",
                OLD.base64()));
        environment.putAll(more);
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(said));
    }

    private static String url(DatabaseAddress address) {
        return address.url() + "?user=" + address.user() + "&password=" + address.password();
    }
}
