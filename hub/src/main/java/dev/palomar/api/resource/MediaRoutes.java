package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.ByteRange;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.http.Upload;
import dev.palomar.media.Media;
import dev.palomar.media.MediaContent;
import dev.palomar.media.MediaFile;
import dev.palomar.media.MediaLinks;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.privacy.AccessLog;
import dev.palomar.tenant.Scope;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Files: up, down, and links to them that need no credentials.
public final class MediaRoutes implements Resource {

    /// WhatsApp takes documents of up to 100 MB; a little more is let through for the form around it.
    private static final long MOST_BYTES = 101L << 20;

    private static final Duration LINK = Duration.ofMinutes(15);

    private final Media media;
    private final MediaLinks links;
    private final AccessLog access;
    private final URI publicUrl;

    public MediaRoutes(Media media, MediaLinks links, AccessLog access, URI publicUrl) {
        this.media = media;
        this.links = links;
        this.access = access;
        this.publicUrl = publicUrl;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.MEDIA_READ);
        return List.of(
                Route.post("/v1/media", Access.everyRole(Scope.MEDIA_WRITE), this::upload)
                        .upload(MOST_BYTES)
                        .idempotent(),
                Route.get("/v1/media/{id}", read, this::get),
                Route.get("/v1/media/{id}/content", Access.everyRoleOrSigned(Scope.MEDIA_READ), this::content),
                Route.post("/v1/media/{id}/link", read, this::link));
    }

    private Answer upload(Call call) {
        Upload upload = call.upload();
        Upload.File file = upload.file()
                .filter(sent -> sent.field().equals("file"))
                .orElseThrow(() -> new Rejection.InvalidValue("file", "is required"));
        try (InputStream content = Files.newInputStream(file.path())) {
            String name = file.name().orElse("file");
            return Answer.created(json(media.upload(call.tenant(), name, declared(file), content)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What a form declares without being asked says nothing.
    private static Optional<String> declared(Upload.File file) {
        return file.contentType().filter(type -> !type.startsWith("application/octet-stream"));
    }

    private Answer get(Call call) {
        return Answer.ok(json(looked(call, call.tenant(), id(call))));
    }

    /// The file, which the caller looks at. A key that is limited to devices does not see what came over others.
    private MediaFile looked(Call call, TenantId tenant, MediaId id) {
        MediaFile file = media.get(tenant, id);
        boolean hidden = file.device()
                .flatMap(device -> call.caller().devices().map(allowed -> !allowed.contains(device)))
                .orElse(false);
        if (hidden) {
            throw new Rejection.NotFound("file");
        }
        access.readFile(tenant, id, call.caller().author());
        return file;
    }

    private Answer content(Call call) {
        MediaId id = id(call);
        Parameters query = call.parameters();
        Optional<Integer> expires = query.integer("expires", 0, Integer.MAX_VALUE);
        Optional<String> signature = query.text("signature", 200);
        query.done();
        call.maybeTenant().ifPresent(callers -> looked(call, callers, id));
        TenantId tenant = call.maybeTenant()
                .orElseGet(() -> expires.flatMap(until -> signature.flatMap(signed -> links.read(id, until, signed)))
                        .orElseThrow(() -> new Rejection.Unauthenticated(
                                "The link has run out or was changed. Send credentials, or ask for a new link.")));
        MediaContent content = media.open(tenant, id);
        Optional<ByteRange> range = call.header("Range").flatMap(asked -> ByteRange.read(asked, content.bytes()));
        if (range.filter(part -> part.bytes() == 0).isPresent()) {
            close(content);
            return Answer.noSuchPart(call, content.bytes());
        }
        Answer answer = range.map(part -> Answer.part(
                        type(content), part.first(), part.bytes(), content.bytes(), new Sending(content, part)))
                .orElseGet(() -> Answer.file(
                        type(content), content.bytes(), new Sending(content, new ByteRange(0, content.bytes()))))
                .with("Accept-Ranges", "bytes");
        for (Map.Entry<String, String> header : content.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /// A file, or a part of one, on its way to the caller.
    private record Sending(MediaContent content, ByteRange part) implements Answer.Writer {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (content) {
                InputStream in = content.content();
                in.skipNBytes(part.first());
                byte[] bytes = new byte[64 << 10];
                long left = part.bytes();
                while (left > 0) {
                    int got = in.read(bytes, 0, (int) Math.min(bytes.length, left));
                    if (got < 0) {
                        throw new EOFException("the file is shorter than it was");
                    }
                    out.write(bytes, 0, got);
                    left -= got;
                }
            }
        }

        @Override
        public void unwanted() throws IOException {
            content.close();
        }
    }

    private static void close(MediaContent content) {
        try {
            content.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String type(MediaContent content) {
        return content.headers().getOrDefault("Content-Type", "application/octet-stream");
    }

    private Answer link(Call call) {
        MediaId id = id(call);
        Fields body = call.fieldsIfAny();
        Duration life = body.optionalInt("expiresInSeconds", 60, 86_400)
                .map(Duration::ofSeconds)
                .orElse(LINK);
        body.done();
        looked(call, call.tenant(), id);
        MediaLinks.Link link = links.sign(call.tenant(), id, life);
        return Answer.ok(Json.object()
                .put("url", publicUrl + "/v1/media/" + id.text() + "/content?" + link.query())
                .put("expiresAt", Times.text(link.expiresAt())));
    }

    private static MediaId id(Call call) {
        return call.id("id", MediaId::read, "file");
    }

    private static ObjectNode json(MediaFile file) {
        return Json.object()
                .put("id", file.id().text())
                .put("state", file.state().word())
                .put("mimeType", file.mimeType().orElse(null))
                .put("bytes", file.bytes().orElse(null))
                .put("sha256", file.sha256().orElse(null))
                .put("filename", file.filename().orElse(null))
                .put("deviceId", file.device().map(DeviceId::text).orElse(null))
                .put("problem", file.problem().orElse(null))
                .put("createdAt", Times.text(file.createdAt()));
    }
}
