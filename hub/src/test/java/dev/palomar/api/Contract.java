package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.palomar.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// openapi.yaml as the tests hold the API against it.
public final class Contract {

    private static final String ID = "https://palomar.test/openapi.json";

    /// One operation: `GET /v1/tenants/{id}`, and what the document says of it.
    public record Operation(String method, String path, JsonNode node) {

        public String name() {
            return method + " " + path;
        }

        boolean fits(String calledMethod, String calledPath) {
            String pattern = Pattern.quote(path).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            return method.equals(calledMethod) && calledPath.matches(pattern);
        }
    }

    private static final Contract SHARED = new Contract();

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
            document = new YAMLMapper().readTree(yaml.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(ID, plain(document.deepCopy()).toString())));
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    if (List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method)) {
                        operations.add(new Operation(method, path.getKey(), operation.getValue()));
                    }
                }));
    }

    public static Contract read() {
        return SHARED;
    }

    public List<Operation> operations() {
        return operations;
    }

    public JsonNode document() {
        return document;
    }

    /// Fails when an answer to a documented operation is not as documented: status, content type, body, request id.
    public void check(Answered answer) {
        String path = answer.path().replaceAll("\\?.*", "");
        operations.stream()
                .filter(operation -> operation.fits(answer.method(), path))
                .findFirst()
                .ifPresent(operation -> check(operation, answer));
    }

    private void check(Operation operation, Answered answer) {
        String what = operation.name() + " → " + answer.status() + " " + answer.text();
        Optional<JsonNode> response = Optional.ofNullable(
                        operation.node().get("responses").get(Integer.toString(answer.status())))
                .map(this::resolved);
        assertThat(response).as("documented status of %s", what).isPresent();
        assertThat(answer.header("X-Request-Id")).as(what).isNotEmpty();
        JsonNode content = response.get().path("content");
        if (content.isEmpty()) {
            assertThat(answer.response().body()).as(what).isEmpty();
            return;
        }
        String type = answer.header("Content-Type").replaceAll(";.*", "").strip();
        assertThat(content.propertyNames()).as("content type of %s", what).contains(type);
        if (type.endsWith("json")) {
            String schema = content.get(type).get("schema").toString();
            assertThat(schemas.computeIfAbsent(schema, this::schema).validate(answer.json()))
                    .as("body of %s", what)
                    .isEmpty();
        }
    }

    /// The validator stumbles over a minimum beside a list of types: without it there.
    private static JsonNode plain(JsonNode node) {
        node.forEach(Contract::plain);
        if (node instanceof ObjectNode object && object.get("type") instanceof ArrayNode) {
            object.remove("minimum");
            object.remove("maximum");
        }
        return node;
    }

    private Schema schema(String text) {
        return registry.getSchema(plain(Json.read(text.replace("\"#/components/", "\"" + ID + "#/components/"))));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }
}
