package dev.palomar.api.facade;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Problem;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What went wrong, as Meta's error object: programs build on `code` and `error_data.details`.
/// Source: Meta, "Cloud API / Support / Error codes" and "Graph API / Handle errors".
final class GraphErrors {

    private static final String JSON = "application/json; charset=UTF-8";

    /// Meta's code with its title.
    ///
    /// @param status   of HTTP
    /// @param subcode  0 for none
    private record Meta(int status, int code, int subcode, String title) {

        Meta(int status, int code, String title) {
            this(status, code, 0, title);
        }
    }

    private GraphErrors() {}

    static Answer answer(Problem problem, String requestId) {
        Meta meta = meta(problem);
        ObjectNode error = Json.object();
        boolean unknown = meta.subcode() == 33;
        error.put(
                "message",
                unknown || meta.code() == 190 || meta.code() == 2500 ? sentence(meta, problem) : titled(meta));
        error.put("type", unknown ? "GraphMethodException" : "OAuthException");
        error.put("code", meta.code());
        if (meta.subcode() != 0) {
            error.put("error_subcode", meta.subcode());
        }
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details(problem));
        if (meta.status() >= 500 || meta.status() == 429) {
            error.put("is_transient", true);
        }
        error.put("fbtrace_id", requestId);
        Map<String, String> headers = new LinkedHashMap<>(problem.headers());
        headers.put(
                "WWW-Authenticate",
                "OAuth \"Facebook Platform\" \"" + (meta.status() == 401 ? "invalid_token" : "invalid_request")
                        + "\" \"(#" + meta.code() + ") " + meta.title() + "\"");
        ObjectNode body = Json.object();
        body.set("error", error);
        return new Answer.Whole(meta.status(), JSON, Payload.of(Json.bytes(body)), headers);
    }

    /// An error that Meta itself answered with.
    static Answer metas(int code, int subcode, String why, String requestId) {
        ObjectNode error = Json.object();
        error.put("message", "(#" + code + ") " + why)
                .put("type", "OAuthException")
                .put("code", code);
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", why);
        error.put("fbtrace_id", requestId);
        ObjectNode body = Json.object();
        body.set("error", error);
        return new Answer.Whole(400, JSON, Payload.of(Json.bytes(body)), Map.of());
    }

    private static String titled(Meta meta) {
        return "(#" + meta.code() + ") " + meta.title();
    }

    private static String sentence(Meta meta, Problem problem) {
        return meta.code() == 190 ? meta.title() + " - " + problem.detail() : meta.title();
    }

    private static String details(Problem problem) {
        return problem.faults().stream()
                .map(fault -> fault.field().isEmpty() ? fault.detail() : fault.field() + ": " + fault.detail())
                .reduce((one, other) -> one + "; " + other)
                .orElse(problem.detail());
    }

    private static Meta meta(Problem problem) {
        return switch (problem.code()) {
            case "unauthenticated" -> new Meta(401, 190, "Invalid OAuth access token");
            case "forbidden" -> new Meta(403, 10, "Application does not have permission for this action");
            case "tenant-mismatch" -> new Meta(403, 200, "Permissions error");
            case "tenant-suspended" -> new Meta(403, 131_031, "Account has been locked");
            case "not-found", "gone", "method-not-allowed" ->
                new Meta(
                        400,
                        100,
                        33,
                        "Unsupported request. Object does not exist, cannot be loaded due to missing permissions, or"
                                + " does not support this operation");
            case "unknown-path" -> new Meta(400, 2500, "Unknown path components");
            case "message-unknown" -> new Meta(400, 131_009, "Parameter value is not valid");
            case "window-closed" -> new Meta(400, 131_047, "Re-engagement message");
            case "template-unknown" -> new Meta(404, 132_001, "Template name does not exist in the translation");
            case "template-not-sendable" -> template(problem);
            case "template-parameters" ->
                new Meta(400, 132_000, "Number of parameters does not match the expected number of params");
            case "not-supported" ->
                problem.faults().stream().anyMatch(fault -> fault.field().equals("type"))
                        ? new Meta(400, 131_051, "Message type unknown")
                        : new Meta(400, 100, "Invalid parameter");
            case "device-paused" -> new Meta(500, 131_057, "Account in maintenance mode");
            case "device-offline", "no-device" -> new Meta(400, 133_010, "Account not registered");
            case "device-error" -> new Meta(403, 131_005, "Access denied");
            case "device-restricted" -> new Meta(403, 368, "Temporarily blocked for policies violations");
            case "quota-exceeded" -> new Meta(400, 80_007, "Rate limit issues");
            case "new-chats-exceeded" -> new Meta(400, 131_048, "Spam rate limit hit");
            case "rate-limited" -> new Meta(429, 130_429, "Rate limit hit");
            case "too-large" -> new Meta(400, 131_053, "Media upload error");
            case "template-locked" -> new Meta(400, 2_388_039, "Message template cannot be edited");
            case "cursor-unknown" -> new Meta(400, 131_059, "Invalid paging cursor");
            case "conflict" -> new Meta(400, 2_388_024, "Content in this language already exists");
            case "wrong-state" -> new Meta(400, 131_009, "Parameter value is not valid");
            case "unavailable" -> new Meta(503, 131_016, "Service unavailable");
            case "defect" -> new Meta(500, 131_000, "Something went wrong");
            default -> new Meta(problem.status() == 409 ? 409 : 400, 100, "Invalid parameter");
        };
    }

    private static Meta template(Problem problem) {
        return switch (problem.more().path("templateStatus").asString("")) {
            case "PAUSED" -> new Meta(400, 132_015, "Template is paused due to low quality");
            case "DISABLED" -> new Meta(400, 132_016, "Template is disabled due to low quality");
            default -> new Meta(404, 132_001, "Template name does not exist in the translation");
        };
    }
}
