package dev.palomar.app;

import dev.palomar.network.Names;
import dev.palomar.transport.web.Shelf;
import dev.palomar.webhook.AddressGuard;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// Fetches files that somebody names by a link, for numbers whose WhatsApp does not fetch them itself. Only from
/// addresses that webhooks may be sent to.
final class LinkedFiles {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofMinutes(2);
    private static final long LARGEST = 100L << 20;

    private final OkHttpClient https;
    private final OkHttpClient http;
    private final Names names = new Names();

    LinkedFiles(AddressGuard guard) {
        OkHttpClient plain = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .dns(name -> List.of(names.addresses(name)))
                .connectTimeout(CONNECT)
                .callTimeout(WHOLE)
                .followSslRedirects(false)
                .build();
        this.https = plain.newBuilder().socketFactory(guard.sockets(true)).build();
        this.http = plain.newBuilder().socketFactory(guard.sockets(false)).build();
    }

    Shelf.Item fetch(URI link) throws IOException {
        String scheme = String.valueOf(link.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IOException("the link is none of the web");
        }
        OkHttpClient client = scheme.equals("https") ? https : http;
        Response answer = client.newCall(
                        new Request.Builder().url(link.toString()).build())
                .execute();
        if (!answer.isSuccessful() || answer.body().contentLength() > LARGEST) {
            try (answer) {
                throw new IOException(
                        answer.isSuccessful()
                                ? "the file is larger than " + (LARGEST >> 20) + " MB"
                                : "the link answers with " + answer.code());
            }
        }
        return new Fetched(link, answer);
    }

    /// `open` may be called once; closing what it gives ends the call.
    private record Fetched(URI link, Response answer) implements Shelf.Item {

        @Override
        public String filename() {
            String path = String.valueOf(link.getPath());
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String mimeType() {
            String type = answer.header("Content-Type");
            return type == null
                    ? "application/octet-stream"
                    : type.replaceAll(";.*", "").strip();
        }

        @Override
        public long bytes() {
            return answer.body().contentLength();
        }

        @Override
        public InputStream open() {
            return new Bounded(answer.body().byteStream());
        }
    }

    /// Ends with a failure past the largest size.
    private static final class Bounded extends FilterInputStream {

        private long left = LARGEST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("the file is larger than " + (LARGEST >> 20) + " MB");
            }
        }
    }
}
