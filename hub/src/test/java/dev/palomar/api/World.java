package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// A hub with its first administrator, and short words for what tests do with it.
final class World implements AutoCloseable {

    static final String PASSWORD = "a horse of another colour";

    final ApiServer hub;
    final String admin;

    World() {
        this(ApiServer.hub());
    }

    World(ApiServer hub) {
        this.hub = hub;
        this.admin = "Bearer " + setUp(hub).at("access_token");
    }

    private static Answered setUp(ApiServer hub) {
        try {
            String token = hub.logins.offerSetup().orElseThrow().reveal();
            Answered made = hub.post(
                    "/v1/setup",
                    json("token", token, "email", "root@example.com", "password", PASSWORD, "name", "Root"));
            assertThat(made.status()).isEqualTo(201);
            return made;
        } catch (RuntimeException | AssertionError failure) {
            hub.close();
            throw failure;
        }
    }

    static String json(String... pairs) {
        ObjectNode json = Json.object();
        for (int at = 0; at < pairs.length; at += 2) {
            json.put(pairs[at], pairs[at + 1]);
        }
        return json.toString();
    }

    /// A new tenant's id.
    String tenant(String slug) {
        Answered made = hub.post("/v1/tenants", json("name", "Company " + slug, "slug", slug), "Authorization", admin);
        assertThat(made.status()).isEqualTo(201);
        return made.at("id");
    }

    /// A person of the tenant with the usual password; their id.
    String person(String tenant, String email, String role) {
        Answered made = hub.post(
                "/v1/users",
                json("email", email, "name", "Name of " + email, "role", role, "password", PASSWORD),
                "Authorization",
                admin,
                "X-Tenant-Id",
                tenant);
        assertThat(made.status()).isEqualTo(201);
        return made.at("id");
    }

    Answered login(String email) {
        return hub.post("/v1/auth/login", json("email", email, "password", PASSWORD));
    }

    /// `Authorization` of somebody who logs in.
    String bearer(String email) {
        Answered answer = login(email);
        assertThat(answer.status()).isEqualTo(200);
        return "Bearer " + answer.at("access_token");
    }

    /// A key of the tenant with scopes, separated by blanks.
    String key(String tenant, String scopes) {
        return keyMade(tenant, scopes).at("key");
    }

    Answered keyMade(String tenant, String scopes) {
        ObjectNode body = Json.object().put("name", "Key");
        for (String scope : List.of(scopes.split(" ", -1))) {
            body.withArray("scopes").add(scope);
        }
        Answered made = hub.post("/v1/api-keys", body.toString(), "Authorization", admin, "X-Tenant-Id", tenant);
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    /// A device of the tenant, as the database knows it.
    DeviceId device(String tenant) {
        DeviceId id = new DeviceId(hub.ids.get());
        UUID owner = TenantId.read(tenant).orElseThrow().value();
        hub.test
                .database()
                .worker(tx ->
                        tx.update("""
                INSERT INTO device (tenant_id, id, name, transport, state, state_since, created_at)
                VALUES (:tenant, :id, 'Ventas', 'CLOUD', 'CREATED', now(), now())
                """).bind("tenant", owner).bind("id", id).execute());
        return id;
    }

    static String refreshCookie(Answered answer) {
        return answer.header("Set-Cookie").replaceAll(";.*", "");
    }

    @Override
    public void close() {
        hub.close();
    }
}
