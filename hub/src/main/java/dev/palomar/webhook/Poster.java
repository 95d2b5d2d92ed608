package dev.palomar.webhook;

import dev.palomar.model.Payload;
import dev.palomar.network.Names;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Makes the calls. One call has 3 seconds to connect and 15 in all, the answer's body included; redirects are not
/// followed, no proxy of the environment is used, and only addresses that [AddressGuard] lets through are called.
final class Poster implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(3);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(15);
    private static final int MOST_CONNECTIONS = 1_024;
    private static final int MOST_TO_ONE_HOST = 512;
    private static final int MOST_OF_ANSWER = 16 << 10;
    private static final int MOST_HEADERS = 64;
    private static final int MOST_HEADERS_READ = 200;
    private static final int LONGEST_LINE = 16 << 10;

    /// Each kept connection has three of these.
    private static final int BUFFER = 8 << 10;

    private static final TimeValue KEPT = TimeValue.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    /// Reads have no limit of their own: a deadline closes the connection, and costs less than a clock for each read.
    private static final RequestConfig PLAIN = RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(WHOLE_CALL))
            .setConnectionKeepAlive(KEPT)
            .setExpectContinueEnabled(false)
            .build();

    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final Deadlines deadlines;
    private final InstantSource clock;
    private final Duration wholeCall;

    Poster(AddressGuard guard, InstantSource clock) {
        this(guard, clock, WHOLE_CALL);
    }

    /// With another time for a call.
    Poster(AddressGuard guard, InstantSource clock, Duration wholeCall) {
        this.wholeCall = wholeCall;
        this.connections = new GuardedConnections(guard)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setBufferSize(BUFFER)
                                .setMaxHeaderCount(MOST_HEADERS_READ)
                                .setMaxLineLength(LONGEST_LINE)
                                .build())
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        this.client = HttpClients.createMinimal(connections);
        this.deadlines = new Deadlines("webhook-deadlines", BETWEEN_LOOKS, () -> connections.closeIdle(KEPT));
        this.clock = clock;
    }

    /// Never throws for what the receiver or the network did.
    Answer post(URI url, Map<String, String> headers, byte[] body) {
        long started = System.nanoTime();
        HttpPost request = new HttpPost(url);
        request.setConfig(PLAIN);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        Deadlines.Run deadline = deadlines.begin(wholeCall, request::abort);
        try (deadline) {
            HttpHost host = HttpHost.create(url);
            return answer(host, request, started);
        } catch (IOException | HttpException | RuntimeException failure) {
            return failure(deadline.late() ? new InterruptedIOException("timeout") : failure, since(started));
        }
    }

    /// A kept connection that the receiver closed in the very moment in which we wrote is no failure of the receiver.
    private Answer answer(HttpHost host, HttpPost request, long started) throws IOException, HttpException {
        try (ClassicHttpResponse response = client.executeOpen(host, request, null)) {
            return read(response, started);
        } catch (NoHttpResponseException closed) {
            try (ClassicHttpResponse response = client.executeOpen(host, request, null)) {
                return read(response, started);
            }
        }
    }

    private Answer read(ClassicHttpResponse response, long started) throws IOException {
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Answer.Response(
                response.getCode(),
                headers(response.getHeaders()),
                body(response.getEntity()),
                retryAfter(retryAfter == null ? null : retryAfter.getValue()),
                since(started));
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.close();
    }

    /// What is longer is not read: its connection is closed.
    private static Payload body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null || entity.getContentLength() == 0) {
            return Payload.EMPTY;
        }
        long said = entity.getContentLength();
        if (said < 0 || said > MOST_OF_ANSWER) {
            return Payload.of(entity.getContent().readNBytes(MOST_OF_ANSWER));
        }
        byte[] whole = new byte[(int) said];
        int read = entity.getContent().readNBytes(whole, 0, whole.length);
        return Payload.of(read == whole.length ? whole : Arrays.copyOf(whole, read));
    }

    private static Map<String, String> headers(Header[] headers) {
        Map<String, String> first = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(headers.length, MOST_HEADERS); i++) {
            String value = headers[i].getValue();
            first.put(headers[i].getName(), value.length() > 500 ? value.substring(0, 500) : value);
        }
        return first;
    }

    /// Seconds or a date (RFC 9110, 10.2.3). What is neither is as if it were not there.
    private Optional<Duration> retryAfter(@Nullable String header) {
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

    private static Answer failure(Exception failure, Duration took) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure) {
            case AddressGuard.ForbiddenAddress forbidden ->
                new Answer.Failure("addressNotAllowed", String.valueOf(forbidden.getMessage()), took);
            case UnknownHostException _ -> new Answer.Failure("unknownHost", detail, took);
            case InterruptedIOException _ -> new Answer.Failure("timeout", detail, took);
            case ConnectException _ -> new Answer.Failure("connectionRefused", detail, took);
            case SSLException _ -> new Answer.Failure("tls", detail, took);
            case NoRouteToHostException _ -> new Answer.Failure("unreachable", detail, took);
            case HttpException _, MessageConstraintException _ -> new Answer.Failure("invalidAnswer", detail, took);
            default -> new Answer.Failure("connectionLost", detail, took);
        };
    }

    /// Sockets come from the guard, which looks at the address that is really connected to.
    private static final class GuardedConnections extends PoolingHttpClientConnectionManagerBuilder {

        private final SocketFactory https;
        private final SocketFactory http;

        GuardedConnections(AddressGuard guard) {
            this.https = guard.sockets(true);
            this.http = guard.sockets(false);
        }

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    new DetachedSocketFactory() {
                        @Override
                        public Socket create(Proxy none) throws IOException {
                            return https.createSocket();
                        }

                        @Override
                        public Socket create(String scheme, Proxy none) throws IOException {
                            return scheme.equalsIgnoreCase("http") ? http.createSocket() : https.createSocket();
                        }
                    },
                    ports,
                    new Patient(),
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register("https", tls)
                            .build());
        }
    }

    /// What the system takes as long as it likes for is not waited for.
    private static final class Patient implements DnsResolver {

        private final Names names = new Names();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return names.addresses(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
