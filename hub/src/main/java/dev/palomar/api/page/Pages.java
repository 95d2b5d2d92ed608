package dev.palomar.api.page;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Handler;
import dev.palomar.model.Rejection;
import java.util.List;
import java.util.regex.Pattern;

/// What no route answers: the panel's files, those of `/docs`, and for a person's browser at any other place the panel
/// itself, which finds its way by the address.
public final class Pages implements Handler {

    private static final List<String> NOT_FOR_PEOPLE = List.of("v1/", "webhooks/meta/", "oauth/", "docs/", "assets/");
    /// One device is a place in the panel; what is below it are calls, which have a second address here.
    private static final Pattern CALL_TO_A_DEVICE = Pattern.compile("devices/[^/]*/.*");

    private final Files files;

    public Pages(Files files) {
        this.files = files;
    }

    @Override
    public Answer handle(Call call) {
        String path = call.rawPath().substring(1);
        if (path.startsWith("docs/") && files.has(path)) {
            return files.answer(call, path, Files.REVALIDATE);
        }
        if (!path.isEmpty() && files.has("panel/" + path)) {
            String caching = path.startsWith("assets/") ? Files.FOR_EVER : Files.REVALIDATE;
            return files.answer(call, "panel/" + path, caching);
        }
        if (isPlaceInThePanel(path) && wantsPage(call) && files.has("panel/index.html")) {
            return files.answer(call, "panel/index.html", Files.REVALIDATE);
        }
        throw new Rejection.NotFound("page");
    }

    private static boolean isPlaceInThePanel(String path) {
        boolean looksLikeFile = path.substring(path.lastIndexOf('/') + 1).contains(".");
        return !looksLikeFile
                && NOT_FOR_PEOPLE.stream().noneMatch(path::startsWith)
                && !CALL_TO_A_DEVICE.matcher(path).matches();
    }

    private static boolean wantsPage(Call call) {
        return call.rawPath().equals("/")
                || call.header("Accept")
                        .filter(types -> types.contains("text/html"))
                        .isPresent();
    }
}
