package dev.palomar.app;

import dev.palomar.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Files that a company brings to the hub.
final class Uploads {

    /// A picture of one grey point.
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private Uploads() {}

    /// Answers with the id of a picture in the hub.
    static String picture(Company company) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(PNG);
        form.writeBytes("\r\n--b1--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(company.hub.url() + "/v1/media"))
                .header("Content-Type", "multipart/form-data; boundary=b1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()));
        company.administrator().forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return Json.string(Json.read(answer), "id").orElseThrow(() -> new AssertionError(answer));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
