package dev.palomar.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A browser as far as pages without scripts need one: it follows links, keeps cookies and fills in forms.
final class Browser implements AutoCloseable {

    /// What it shows.
    record Page(URI at, int status, String html, String policy) {

        /// The values of the radio buttons with this name.
        List<String> choices(String name) {
            List<String> values = new ArrayList<>();
            Matcher matcher =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(html);
            while (matcher.find()) {
                values.add(matcher.group(1));
            }
            return values;
        }

        private URI form() {
            Matcher matcher =
                    Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"").matcher(html);
            if (!matcher.find()) {
                throw new AssertionError("no form on " + at + ": " + html);
            }
            String action = matcher.group(1).replace("&amp;", "&");
            // java.net.URI takes a query alone for a change of the path, too
            return action.startsWith("?")
                    ? URI.create(at.toString().replaceAll("\\?.*", "") + action)
                    : at.resolve(action);
        }
    }

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String language;

    Browser(String language) {
        this.language = language;
    }

    Page open(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    /// Sends the page's form with these names and values.
    Page submit(Page page, String... values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            pairs.add(values[i] + "=" + URLEncoder.encode(values[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(page.form())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
    }

    /// Calls the API from a page of the panel, as a logged-in person.
    String post(String address, String body, java.util.Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request).html();
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.header("Accept-Language", language)
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Page(
                    answer.uri(),
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("Content-Security-Policy").orElse(""));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
