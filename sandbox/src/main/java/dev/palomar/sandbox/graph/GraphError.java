package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.MetaError;
import dev.palomar.sandbox.wire.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A refusal in the shape of Meta's error object.
public final class GraphError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int http;
    private final transient ObjectNode error;

    private GraphError(int http, ObjectNode error) {
        super(Json.text(error, "message"));
        this.http = http;
        this.error = error;
    }

    /// A code of the WhatsApp platform with the sentence that explains it.
    public static GraphError of(int code, String details) {
        MetaError meta = MetaError.of(code);
        ObjectNode error = body("(#" + code + ") " + meta.title(), "OAuthException", code);
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        return new GraphError(meta.http(), error);
    }

    /// `(#100) …`: a parameter that is missing, misspelled or not allowed.
    public static GraphError parameter(String message) {
        return new GraphError(400, body("(#100) " + message, "OAuthException", 100));
    }

    /// An error of the Graph itself, which has no `error_data`.
    public static GraphError plain(int http, int code, Optional<Integer> subcode, String message) {
        ObjectNode error = body(message, "OAuthException", code);
        subcode.ifPresent(number -> error.put("error_subcode", number));
        return new GraphError(http, error);
    }

    /// Unknown, or somebody else's: Meta does not say which.
    public static GraphError unknownObject(String method, String id) {
        String verb = method.equals("GET") ? "get" : method.equals("DELETE") ? "delete" : "post";
        ObjectNode error = body(
                "Unsupported " + verb + " request. Object with ID '" + id + "' does not exist, cannot be loaded due to"
                        + " missing permissions, or does not support this operation. Please read the Graph API"
                        + " documentation at https://developers.facebook.com/docs/graph-api",
                "GraphMethodException",
                100);
        error.put("error_subcode", 33);
        return new GraphError(400, error);
    }

    /// The same refusal with a title and a sentence for people.
    public GraphError told(int subcode, String title, String message) {
        ObjectNode more = error.deepCopy();
        more.put("error_subcode", subcode).put("error_user_title", title).put("error_user_msg", message);
        return new GraphError(http, more);
    }

    /// The same refusal under another HTTP status.
    public GraphError status(int status) {
        return new GraphError(status, error);
    }

    int http() {
        return http;
    }

    ObjectNode json(String traceId) {
        ObjectNode body = Json.object();
        body.putObject("error").setAll(error).put("fbtrace_id", traceId);
        return body;
    }

    private static ObjectNode body(String message, String type, int code) {
        return Json.object().put("message", message).put("type", type).put("code", code);
    }
}
