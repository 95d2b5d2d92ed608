package dev.palomar.api.http;

import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Everything around a request that is the same for all: its id, the headers of its answer, its line in the access
/// log, its figures. The log holds ids and path templates, never bodies, query values or credentials.
final class Desk {

    private static final Logger ACCESS = LoggerFactory.getLogger("dev.palomar.access");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String MDC_ID = "requestId";
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /// What is counted together.
    private record Kind(String method, String template, int status) {}

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final Paths paths;
    private final Pipeline pipeline;
    private final Cors cors;
    private final MeterRegistry meters;
    private final Supplier<UUID> ids;
    private final boolean https;

    Desk(ServerSettings settings, Server.Parts parts, Paths paths) {
        this.paths = paths;
        this.pipeline = new Pipeline(
                paths,
                parts.gate(),
                parts.limits(),
                new Repetition(parts.idempotency()),
                settings.uploads(),
                parts.pages());
        this.cors = new Cors(settings.corsOrigins());
        this.meters = parts.meters();
        this.ids = parts.ids();
        this.https = settings.https();
    }

    Outgoing serve(Incoming incoming) {
        Exchange exchange = exchange(incoming);
        try (MDC.MDCCloseable _ = MDC.putCloseable(MDC_ID, exchange.requestId)) {
            if (incoming.method().equals("OPTIONS")) {
                return preflight(exchange);
            }
            return outgoing(exchange, pipeline.answer(exchange));
        }
    }

    /// As [#serve], when the answer is clear beforehand.
    Outgoing refuse(Incoming incoming, Rejection rejection) {
        Exchange exchange = exchange(incoming);
        return closing(outgoing(exchange, paths.tell(Problem.of(rejection), incoming.path(), exchange.requestId)));
    }

    /// For what is not even a request.
    Outgoing unreadable(int status) {
        Problem problem = status == 413
                ? Problem.of(413, "too-large", "The request is too large.")
                : Problem.of(status, "malformed-body", "This is not a request that can be read.");
        String id = fresh();
        Map<String, String> headers = headers(id);
        headers.put("Content-Type", Problem.CONTENT_TYPE);
        return new Outgoing(problem.answer(id), headers, false, true, () -> {});
    }

    private Exchange exchange(Incoming incoming) {
        String id = incoming.header("X-Request-Id")
                .filter(text -> REQUEST_ID.matcher(text).matches())
                .orElseGet(this::fresh);
        return new Exchange(incoming, id, System.nanoTime());
    }

    private Outgoing preflight(Exchange exchange) {
        String methods = "GET, POST, PUT, PATCH, DELETE";
        Outgoing plain = outgoing(exchange, Answer.none().with("Allow", methods));
        plain.headers().putAll(cors.preflight(exchange.incoming, methods));
        return plain;
    }

    private Outgoing outgoing(Exchange exchange, Answer answer) {
        Map<String, String> headers = headers(exchange.requestId);
        exchange.count.ifPresent(count -> {
            headers.put("RateLimit", count.stateField());
            headers.put("RateLimit-Policy", count.policyField());
        });
        headers.putAll(cors.headers(exchange.incoming));
        if (!answer.contentType().isEmpty()) {
            headers.put("Content-Type", answer.contentType());
        }
        headers.putAll(answer.headers());
        boolean unread = exchange.bodyLeft && !drained(exchange.incoming);
        boolean withoutBody = exchange.incoming.method().equals("HEAD");
        return new Outgoing(answer, headers, withoutBody, unread, () -> note(exchange, answer.status()));
    }

    /// Whoever waits to be asked for the body has not sent it.
    private static boolean drained(Incoming incoming) {
        return incoming.header("Expect").isEmpty()
                && Body.drained(incoming.body().get());
    }

    private static Outgoing closing(Outgoing outgoing) {
        return new Outgoing(outgoing.answer(), outgoing.headers(), outgoing.withoutBody(), true, outgoing.written());
    }

    private Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", requestId);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Content-Security-Policy", API_POLICY);
        headers.put("Cache-Control", "no-store");
        if (https) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        return headers;
    }

    private void note(Exchange exchange, int status) {
        Duration took = Duration.ofNanos(System.nanoTime() - exchange.startedNanos);
        String method =
                Method.read(exchange.incoming.method()).map(Method::name).orElse("OTHER");
        timers.computeIfAbsent(new Kind(method, exchange.template, status), this::timer)
                .record(took);
        ACCESS.atInfo()
                .addKeyValue("method", exchange.incoming.method())
                .addKeyValue("path", exchange.template)
                .addKeyValue("status", status)
                .addKeyValue("ms", took.toMillis())
                .addKeyValue("requestId", exchange.requestId)
                .addKeyValue("tenant", exchange.tenant.map(TenantId::text).orElse("-"))
                .addKeyValue("caller", exchange.caller.label())
                .log("request");
    }

    private Timer timer(Kind kind) {
        return Timer.builder("palomar.http.requests")
                .tag("method", kind.method())
                .tag("path", kind.template())
                .tag("status", Integer.toString(kind.status()))
                .register(meters);
    }

    private String fresh() {
        return ids.get().toString().replace("-", "");
    }
}
