package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.network.Names;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Calls to Meta's Graph API. Every call is made once: no redirect is followed, nothing is repeated behind the caller's
/// back, because Meta has no way to recognise a message sent twice. HTTP/1.1 only, so that "was it written?" has an
/// answer.
public final class GraphClient implements AutoCloseable {

    private static final long LONGEST_ANSWER = 4L << 20;

    private static final Pattern WORD = Pattern.compile("[a-z_]{2,40}");

    private final GraphSettings settings;
    private final HttpUrl base;
    private final OkHttpClient http;
    private final Names names = new Names();
    private final OkHttpClient files;

    /// Hears of every call to Meta.
    @FunctionalInterface
    public interface Observer {

        /// @param what    the last word of the path, such as `messages`; `object` when it ends with an id
        /// @param status  Meta's, or `none` when there was no answer
        void called(String what, String status, Duration took);
    }

    private volatile Observer observer = (_, _, _) -> {};
    private volatile Spoken.Listener listener = _ -> {};

    public GraphClient(GraphSettings settings) {
        this.settings = settings;
        this.base = HttpUrl.get(settings.base().toString());
        this.http = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .addInterceptor(this::observed)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                .dns(name -> List.of(names.addresses(name)))
                .connectionPool(new ConnectionPool(64, 20, TimeUnit.SECONDS))
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(settings.callTimeout())
                .eventListenerFactory(call -> new Watch(call.request().tag(Progress.class)))
                .build();
        this.files = http.newBuilder().callTimeout(settings.fileTimeout()).build();
    }

    GraphSettings settings() {
        return settings;
    }

    /// `watching` must be quick.
    public void observe(Observer watching) {
        this.observer = watching;
    }

    /// `listening` hears what was said, and must be quick.
    public void listen(Spoken.Listener listening) {
        this.listener = listening;
    }

    private static String what(HttpUrl url) {
        String last = url.pathSegments().getLast();
        return WORD.matcher(last).matches() ? last : "object";
    }

    private Response observed(Interceptor.Chain chain) throws IOException {
        String what = what(chain.request().url());
        long began = System.nanoTime();
        String status = "none";
        try {
            Response response = chain.proceed(chain.request());
            status = Integer.toString(response.code());
            return response;
        } finally {
            observer.called(what, status, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// A file to be sent.
    record Upload(String filename, String mimeType, long bytes, Opening content) {}

    /// Opens a file's content.
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /// Takes a file's content; `length` is -1 when it was not said.
    @FunctionalInterface
    interface Reading {
        void read(InputStream content, long length) throws IOException;
    }

    GraphAnswer get(String path, Map<String, String> query, GraphAccess access) {
        return call(http, request(path, query, access).get());
    }

    GraphAnswer post(String path, ObjectNode body, GraphAccess access) {
        Request.Builder request = request(path, Map.of(), access).post(new Once(JSON, Json.bytes(body)));
        return call(http, request.tag(ObjectNode.class, body));
    }

    GraphAnswer delete(String path, Map<String, String> query, GraphAccess access) {
        return call(http, request(path, query, access).delete());
    }

    /// Sends a file as a whole to an upload that was begun. `upload` is Meta's name of it, which may have a
    /// query of its own. Source: Meta, "Resumable Upload API": another word in front of the token, and where
    /// the file begins.
    GraphAnswer append(String upload, Upload file, GraphAccess access) {
        HttpUrl url = base.resolve("/" + settings.version() + "/" + upload);
        if (url == null) {
            return new GraphAnswer.NotReached("Meta named an upload that is no address");
        }
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("Authorization", "OAuth " + access.token().reveal())
                .tag(GraphAccess.class, access)
                .header("file_offset", "0")
                .header("User-Agent", "Palomar")
                .post(new FileBody(file));
        return call(files, request);
    }

    GraphAnswer upload(String path, Upload file, GraphAccess access) {
        return call(files, request(path, Map.of(), access).post(Form.of(file)));
    }

    /// Fetches a file from an address that Meta named.
    GraphAnswer download(URI address, GraphAccess access, Reading reading) {
        HttpUrl url = HttpUrl.get(address);
        if (url == null || (!url.isHttps() && base.isHttps())) {
            return new GraphAnswer.NotReached("Meta named an address that is not https");
        }
        Request request = new Request.Builder()
                .url(url)
                .tag(GraphAccess.class, access)
                .header("Authorization", "Bearer " + access.token().reveal())
                .header("User-Agent", "Palomar")
                .build();
        long began = System.nanoTime();
        int status = 0;
        try (Response response = files.newCall(request).execute()) {
            status = response.code();
            if (!response.isSuccessful()) {
                told(request, began, status, Optional.empty(), Optional.empty());
                return new GraphAnswer.Strange(status);
            }
            try (InputStream content = response.body().byteStream()) {
                reading.read(content, response.body().contentLength());
            }
            told(request, began, status, Optional.empty(), Optional.empty());
            return new GraphAnswer.Done(Json.object());
        } catch (IOException broken) {
            told(request, began, status, Optional.of(said(broken)), Optional.empty());
            return new GraphAnswer.Cut(said(broken));
        }
    }

    private void told(Request request, long began, int status, Optional<String> broken, Optional<Payload> answer) {
        GraphAccess access = request.tag(GraphAccess.class);
        Optional<CloudAccount> number = access == null ? Optional.empty() : access.number();
        String query = request.url().encodedQuery();
        listener.spoken(new Spoken(
                number.map(CloudAccount::tenant),
                number.map(CloudAccount::device),
                what(request.url()),
                request.method(),
                request.url().encodedPath() + (query == null ? "" : "?" + query),
                status,
                broken,
                Duration.ofNanos(System.nanoTime() - began),
                Optional.ofNullable(request.tag(ObjectNode.class)),
                answer));
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Request.Builder request(String path, Map<String, String> query, GraphAccess access) {
        HttpUrl.Builder url =
                base.newBuilder().addPathSegment(settings.version()).addPathSegments(path);
        query.forEach(url::addQueryParameter);
        access.proof().ifPresent(proof -> url.addQueryParameter("appsecret_proof", proof));
        return new Request.Builder()
                .url(url.build())
                .tag(GraphAccess.class, access)
                .header("Authorization", "Bearer " + access.token().reveal())
                .header("User-Agent", "Palomar")
                .header("Accept", "application/json");
    }

    private GraphAnswer call(OkHttpClient client, Request.Builder prepared) {
        Progress progress = new Progress();
        Request request = prepared.tag(Progress.class, progress).build();
        long began = System.nanoTime();
        try (Response response = client.newCall(request).execute()) {
            byte[] body = response.peekBody(LONGEST_ANSWER).bytes();
            told(request, began, response.code(), Optional.empty(), Optional.of(Payload.of(body)));
            return read(response, body);
        } catch (IOException broken) {
            told(request, began, 0, Optional.of(said(broken)), Optional.empty());
            return progress.written ? new GraphAnswer.Cut(said(broken)) : new GraphAnswer.NotReached(said(broken));
        }
    }

    private static GraphAnswer read(Response response, byte[] body) {
        Optional<ObjectNode> json = json(body);
        // Meta's error stands where it likes, with whatever status
        Optional<ObjectNode> error = json.flatMap(answer -> Json.child(answer, "error"));
        if (error.isPresent()) {
            return new GraphAnswer.Refused(response.code(), error.get(), RetryAfter.read(response));
        }
        return response.isSuccessful() && json.isPresent()
                ? new GraphAnswer.Done(json.get())
                : new GraphAnswer.Strange(response.code());
    }

    private static Optional<ObjectNode> json(byte[] body) {
        try {
            return Json.read(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static String said(IOException broken) {
        String message = broken.getMessage();
        return broken.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static final MediaType JSON = MediaType.get("application/json");

    /// How far a call came.
    private static final class Progress {
        private volatile boolean written;
    }

    private static final class Watch extends EventListener {

        private final @org.jspecify.annotations.Nullable Progress progress;

        Watch(@org.jspecify.annotations.Nullable Progress progress) {
            this.progress = progress;
        }

        @Override
        public void requestHeadersStart(Call call) {
            if (progress != null) {
                progress.written = true;
            }
        }
    }

    /// A body that is written once and never again.
    static final class Once extends RequestBody {

        private final MediaType type;
        private final byte[] bytes;

        Once(MediaType type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }

    /// A file as it is read, never as a whole in memory.
    static final class FileBody extends RequestBody {

        private final Upload file;

        FileBody(Upload file) {
            this.file = file;
        }

        @Override
        public @org.jspecify.annotations.Nullable MediaType contentType() {
            return MediaType.parse(file.mimeType());
        }

        @Override
        public long contentLength() {
            return file.bytes();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (InputStream content = file.content().open()) {
                sink.writeAll(Okio.source(content));
            }
        }
    }
}
