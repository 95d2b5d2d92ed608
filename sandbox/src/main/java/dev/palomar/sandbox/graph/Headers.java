package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The headers that the real service sends along.
final class Headers {

    private Headers() {}

    static Answer add(Network network, Request request, Answer answer) {
        Map<String, String> headers = usual(network, request.version());
        Optional<String> account = network.number(request.path().getFirst())
                .map(number -> number.account().id())
                .or(() -> network.account(request.path().getFirst()).map(known -> known.id()));
        account.ifPresent(id -> headers.put(
                "x-business-use-case-usage",
                "{\"" + id + "\":[{\"type\":\"whatsapp\",\"call_count\":1,\"total_cputime\":1,\"total_time\":1,"
                        + "\"estimated_time_to_regain_access\":0}]}"));
        return answer.with(headers);
    }

    static Answer refusal(Network network, Call call, String version, GraphError refused) {
        synchronized (network) {
            Map<String, String> headers = usual(network, version);
            String message = refused.getMessage() == null ? "" : refused.getMessage();
            headers.put(
                    "www-authenticate",
                    "OAuth \"Facebook Platform\" \"invalid_request\" \""
                            + message.replaceAll("[^\\x20-\\x7e]", "?").replace('"', '\'') + "\"");
            return Answer.json(refused.http(), refused.json(network.ids().traceId()))
                    .with(headers);
        }
    }

    private static Map<String, String> usual(Network network, String version) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("facebook-api-version", version);
        headers.put("x-fb-request-id", network.ids().traceId());
        headers.put("x-fb-trace-id", network.ids().alphanumeric(11));
        headers.put("x-fb-rev", "1030000000");
        headers.put("x-fb-debug", network.ids().alphanumeric(86) + "==");
        headers.put("x-app-usage", "{\"call_count\":0,\"total_cputime\":0,\"total_time\":0}");
        headers.put("access-control-allow-origin", "*");
        headers.put("cache-control", "private, no-cache, no-store, must-revalidate");
        headers.put("pragma", "no-cache");
        headers.put("expires", "Sat, 01 Jan 2000 00:00:00 GMT");
        headers.put("strict-transport-security", "max-age=15552000; preload");
        return headers;
    }
}
