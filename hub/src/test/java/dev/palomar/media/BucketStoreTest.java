package dev.palomar.media;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import dev.palomar.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class BucketStoreTest implements MediaStoreContract {

    private static LocalS3 server;

    @TempDir
    private Path aside;

    private BucketStore store;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
        server.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/media"))
                            .PUT(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    @AfterAll
    static void stop() {
        server.shutdown();
    }

    @BeforeEach
    void open() throws IOException {
        store = new BucketStore(
                new BucketStore.Settings(
                        "media",
                        "us-east-1",
                        Optional.of(URI.create("http://127.0.0.1:" + server.getPort())),
                        true,
                        "palomar/",
                        "key",
                        new Secret("secret")),
                aside);
        store.delete(KEY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public MediaStore store() {
        return store;
    }
}
