package dev.palomar.api.page;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Once;
import dev.palomar.model.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The contract: as a document for programs, as a page for people. The page's other files are among the [Pages]. It is
/// 600 KB of YAML, which hardly anybody asks for, so it is read when somebody does.
public final class DocumentRoutes implements Resource {

    private final Files files;
    private final Once<Payload> document = new Once<>(() -> Payload.of(Json.bytes(contract())));
    private final Once<Payload> facade = new Once<>(() -> Payload.of(Json.bytes(read("/facade.yaml"))));

    public DocumentRoutes(Files files) {
        this.files = files;
    }

    /// The contract as it is served, read anew each time. Throws [IllegalStateException] when it is missing from this
    /// build.
    public static JsonNode contract() {
        return read("/openapi.yaml");
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/openapi.json", Access.everybody(), _ -> Answer.of(200, Answer.JSON, document.get())),
                Route.get("/facade.json", Access.everybody(), _ -> Answer.of(200, Answer.JSON, facade.get())),
                Route.get(
                        "/docs", Access.everybody(), call -> files.answer(call, "docs/index.html", Files.REVALIDATE)));
    }

    private static JsonNode read(String file) {
        try (InputStream yaml = DocumentRoutes.class.getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalStateException(file + " is missing from this build");
            }
            return new YAMLMapper().readTree(yaml.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
