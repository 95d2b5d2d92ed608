package dev.palomar.webhook;

import dev.palomar.model.Payload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/// Makes the calls. One call has 3 seconds to connect and 15 in all, the answer's body included; redirects are not
/// followed, no proxy of the environment is used, and only addresses that [AddressGuard] lets through are called.
final class Poster implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(15);
    private static final int MOST_OF_ANSWER = 16 << 10;
    private static final int MOST_HEADERS = 64;
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient https;
    private final OkHttpClient http;
    private final InstantSource clock;

    Poster(AddressGuard guard, InstantSource clock) {
        OkHttpClient shared = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(512, 1, TimeUnit.MINUTES))
                .connectTimeout(CONNECT)
                .callTimeout(WHOLE_CALL)
                .readTimeout(WHOLE_CALL)
                .writeTimeout(WHOLE_CALL)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .build();
        this.https = shared.newBuilder().socketFactory(guard.sockets(true)).build();
        this.http = shared.newBuilder().socketFactory(guard.sockets(false)).build();
        this.clock = clock;
    }

    /// Never throws for what the receiver or the network did.
    Answer post(URI url, Map<String, String> headers, byte[] body) {
        long started = System.nanoTime();
        try {
            Request.Builder request = new Request.Builder().url(url.toURL()).post(RequestBody.create(body, JSON));
            headers.forEach(request::header);
            OkHttpClient client = "https".equalsIgnoreCase(url.getScheme()) ? https : http;
            try (Response response = client.newCall(request.build()).execute()) {
                return new Answer.Response(
                        response.code(),
                        headers(response.headers()),
                        body(response),
                        retryAfter(response.header("Retry-After")),
                        since(started));
            }
        } catch (IOException failure) {
            return failure(failure, since(started));
        } catch (RuntimeException malformed) {
            return new Answer.Failure("connectionLost", String.valueOf(malformed.getMessage()), since(started));
        }
    }

    @Override
    public void close() {
        https.connectionPool().evictAll();
    }

    private static Payload body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MOST_OF_ANSWER)) {
            return Payload.of(source.getBuffer().readByteArray(MOST_OF_ANSWER));
        }
        return Payload.of(source.readByteArray());
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> first = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(headers.size(), MOST_HEADERS); i++) {
            String value = headers.value(i);
            first.put(headers.name(i), value.length() > 500 ? value.substring(0, 500) : value);
        }
        return first;
    }

    /// Seconds or a date (RFC 9110, 10.2.3). What is neither is as if it were not there.
    private Optional<Duration> retryAfter(@org.jspecify.annotations.Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            if (header.chars().allMatch(Character::isDigit) && header.length() < 10) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
            }
            Instant at = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), at);
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Answer failure(IOException failure, Duration took) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case AddressGuard.ForbiddenAddress forbidden ->
                new Answer.Failure("addressNotAllowed", String.valueOf(forbidden.getMessage()), took);
            case UnknownHostException _ -> new Answer.Failure("unknownHost", detail, took);
            case InterruptedIOException _ -> new Answer.Failure("timeout", detail, took);
            case ConnectException _ -> new Answer.Failure("connectionRefused", detail, took);
            case SSLException _ -> new Answer.Failure("tls", detail, took);
            case NoRouteToHostException _ -> new Answer.Failure("unreachable", detail, took);
            case ProtocolException _ -> new Answer.Failure("invalidAnswer", detail, took);
            default -> new Answer.Failure("connectionLost", detail, took);
        };
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
