package dev.palomar.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.database.DatabaseAddress;
import dev.palomar.database.TestDatabase;
import dev.palomar.testing.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubStartTest {

    @Test
    void a_hub_whose_port_is_taken_says_so_and_leaves_nothing_running(@TempDir Path data) throws Exception {
        DatabaseAddress address = TestDatabase.freshAddress();
        Map<String, String> environment = new HashMap<>();
        environment.put("PALOMAR_DATA", data.toString());
        environment.put(
                "PALOMAR_DATABASE_URL",
                address.url() + "?user=" + address.user() + "&password="
                        + URLEncoder.encode(address.password(), StandardCharsets.UTF_8));
        environment.put("PALOMAR_MASTER_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        environment.put("PALOMAR_DATABASE_CONNECTIONS", "4");
        try (ServerSocket other = new ServerSocket(FreePort.find(), 1, InetAddress.getByName("127.0.0.1"))) {
            environment.put("PALOMAR_PORT", Integer.toString(other.getLocalPort()));

            assertThatThrownBy(() -> Hub.start(Settings.from(environment)))
                    .hasMessageContaining("cannot listen on 127.0.0.1, port " + other.getLocalPort());
        }

        // The connections and the share of the work are free again.
        try (Hub hub = Hub.start(Settings.from(environment))) {
            assertThat(hub.setupLink()).isPresent();
        }
    }
}
