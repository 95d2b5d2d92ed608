package dev.palomar.testing;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import dev.palomar.media.BucketStore;
import dev.palomar.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A bucket of an S3 that runs in this process.
public final class Bucket implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    private final LocalS3 server =
            LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
    private final HttpClient http = HttpClient.newHttpClient();

    public Bucket() {
        server.start();
        call("PUT", "");
    }

    public BucketStore.Settings settings(String prefix) {
        return new BucketStore.Settings(
                "media", "us-east-1", Optional.of(endpoint()), true, prefix, "key", new Secret("secret"));
    }

    /// As a hub in a process of its own is told of it.
    public Map<String, String> environment() {
        return Map.of(
                "PALOMAR_MEDIA", "s3",
                "PALOMAR_S3_BUCKET", "media",
                "PALOMAR_S3_ENDPOINT", endpoint().toString(),
                "PALOMAR_S3_ACCESS_KEY", "key",
                "PALOMAR_S3_SECRET_KEY", "secret");
    }

    /// Of all that is in it.
    public List<String> keys() {
        return KEY.matcher(call("GET", "?list-type=2"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    private String call(String method, String query) {
        try {
            return http.send(
                            HttpRequest.newBuilder(endpoint().resolve("/media" + query))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
        server.shutdown();
    }
}
