package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Cursor paging: `limit`, `after`, `before` in; `paging.cursors`, `next`, `previous` out.
final class Paging {

    private static final int USUAL = 25;
    private static final int MOST = 1_000;

    private Paging() {}

    /// The asked-for page of `rows`; an empty one carries no `paging`.
    static ObjectNode page(Request request, List<? extends JsonNode> rows) {
        int limit = limit(request);
        int from = 0;
        int to = rows.size();
        if (request.has("before")) {
            to = Math.min(position(request.text("before")), rows.size());
            from = Math.max(0, to - limit);
        } else {
            if (request.has("after")) {
                from = Math.min(position(request.text("after")) + 1, rows.size());
            }
            to = Math.min(from + limit, rows.size());
        }
        List<? extends JsonNode> page = rows.subList(from, Math.max(from, to));
        ObjectNode answer = Json.list(page);
        if (!page.isEmpty()) {
            ObjectNode paging = answer.putObject("paging");
            paging.putObject("cursors").put("before", cursor(from)).put("after", cursor(to - 1));
            if (to < rows.size()) {
                paging.put("next", url(request, "after", cursor(to - 1)));
            }
            if (from > 0) {
                paging.put("previous", url(request, "before", cursor(from)));
            }
        }
        return answer;
    }

    private static int limit(Request request) {
        if (!request.has("limit")) {
            return USUAL;
        }
        try {
            return Math.clamp(Integer.parseInt(request.text("limit")), 1, MOST);
        } catch (NumberFormatException notNumber) {
            throw GraphError.parameter("Param limit must be an integer.");
        }
    }

    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("c:" + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int position(String cursor) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (plain.startsWith("c:")) {
                return Integer.parseInt(plain.substring(2));
            }
        } catch (IllegalArgumentException notOurs) {
            // told below, like every other cursor that was not given out here
        }
        throw GraphError.of(131059, "The paging cursor is not valid.");
    }

    private static String url(Request request, String direction, String cursor) {
        Map<String, String> query = new LinkedHashMap<>(request.call().query());
        query.remove("after");
        query.remove("before");
        query.put(direction, cursor);
        String path = request.path().stream().collect(Collectors.joining("/"));
        return request.call().base() + "/" + request.version() + "/" + path + "?"
                + query.entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
