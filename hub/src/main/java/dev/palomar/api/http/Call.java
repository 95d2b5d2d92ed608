package dev.palomar.api.http;

import dev.palomar.api.auth.Admission;
import dev.palomar.api.auth.Caller;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.limit.Idempotency;
import dev.palomar.tenant.people.Administrator;
import dev.palomar.tenant.people.Origin;
import dev.palomar.tenant.people.Standing;
import dev.palomar.tenant.visit.Visit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One request to one route: who calls, for which tenant, and what was sent.
public final class Call {

    /// What the pipeline found out before the handler was asked.
    record Facts(
            Route route,
            Map<String, String> variables,
            Admission admission,
            String requestId,
            Payload body,
            Optional<Upload> upload,
            Optional<Idempotency.Ticket> ticket) {}

    private final Incoming incoming;
    private final Facts facts;

    Call(Incoming incoming, Facts facts) {
        this.incoming = incoming;
        this.facts = facts;
    }

    /// The tenant that this call acts for. Never something that the request chose against its credentials.
    public TenantId tenant() {
        return facts.admission().tenant().orElseThrow(() -> new IllegalStateException("a route without a tenant"));
    }

    /// As [#tenant()], for routes that work without credentials, too.
    public Optional<TenantId> maybeTenant() {
        return facts.admission().tenant();
    }

    public Caller caller() {
        return facts.admission().caller();
    }

    /// The person's role in the tenant; empty for a program.
    public Optional<Role> role() {
        return facts.admission().role();
    }

    /// Who to name in the audit log.
    public Author author() {
        Author author = caller().author().from(incoming.address(), facts.requestId());
        return visit().map(visit -> author.visiting(visit.id())).orElse(author);
    }

    /// The visit under which a superadmin is in the tenant.
    private Optional<Visit> visit() {
        return caller() instanceof Caller.Human(Standing standing)
                ? maybeTenant().flatMap(standing::visit)
                : Optional.empty();
    }

    /// The person who calls. Throws on routes that are not for persons alone.
    public Standing standing() {
        if (caller() instanceof Caller.Human(Standing standing)) {
            return standing;
        }
        throw new IllegalStateException("a route for persons was reached by somebody else");
    }

    /// From where somebody logs in.
    public Origin origin() {
        // the server takes commas for separators, and browsers have one in their names, with the blank after it
        List<String> browser = incoming.headers().apply("User-Agent");
        return new Origin(author(), browser.isEmpty() ? Optional.empty() : Optional.of(String.join(",", browser)));
    }

    /// The caller as somebody who changes something about people.
    public Administrator administrator() {
        return new Administrator(author(), caller().superadmin(), caller().person());
    }

    /// Throws, as for a device that does not exist, when the caller's key is limited to other devices.
    public void mustBeAllowed(DeviceId device) {
        caller().devices().filter(devices -> !devices.contains(device)).ifPresent(_ -> {
            throw new Rejection.NotFound("device");
        });
    }

    public String requestId() {
        return facts.requestId();
    }

    /// The caller's network address.
    public String address() {
        return incoming.address();
    }

    /// A variable of the path, decoded.
    public String path(String name) {
        return Optional.ofNullable(facts.variables().get(name))
                .orElseThrow(() -> new IllegalStateException("the path has no " + name));
    }

    /// An id in the path. What is no id of this kind does not exist either.
    public <T> T id(String name, Function<String, Optional<T>> read, String what) {
        return read.apply(path(name)).orElseThrow(() -> new Rejection.NotFound(what));
    }

    /// The path as it was asked for, still encoded.
    public String rawPath() {
        return incoming.path();
    }

    /// The query, to be read strictly.
    public Parameters parameters() {
        return new Parameters(incoming.query());
    }

    public Optional<String> header(String name) {
        return incoming.header(name);
    }

    /// A cookie; of several with this name the first.
    public Optional<String> cookie(String name) {
        return incoming.headers().apply("Cookie").stream()
                .flatMap(header -> List.of(header.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /// The body as it came: what a signature is computed over.
    public Payload body() {
        return facts.body();
    }

    /// The body as a JSON object, to be read strictly.
    public Fields fields() {
        return Fields.of(object());
    }

    /// As [#fields()]; an empty body is an empty object.
    public Fields fieldsIfAny() {
        return facts.body().size() == 0 ? Fields.of(Json.object()) : fields();
    }

    /// The body as a JSON object, for what is parsed elsewhere.
    public ObjectNode object() {
        mustBe("application/json");
        JsonNode node;
        try {
            node = Json.read(facts.body().bytes());
        } catch (JacksonException notJson) {
            throw new Rejection.Malformed("The body is not one JSON value: " + notJson.getOriginalMessage());
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new Rejection.Malformed("The body must be a JSON object.");
    }

    /// The body as a form (`application/x-www-form-urlencoded`), to be read strictly.
    public Fields form() {
        mustBe("application/x-www-form-urlencoded");
        ObjectNode form = Json.object();
        String text = facts.body().text();
        for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (form.has(name)) {
                throw new Rejection.Malformed("The form names " + name + " twice.");
            }
            form.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return Fields.of(form);
    }

    /// The body as it came, which must be announced as `type`.
    public byte[] bytes(String type) {
        mustBe(type);
        return facts.body().bytes();
    }

    /// What was sent to a route that takes an upload.
    public Upload upload() {
        return facts.upload().orElseThrow(() -> new IllegalStateException("not a route for uploads"));
    }

    /// Set when the caller sent an `Idempotency-Key`. A handler may finish it in its own transaction.
    public Optional<Idempotency.Ticket> ticket() {
        return facts.ticket();
    }

    private void mustBe(String expected) {
        String sent = incoming.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        int semicolon = sent.indexOf(';');
        String type = (semicolon < 0 ? sent : sent.substring(0, semicolon)).strip();
        if (!type.equals(expected)) {
            throw unsupported(expected);
        }
    }

    static Refusal unsupported(String expected) {
        return new Refusal(
                Problem.of(415, "unsupported-media-type", "Send this as " + expected + " in the Content-Type header."));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new Rejection.Malformed("The form is not encoded correctly.");
        }
    }
}
