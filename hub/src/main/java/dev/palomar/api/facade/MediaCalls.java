package dev.palomar.api.facade;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.http.Upload;
import dev.palomar.device.Device;
import dev.palomar.media.Media;
import dev.palomar.media.MediaFile;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.MediaId;
import dev.palomar.tenant.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Files: `POST /{phone number id}/media`, `GET` and `DELETE /{media id}`. They have the hub's ids; those
/// that Meta gave to what came in are known, too.
public final class MediaCalls implements Resource {

    /// WhatsApp takes documents of up to 100 MB; a little more is let through for the form around it.
    private static final long MOST_BYTES = 101L << 20;

    private final Nodes nodes;
    private final Media media;
    private final URI publicUrl;

    MediaCalls(Nodes nodes, Media media, URI publicUrl) {
        this.nodes = nodes;
        this.media = media;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Route> routes() {
        Access write = Access.everyRole(Scope.MEDIA_WRITE);
        return List.of(
                Route.post("/{id}/media", write, this::upload)
                        .upload(MOST_BYTES)
                        .idempotent(),
                Route.delete("/{id}", write, this::delete));
    }

    private Answer upload(Call call) {
        nodes.number(call);
        Upload upload = call.upload();
        boolean said = Optional.ofNullable(upload.fields().get("messaging_product"))
                .or(() -> Asking.query(call, "messaging_product", 20))
                .filter("whatsapp"::equals)
                .isPresent();
        if (!said) {
            throw new Rejection.InvalidValue("messaging_product", "is required, and must be whatsapp");
        }
        Upload.File file = upload.file()
                .filter(sent -> sent.field().equals("file"))
                .orElseThrow(() -> new Rejection.InvalidValue("file", "is required"));
        Optional<String> declared = Optional.ofNullable(upload.fields().get("type"))
                .or(file::contentType)
                .filter(type -> type.contains("/") && !type.startsWith("application/octet-stream"));
        try (InputStream content = Files.newInputStream(file.path())) {
            MediaFile kept = media.upload(call.tenant(), file.name().orElse("file"), declared, content);
            return Answer.ok(Json.object().put("id", kept.id().text()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Answer delete(Call call) {
        media.delete(call.tenant(), find(call).map(MediaFile::id).orElseThrow(() -> new Rejection.NotFound("file")));
        return Answer.ok(Json.object().put("success", true));
    }

    /// The file that is meant by `{id}`, if it is one, and one of the number that the query names.
    Optional<MediaFile> find(Call call) {
        String id = call.path("id");
        Optional<MediaFile> file = MediaId.read(id)
                .<Optional<MediaFile>>map(ours -> known(call, ours))
                .orElseGet(() -> media.named(call.tenant(), id));
        return file.filter(one -> one.device().isEmpty()
                        || call.caller()
                                .devices()
                                .map(allowed -> allowed.contains(one.device().get()))
                                .orElse(true))
                .filter(one -> Asking.query(call, "phone_number_id", 64)
                        .map(number -> isOf(call, one, number))
                        .orElse(true));
    }

    private Optional<MediaFile> known(Call call, MediaId id) {
        try {
            return Optional.of(media.get(call.tenant(), id));
        } catch (Rejection.NotFound nothing) {
            return Optional.empty();
        }
    }

    /// What was uploaded here may go over every number of the tenant.
    private boolean isOf(Call call, MediaFile file, String number) {
        Optional<Device> device = nodes.number(call, number);
        return device.isPresent()
                && (file.device().isEmpty()
                        || file.device().get().equals(device.get().id()));
    }

    /// As Meta describes a file, after it was fetched from WhatsApp where it is not here yet.
    ObjectNode json(Call call, MediaFile file) {
        MediaFile here = media.fetched(call.tenant(), file.id());
        return Json.object()
                .put("messaging_product", "whatsapp")
                .put("url", publicUrl + "/v1/media/" + here.id().text() + "/content")
                .put("mime_type", here.mimeType().orElse("application/octet-stream"))
                .put("sha256", here.sha256().orElse(""))
                .put("file_size", here.bytes().orElse(0L))
                .put("id", call.path("id"));
    }
}
