package dev.palomar.app;

import dev.palomar.media.MediaTypes;
import dev.palomar.model.MediaKind;
import dev.palomar.network.Names;
import dev.palomar.transport.web.Shelf;
import dev.palomar.webhook.AddressGuard;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Fetches files that somebody names by a link, for numbers whose WhatsApp does not fetch them itself. Only from
/// addresses that webhooks may be sent to.
final class LinkedFiles {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofMinutes(1);
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// Answers after which the same link may work: too slow, too early, too many. Source: RFC 9110, RFC 6585.
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

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

    /// What is behind the link, recognised by its content. A link that cannot be reached is tried a few times and then
    /// given up: whatever waits behind it in the conversation would wait as long.
    Shelf.Item fetch(URI link, MediaKind kind) throws IOException {
        String scheme = String.valueOf(link.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Shelf.OfNoUse("the link is none of the web");
        }
        OkHttpClient client = scheme.equals("https") ? https : http;
        for (int tries = 1; ; tries++) {
            try {
                return once(client, link, kind);
            } catch (Shelf.OfNoUse refused) {
                throw refused;
            } catch (IOException failure) {
                if (tries == TRIES) {
                    throw new Shelf.OfNoUse("the link cannot be fetched: " + failure.getMessage());
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopping");
        }
    }

    private static Shelf.Item once(OkHttpClient client, URI link, MediaKind kind) throws IOException {
        Response answer;
        try {
            answer = client.newCall(new Request.Builder().url(link.toString()).build())
                    .execute();
        } catch (IOException failure) {
            throw isForbidden(failure)
                    ? new Shelf.OfNoUse("the link leads to an address that the hub may not call")
                    : failure;
        }
        try {
            return opened(link, kind, answer);
        } catch (IOException | RuntimeException of) {
            answer.close();
            throw of;
        }
    }

    private static boolean isForbidden(@Nullable Throwable failure) {
        if (failure == null || failure instanceof AddressGuard.ForbiddenAddress) {
            return failure != null;
        }
        return isForbidden(failure.getCause());
    }

    private static Shelf.Item opened(URI link, MediaKind kind, Response answer) throws IOException {
        int status = answer.code();
        if (!answer.isSuccessful()) {
            String why = "the link answers with " + status;
            throw PASSING.contains(status) || status >= 500 ? new IOException(why) : new Shelf.OfNoUse(why);
        }
        long announced = answer.body().contentLength();
        InputStream content = answer.body().byteStream();
        byte[] head = content.readNBytes(MediaTypes.LOOK);
        String path = String.valueOf(link.getPath());
        String filename = path.substring(path.lastIndexOf('/') + 1);
        String type = MediaTypes.recognise(head, filename, Optional.ofNullable(answer.header("Content-Type")));
        Optional<String> objection = MediaTypes.objection(kind, type, announced);
        if (objection.isPresent()) {
            throw new Shelf.OfNoUse(objection.get().replaceAll("\\.$", ""));
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
        return new Fetched(filename, type, announced, new Bounded(whole, MediaTypes.largest(kind)));
    }

    /// `open` may be called once; closing what it gives ends the call.
    private record Fetched(String filename, String mimeType, long bytes, InputStream open) implements Shelf.Item {}

    /// Ends with a failure past the largest size, and where the link breaks off.
    private static final class Bounded extends FilterInputStream {

        private final long most;
        private long soFar;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(into, offset, length);
            } catch (IOException broken) {
                throw new Shelf.OfNoUse("the link broke off: " + broken.getMessage());
            }
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) throws IOException {
            soFar += more;
            if (soFar > most) {
                throw new Shelf.OfNoUse(
                        "WhatsApp takes at most " + (most >> 10) + " KB of this kind, and it is larger");
            }
        }
    }
}
