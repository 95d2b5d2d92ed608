package dev.palomar.api.http;

import dev.palomar.api.auth.Access;
import dev.palomar.api.auth.Admission;
import dev.palomar.api.auth.Caller;
import dev.palomar.api.auth.Credentials;
import dev.palomar.api.auth.Gate;
import dev.palomar.database.Outage;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.tenant.TenantLimits;
import dev.palomar.tenant.Tenants;
import dev.palomar.tenant.limit.Limits;
import dev.palomar.transport.Errand;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every request: find the route, find out who calls, count, admit, take the body in, ask the handler,
/// and turn whatever is thrown into a problem.
final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final int STRANGERS_PER_MINUTE = 120;
    private static final int SMALL = 64 << 10;
    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration UPLOAD = Duration.ofMinutes(15);

    private final Paths paths;
    private final Gate gate;
    private final Limits limits;
    private final Repetition repetition;
    private final Path uploads;
    private final Optional<Handler> pages;

    /// `pages` answers what no route does, such as the panel's files.
    Pipeline(Paths paths, Gate gate, Limits limits, Repetition repetition, Path uploads, Optional<Handler> pages) {
        this.paths = paths;
        this.gate = gate;
        this.limits = limits;
        this.repetition = repetition;
        this.uploads = uploads;
        this.pages = pages;
    }

    Answer answer(Exchange exchange) {
        try {
            return routed(exchange);
        } catch (Rejection rejection) {
            return tell(exchange, Problem.of(rejection));
        } catch (Refusal refusal) {
            return tell(exchange, refusal.problem());
        } catch (RuntimeException | Error defect) {
            if (Outage.isBehind(defect)) {
                LOG.atWarn()
                        .addKeyValue("path", exchange.template)
                        .setCause(defect)
                        .log("the database is away");
                return tell(
                        exchange,
                        Problem.of(new Rejection.Unavailable("The hub's database does not answer. Try again.")));
            }
            LOG.atError()
                    .setCause(defect)
                    .addKeyValue("path", exchange.template)
                    .log("a request failed");
            return tell(exchange, Problem.defect());
        }
    }

    private Answer tell(Exchange exchange, Problem problem) {
        return paths.tell(problem, exchange.incoming.path(), exchange.requestId);
    }

    private Answer routed(Exchange exchange) {
        Incoming incoming = exchange.incoming;
        Optional<Method> method = Method.read(incoming.method());
        Paths.Led led = paths.find(method.orElse(Method.GET), incoming.path(), incoming.query());
        return switch (led.found()) {
            case Router.Found.Match match when method.isPresent() -> matched(exchange, match);
            case Router.Found.Match match ->
                throw otherMethods(match.route().method().name());
            case Router.Found.OtherMethods other ->
                throw otherMethods(other.allowed().stream().map(Method::name).collect(Collectors.joining(", ")));
            case Router.Found.Nothing _
            when led.dialect().isPresent() ->
                throw new Refusal(Problem.of(404, "unknown-path", "There is nothing at this path."));
            case Router.Found.Nothing _ -> page(exchange, method);
        };
    }

    private Answer page(Exchange exchange, Optional<Method> method) {
        if (pages.isEmpty() || method.isEmpty() || method.get() != Method.GET) {
            throw new Refusal(Problem.noSuchPath());
        }
        exchange.template = "/*";
        Route route = Route.get("/*", Access.everybody(), pages.get());
        Admission anybody = gate.admit(new Caller.Anybody(), credentials(exchange.incoming), route.access());
        return pages.get().handle(call(exchange, route, anybody));
    }

    private static Call call(Exchange exchange, Route route, Admission admission) {
        return new Call(
                exchange.incoming,
                new Call.Facts(
                        route,
                        java.util.Map.of(),
                        admission,
                        exchange.requestId,
                        Payload.EMPTY,
                        Optional.empty(),
                        Optional.empty()));
    }

    private Answer matched(Exchange exchange, Router.Found.Match match) {
        Route route = match.route();
        Incoming incoming = exchange.incoming;
        exchange.template = route.path();
        Credentials credentials = credentials(incoming);
        exchange.caller = gate.identify(credentials, route.access());
        count(exchange, credentials, route.access());
        Admission admission = gate.admit(exchange.caller, credentials, route.access());
        exchange.admitted(admission);
        if (route.intake().upload()) {
            return uploaded(exchange, match, admission);
        }
        Payload body = body(exchange, route.intake().mostBytes());
        return carryOut(exchange, match, admission, body, Optional.empty());
    }

    private Answer uploaded(Exchange exchange, Router.Found.Match match, Admission admission) {
        Upload upload = upload(exchange, match.route().intake().mostBytes());
        try {
            return carryOut(exchange, match, admission, Payload.EMPTY, Optional.of(upload));
        } finally {
            upload.file().map(Upload.File::path).ifPresent(Pipeline::delete);
        }
    }

    private Answer carryOut(
            Exchange exchange, Router.Found.Match match, Admission admission, Payload body, Optional<Upload> upload) {
        Route route = match.route();
        if (!route.intake().idempotent()) {
            return handle(route, call(exchange, match, admission, body, upload, Optional.empty()));
        }
        byte[] sent = upload.map(file -> file.digest().getBytes(StandardCharsets.US_ASCII))
                .orElse(body.bytes());
        return repetition.once(
                exchange.incoming,
                admission,
                sent,
                ticket -> handle(route, call(exchange, match, admission, body, upload, ticket)));
    }

    /// What it asks of WhatsApp is noted under its request id.
    private static Answer handle(Route route, Call call) {
        return Errand.request(call.maybeTenant(), call.requestId())
                .call(() -> route.handler().handle(call));
    }

    private static Call call(
            Exchange exchange,
            Router.Found.Match match,
            Admission admission,
            Payload body,
            Optional<Upload> upload,
            Optional<dev.palomar.tenant.limit.Idempotency.Ticket> ticket) {
        return new Call(
                exchange.incoming,
                new Call.Facts(match.route(), match.variables(), admission, exchange.requestId, body, upload, ticket));
    }

    private void count(Exchange exchange, Credentials credentials, Access access) {
        Caller caller = exchange.caller;
        Optional<Limits.Count> count = switch (access) {
            case Access.Everybody(boolean limited) ->
                limited
                        ? Optional.of(limits.count("address/" + exchange.incoming.address(), STRANGERS_PER_MINUTE))
                        : Optional.empty();
            case Access.Persons _,
                    Access.Platform _,
                    Access.OfTenant _,
                    Access.OfTenantWithOneOf _,
                    Access.OfTenantOrSigned _ -> Optional.of(countOf(caller, credentials, exchange.incoming.address()));
        };
        exchange.count = count;
        count.filter(counted -> !counted.allowed()).ifPresent(counted -> {
            throw new Rejection.TooMany(
                    "rate-limited",
                    "More than " + counted.quota() + " requests a minute. Wait and try again.",
                    counted.resetIn());
        });
    }

    private Limits.Count countOf(Caller caller, Credentials credentials, String address) {
        if (caller instanceof Caller.Anybody) {
            return limits.count("address/" + address, TenantLimits.REQUESTS_PER_MINUTE);
        }
        Optional<Tenants.Standing> tenant = gate.limitedBy(caller, credentials);
        return tenant.map(standing -> limits.count(standing.id(), caller.label(), standing.requestsPerMinute()))
                .orElseGet(() -> limits.count(caller.label(), TenantLimits.REQUESTS_PER_MINUTE));
    }

    private static Payload body(Exchange exchange, long most) {
        Incoming incoming = exchange.incoming;
        if (!incoming.hasBody()) {
            return Payload.EMPTY;
        }
        mustFit(incoming, most);
        try (InputStream in = new Body(incoming.body().get(), most, QUICK)) {
            byte[] bytes = whole(in, incoming.length());
            exchange.bodyLeft = false;
            return Payload.of(bytes);
        } catch (IOException gone) {
            throw new Rejection.Malformed("The body ended before it was complete.");
        }
    }

    /// What is announced is believed as far as a small body goes: most are, and take no more memory than they need.
    private static byte[] whole(InputStream in, Optional<Long> announced) throws IOException {
        if (announced.isEmpty() || announced.get() > SMALL) {
            return in.readAllBytes();
        }
        byte[] bytes = new byte[announced.get().intValue()];
        // The server sees that a body was read when it was read to its end.
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() >= 0) {
            throw new EOFException();
        }
        return bytes;
    }

    private Upload upload(Exchange exchange, long most) {
        Incoming incoming = exchange.incoming;
        String boundary = incoming.header("Content-Type")
                .flatMap(Multipart::boundary)
                .orElseThrow(() -> Call.unsupported("multipart/form-data"));
        mustFit(incoming, most);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InputStream in = new DigestInputStream(new Body(incoming.body().get(), most, UPLOAD), digest);
            Upload upload = Multipart.read(in, boundary, uploads);
            exchange.bodyLeft = false;
            return new Upload(upload.fields(), upload.file(), HexFormat.of().formatHex(digest.digest()));
        } catch (IOException gone) {
            throw new Rejection.Malformed("The body ended before it was complete.");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void mustFit(Incoming incoming, long most) {
        if (incoming.length().orElse(0L) > most) {
            throw Body.tooLarge(most);
        }
    }

    private static Credentials credentials(Incoming incoming) {
        return new Credentials(
                incoming.header("Authorization"),
                incoming.header("X-Api-Key"),
                Stream.of("X-Tenant-Id", "X-Empresa-Id")
                        .flatMap(name -> incoming.headers().apply(name).stream())
                        .map(String::strip)
                        .toList());
    }

    private static Refusal otherMethods(String allowed) {
        Problem problem = Problem.of(405, "method-not-allowed", "This path has " + allowed + ".");
        return new Refusal(new Problem(
                problem.status(),
                problem.code(),
                problem.detail(),
                problem.faults(),
                java.util.Map.of("Allow", allowed)));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("an upload could not be deleted");
        }
    }
}
