package dev.palomar.api.http;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer of RFC 9457. `code` is stable and documented in openapi.yaml; title and detail are for people.
///
/// @param more  members besides those that every problem has
public record Problem(
        int status,
        String code,
        String detail,
        List<Rejection.Fault> faults,
        Map<String, String> headers,
        ObjectNode more) {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("malformed-body", "The body cannot be read"),
            Map.entry("unauthenticated", "Credentials are missing or not valid"),
            Map.entry("invalid-credentials", "Wrong email or password"),
            Map.entry("second-factor-required", "A code is needed, too"),
            Map.entry("invalid-code", "The code is not right"),
            Map.entry("second-factor-missing", "The tenant wants a second factor"),
            Map.entry("no-mail", "This hub sends no mail"),
            Map.entry("forbidden", "This is not allowed"),
            Map.entry("tenant-mismatch", "The tenant is not one of these credentials"),
            Map.entry("tenant-suspended", "The tenant is suspended"),
            Map.entry("bad-signature", "The signature is not right"),
            Map.entry("not-found", "There is no such thing"),
            Map.entry("method-not-allowed", "The path does not have this method"),
            Map.entry("conflict", "It exists already"),
            Map.entry("wrong-state", "Not possible in this state"),
            Map.entry("assigned-meanwhile", "Somebody else has the conversation meanwhile"),
            Map.entry("just-refreshed", "The session was renewed a moment ago"),
            Map.entry("device-paused", "The device is paused"),
            Map.entry("device-offline", "The device is not connected"),
            Map.entry("device-error", "The device cannot send until a person has acted"),
            Map.entry("device-restricted", "WhatsApp limits the device"),
            Map.entry("limit-reached", "A limit of the tenant is reached"),
            Map.entry("idempotency-mismatch", "The Idempotency-Key was used for another request"),
            Map.entry("idempotency-in-progress", "The first request with this key is still running"),
            Map.entry("gone", "It was used or has expired"),
            Map.entry("too-large", "The body is too large"),
            Map.entry("range-not-satisfiable", "The file has no such part"),
            Map.entry("unsupported-media-type", "Another content type is expected"),
            Map.entry("invalid-value", "A value is not valid"),
            Map.entry("unknown-field", "A field does not exist"),
            Map.entry("tenant-required", "Say which tenant is meant"),
            Map.entry("confirmation-required", "Deleting asks for the exact name"),
            Map.entry("no-device", "No device can send this"),
            Map.entry("not-supported", "The transport cannot do this"),
            Map.entry("window-closed", "Only templates are possible now"),
            Map.entry("contact-opted-out", "The person wants no advertising"),
            Map.entry("template-unknown", "There is no such template"),
            Map.entry("template-not-sendable", "WhatsApp does not take this template now"),
            Map.entry("template-parameters", "The message does not fill its template"),
            Map.entry("address-not-allowed", "This address may not be called"),
            Map.entry("rate-limited", "Too many requests"),
            Map.entry("quota-exceeded", "The day's messages are used up"),
            Map.entry("new-chats-exceeded", "The day's new people are used up"),
            Map.entry("too-many-logins", "Too many failed logins"),
            Map.entry("defect", "Something broke on our side"),
            Map.entry("whatsapp-refused", "WhatsApp answered with an error"),
            Map.entry("unavailable", "The hub cannot work now"));

    Problem(int status, String code, String detail, List<Rejection.Fault> faults, Map<String, String> headers) {
        this(status, code, detail, faults, headers, Json.object());
    }

    public static Problem of(Rejection rejection) {
        return switch (rejection) {
            case Rejection.Malformed r -> plain(400, r);
            case Rejection.Unauthenticated r ->
                new Problem(401, r.code(), told(r), List.of(), Map.of("WWW-Authenticate", "Bearer realm=\"palomar\""));
            case Rejection.Forbidden r -> plain(403, r);
            case Rejection.NotFound r -> plain(404, r);
            case Rejection.Conflict r -> plain(409, r);
            case Rejection.Gone r -> plain(410, r);
            case Rejection.TooLarge r -> plain(413, r);
            case Rejection.InvalidValue r -> new Problem(422, r.code(), told(r), r.faults(), Map.of());
            case Rejection.NotPossible r ->
                new Problem(422, r.code(), told(r), List.of(new Rejection.Fault(r.field(), told(r))), Map.of());
            case Rejection.WindowClosed r ->
                new Problem(422, r.code(), told(r), List.of(new Rejection.Fault("type", told(r))), Map.of(), window(r));
            case Rejection.TemplateNotSendable r ->
                new Problem(
                        422,
                        r.code(),
                        told(r),
                        List.of(new Rejection.Fault("template.name", told(r))),
                        Map.of(),
                        Json.object().put("templateStatus", r.status()));
            case Rejection.TooMany r -> new Problem(429, r.code(), told(r), List.of(), retryAfter(r));
            case Rejection.WhatsAppFailed r -> plain(502, r);
            case Rejection.Unavailable r -> new Problem(503, r.code(), told(r), List.of(), Map.of("Retry-After", "5"));
        };
    }

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of());
    }

    static Problem noSuchPath() {
        return of(404, "not-found", "There is nothing at this path.");
    }

    /// For defects: the caller learns under which id the log has the rest.
    static Problem defect() {
        return of(500, "defect", "Something broke on our side. The log has it under the request id.");
    }

    /// Every kind there is.
    static Set<String> known() {
        return TITLES.keySet();
    }

    ObjectNode json(String requestId) {
        ObjectNode body = Json.object()
                .put("type", "/problems/" + code)
                .put("title", Optional.ofNullable(TITLES.get(code)).orElse("It could not be done"))
                .put("status", status)
                .put("detail", detail);
        if (faults.size() == 1) {
            body.put("field", faults.getFirst().field());
        }
        if (!faults.isEmpty()) {
            ArrayNode errors = body.putArray("errors");
            faults.forEach(
                    fault -> errors.addObject().put("field", fault.field()).put("detail", fault.detail()));
        }
        body.setAll(more);
        return body.put("requestId", requestId);
    }

    Answer answer(String requestId) {
        return new Answer.Whole(
                status, CONTENT_TYPE, dev.palomar.model.Payload.of(Json.bytes(json(requestId))), headers);
    }

    private static Problem plain(int status, Rejection rejection) {
        return of(status, rejection.code(), told(rejection));
    }

    /// When the window closed, and what may be sent all the same.
    private static ObjectNode window(Rejection.WindowClosed closed) {
        ObjectNode more = Json.object();
        more.putObject("window").put("open", false).put("closesAt", Times.text(closed.closedAt()));
        ArrayNode templates = more.putArray("templates");
        closed.instead()
                .forEach(offer -> templates
                        .addObject()
                        .put("id", offer.id().text())
                        .put("name", offer.name())
                        .put("language", offer.language())
                        .put("category", offer.category())
                        .put("body", offer.body()));
        return more;
    }

    private static Map<String, String> retryAfter(Rejection.TooMany rejection) {
        long seconds = Math.max(1, (rejection.retryIn().toMillis() + 999) / 1000);
        return Map.of("Retry-After", Long.toString(seconds));
    }

    private static String told(Rejection rejection) {
        return Optional.ofNullable(rejection.getMessage()).orElse("");
    }
}
