package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Resumable uploads, from which profile pictures and the examples of media templates get their handles.
///
/// Facts: Meta, "Resumable Upload API".
final class Uploads {

    private record Upload(App app, long length, long received) {}

    private final Network network;
    private final Map<String, Upload> open = new HashMap<>();

    Uploads(Network network) {
        this.network = network;
    }

    JsonNode start(Request request, App app) {
        String length = request.required("file_length");
        if (!length.matches("\\d{1,12}")) {
            throw GraphError.parameter("Param file_length must be an integer.");
        }
        request.required("file_type");
        String id = "upload:" + network.ids().alphanumeric(64);
        open.put(id, new Upload(app, Long.parseLong(length), 0));
        return Json.object().put("id", id);
    }

    /// More bytes of an upload; the answer to the last ones is the handle.
    JsonNode send(Request request, String id) {
        Upload upload = find(request, id);
        String offset = request.call().header("file_offset");
        if (!offset.equals(Long.toString(upload.received()))) {
            throw GraphError.parameter("file_offset must be " + upload.received());
        }
        long received = upload.received() + request.call().body().size();
        open.put(id, new Upload(upload.app(), upload.length(), received));
        if (received < upload.length()) {
            return state(request, id);
        }
        return Json.object().put("h", "4::" + network.ids().alphanumeric(120));
    }

    JsonNode state(Request request, String id) {
        return Json.object().put("id", id).put("file_offset", find(request, id).received());
    }

    private Upload find(Request request, String id) {
        Upload upload = open.get(id);
        if (upload == null || !request.isFor(upload.app())) {
            throw GraphError.unknownObject(request.method(), id);
        }
        return upload;
    }
}
