package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.tenant.Role;
import dev.palomar.tenant.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContractTest {

    /// What this test's server routes; other operations are routed elsewhere and looked at there.
    private static final Set<String> TAGS = Set.of("Operation", "Setup", "Login", "Tenants", "People", "API keys");

    private static ApiServer hub;
    private static Map<String, Route> routes;

    @BeforeAll
    static void start() {
        hub = ApiServer.hub();
        List<Route> all = new ArrayList<>();
        for (Resource resource : ApiServer.ofTheHub(hub)) {
            all.addAll(resource.routes());
        }
        routes = all.stream().collect(Collectors.toMap(ContractTest::name, Function.identity()));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void every_route_is_documented() {
        assertThat(Contract.read().operations().stream().map(Contract.Operation::name))
                .containsAll(routes.keySet());
    }

    @Test
    void every_documented_operation_is_routed() {
        List<String> documented = Contract.read().operations().stream()
                .filter(operation ->
                        TAGS.contains(operation.node().at("/tags/0").asString()))
                .map(Contract.Operation::name)
                .toList();

        assertThat(routes.keySet()).containsAll(documented);
    }

    @Test
    void who_may_call_is_as_documented() {
        for (Contract.Operation operation : Contract.read().operations()) {
            Route route = routes.get(operation.name());
            if (route != null) {
                assertThat(told(route.access())).as(operation.name()).isEqualTo(told(operation.node()));
            }
        }
    }

    @Test
    void an_idempotency_key_is_honoured_where_it_is_documented() {
        for (Contract.Operation operation : Contract.read().operations()) {
            Route route = routes.get(operation.name());
            if (route != null) {
                assertThat(route.intake().idempotent())
                        .as(operation.name())
                        .isEqualTo(
                                operation.node().path("parameters").toString().contains("IdempotencyKey"));
            }
        }
    }

    @Test
    void every_scope_is_documented() {
        List<String> documented = Contract.read()
                .document()
                .at("/components/schemas/Scope/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(Set.of(Scope.values()).stream().map(Scope::word)).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void the_document_and_its_page_are_served_and_load_nothing_from_elsewhere() {
        assertThat(hub.get("/openapi.json").at("openapi")).isEqualTo("3.1.0");
        Answered page = hub.get("/docs");

        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';");
        assertThat(page.text())
                .contains("/docs/docs.js")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(hub.get("/docs/docs.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(hub.get("/docs/docs.css").status()).isEqualTo(200);
        assertThat(hub.get("/docs/../openapi.yaml").status()).isEqualTo(404);
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    private static String told(Access access) {
        return switch (access) {
            case Access.Everybody _ -> "everybody";
            case Access.Persons _ -> told(Set.of(), Set.of(Role.values()));
            case Access.Platform(Scope scope) -> told(Set.of(scope), Set.of(Role.SUPERADMIN));
            case Access.OfTenant(Scope scope, Set<Role> roles) -> told(Set.of(scope), roles);
            case Access.OfTenantWithOneOf(Set<Scope> scopes, Set<Role> roles) -> told(scopes, roles);
            case Access.OfTenantOrSigned(Scope scope, Set<Role> roles) -> told(Set.of(scope), roles) + " or signed";
        };
    }

    private static String told(Set<Scope> scopes, Set<Role> roles) {
        return scopes.stream().map(Scope::word).toList() + " "
                + roles.stream().sorted().map(Role::word).toList();
    }

    private static String told(JsonNode operation) {
        JsonNode security = operation.path("security");
        boolean open = operation.has("security")
                && (security.isEmpty() || security.at("/0").has("refreshCookie"));
        if (open) {
            return "everybody";
        }
        boolean signed = security.valueStream().anyMatch(JsonNode::isEmpty);
        return operation.path("x-scopes").valueStream().map(JsonNode::asString).toList() + " "
                + operation
                        .path("x-roles")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList()
                + (signed ? " or signed" : "");
    }
}
