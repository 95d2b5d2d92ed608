package dev.palomar.sandbox.wire;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/// The client for calls that leave the sandbox. Made when it is first needed, because reading the system's
/// certificates takes a good part of the time that the sandbox needs to start.
public final class Http {

    private static final class Client {
        static final OkHttpClient ONLY = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(20, TimeUnit.SECONDS)
                .readTimeout(20, TimeUnit.SECONDS)
                .connectionPool(new ConnectionPool(64, 30, TimeUnit.SECONDS))
                .build();
    }

    private Http() {}

    public static OkHttpClient client() {
        return Client.ONLY;
    }
}
