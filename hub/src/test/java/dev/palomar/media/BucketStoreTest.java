package dev.palomar.media;

import dev.palomar.testing.Bucket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class BucketStoreTest implements MediaStoreContract {

    private static Bucket bucket;

    @TempDir
    private Path aside;

    private BucketStore store;

    @BeforeAll
    static void start() {
        bucket = new Bucket();
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    @BeforeEach
    void open() throws IOException {
        store = new BucketStore(bucket.settings("palomar/"), aside);
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
