/// How a resource speaks HTTP. A resource is a class with a list of routes:
///
/// ```java
/// public final class NoteRoutes implements Resource {
///
///     private final Notes notes;
///
///     public NoteRoutes(Notes notes) {
///         this.notes = notes;
///     }
///
///     @Override
///     public List<Route> routes() {
///         return List.of(
///                 Route.get("/v1/notes", Access.everyRole(Scope.MESSAGES_READ), this::list),
///                 Route.post("/v1/notes", Access.administrators(Scope.MESSAGES_SEND), this::create).idempotent());
///     }
///
///     private Answer list(Call call) {
///         Parameters query = call.parameters();
///         Optional<UUID> cursor = query.cursor();
///         int limit = query.limit();
///         query.done();                       // 422 with all that is wrong, misspelt parameters included
///         return Answer.page(notes.list(call.tenant(), cursor, limit), NoteRoutes::json);
///     }
///
///     private Answer create(Call call) {
///         Fields body = call.fields();        // 415, 400
///         String text = body.text("text", 500);
///         Optional<Instant> due = body.optionalTime("due");
///         body.done();                        // 422 with all that is wrong, unknown fields included
///         return Answer.created(json(notes.add(call.tenant(), text, due, call.author())));
///     }
/// }
/// ```
///
/// - Path, method, access and `Idempotency-Key` are the same as in openapi.yaml; a test compares both ways.
/// - A handler throws [dev.palomar.model.Rejection] and knows no status code; [Problem] holds the one switch.
/// - The tenant is `call.tenant()`: it comes from the credentials, and nothing in the request can choose another.
/// - `call.id("id", DeviceId::read, "device")` is 404 for what is not an id at all; `call.mustBeAllowed(device)` holds
/// a
///   key to its devices.
/// - What must be kept exactly once even when the process dies finishes `call.ticket()` in its own transaction, by
///   `Idempotency.finish(tx, ticket, answer)`, with the same answer that it returns; otherwise the answer is kept right
///   after the handler.
/// - Larger bodies: `.upTo(bytes)`. Files: `.upload(bytes)` and `call.upload()`. Streams: `Answer.events(out -> …)`,
///   flushing after each event, and `Server.whenStopping` to end them.
///
/// [Server] alone knows the HTTP server.
@org.jspecify.annotations.NullMarked
package dev.palomar.api.http;
