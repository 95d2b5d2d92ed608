package dev.palomar.api.http;

import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a call is answered with.
public sealed interface Answer {

    String JSON = "application/json";
    /// As much of a body in pieces goes to the caller's line at once, in bytes.
    int GATHERED = 64 * 1024;

    int status();

    String contentType();

    Map<String, String> headers();

    /// The same answer with one more header.
    Answer with(String name, String value);

    /// A body that is there as a whole. An empty content type means that there is none.
    record Whole(int status, String contentType, Payload body, Map<String, String> headers) implements Answer {
        @Override
        public Answer with(String name, String value) {
            return new Whole(status, contentType, body, plus(headers, name, value));
        }
    }

    /// A body that is written bit by bit: a file, or a stream of events. `bytes` is its length where that is known.
    record Streamed(int status, String contentType, Optional<Long> bytes, Writer writer, Map<String, String> headers)
            implements Answer {
        @Override
        public Answer with(String name, String value) {
            return new Streamed(status, contentType, bytes, writer, plus(headers, name, value));
        }
    }

    /// Writes a body. What was flushed has left for the caller. An [IOException] of `out` means that the caller is
    /// gone; let it through.
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;

        /// Nobody wants the body, as with `HEAD`: gives back what is held for it.
        default void unwanted() throws IOException {}
    }

    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    static Answer created(JsonNode body) {
        return json(201, body);
    }

    static Answer accepted(JsonNode body) {
        return json(202, body);
    }

    static Answer json(int status, JsonNode body) {
        return new Whole(status, JSON, Payload.of(Json.bytes(body)), Map.of());
    }

    /// 204: done, and there is nothing to say.
    static Answer none() {
        return new Whole(204, "", Payload.EMPTY, Map.of());
    }

    static Answer of(int status, String contentType, Payload body) {
        return new Whole(status, contentType, body, Map.of());
    }

    static Answer text(String body) {
        return of(200, "text/plain; charset=utf-8", Payload.of(body));
    }

    /// A file of known length.
    static Answer file(String contentType, long bytes, Writer writer) {
        return new Streamed(200, contentType, Optional.of(bytes), writer, Map.of());
    }

    /// Pieces that follow each other, for a body so large that no array should hold it: Java's collector takes arrays
    /// of half a megabyte and more as a reason to look through all of its memory.
    static Answer pieces(String contentType, List<byte[]> pieces) {
        long bytes = pieces.stream().mapToLong(piece -> piece.length).sum();
        return file(contentType, bytes, out -> {
            BufferedOutputStream gathered = new BufferedOutputStream(out, GATHERED);
            for (byte[] piece : pieces) {
                gathered.write(piece);
            }
            gathered.flush();
        });
    }

    /// A part of a file, from `first` on.
    static Answer part(String contentType, long first, long bytes, long all, Writer writer) {
        return new Streamed(
                206,
                contentType,
                Optional.of(bytes),
                writer,
                Map.of("Content-Range", "bytes " + first + "-" + (first + bytes - 1) + "/" + all));
    }

    /// The file of `all` bytes has no such part.
    static Answer noSuchPart(Call call, long all) {
        return Problem.of(416, "range-not-satisfiable", "The file has " + all + " bytes.")
                .answer(call.requestId())
                .with("Content-Range", "bytes */" + all);
    }

    /// Server-sent events: never buffered or cached on the way.
    static Answer events(Writer writer) {
        return new Streamed(
                200,
                "text/event-stream",
                Optional.empty(),
                writer,
                Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"));
    }

    /// A problem that carries members of somebody else's contract besides its own.
    static Answer problem(Call call, Rejection rejection, Map<String, String> members) {
        Problem problem = Problem.of(rejection);
        ObjectNode body = problem.json(call.requestId());
        members.forEach(body::put);
        return new Whole(problem.status(), Problem.CONTENT_TYPE, Payload.of(Json.bytes(body)), problem.headers());
    }

    /// A page of a list whose cursor is an id.
    static <T> Answer page(Page<T> page, Function<T, ? extends JsonNode> item) {
        ArrayNode data = Json.array();
        page.items().forEach(one -> data.add(item.apply(one)));
        return list(data, page.next().map(next -> Cursor.of(next.toString())));
    }

    /// A page of a list.
    static Answer list(ArrayNode data, Optional<String> nextCursor) {
        ObjectNode body = Json.object();
        body.set("data", data);
        body.put("nextCursor", nextCursor.orElse(null));
        return ok(body);
    }

    private static Map<String, String> plus(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return more;
    }
}
