package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.MediaFile;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.traffic.MediaKind;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Json;
import dev.palomar.sandbox.wire.Multipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Uploading, looking up, downloading and deleting files.
///
/// Facts: Meta, "Cloud API – media": a download address is good for five minutes and needs the token.
final class Media {

    static final String DOWNLOADS = "whatsapp_business";

    private static final Duration ADDRESS_GOOD = Duration.ofMinutes(5);

    private final Network network;
    private final Files files;
    private final String salt;

    Media(Network network, Files files) {
        this.network = network;
        this.files = files;
        this.salt = network.ids().alphanumeric(20);
    }

    JsonNode upload(Request request, BusinessNumber number) {
        request.requireProduct();
        Multipart.Part file = request.call().parts().stream()
                .filter(part -> part.name().equals("file"))
                .findFirst()
                .orElseThrow(() -> GraphError.parameter("The parameter file is required."));
        String declared = request.text("type");
        String mimeType = !file.contentType().isEmpty() && !file.contentType().startsWith("application/octet-stream")
                ? file.contentType()
                : declared;
        MediaKind kind = MediaKind.ofMimeType(mimeType)
                .orElseThrow(() -> GraphError.parameter("Param file must be a file with one of the following types: "
                        + String.join(", ", MediaKind.allMimeTypes()) + ". Received file of type '" + mimeType + "'."));
        if (file.bytes().size() == 0) {
            throw GraphError.of(131053, "The file is empty.");
        }
        if (file.bytes().size() > kind.limit()) {
            throw GraphError.of(
                    131053,
                    "File size of " + file.bytes().size() + " bytes exceeds the limit of " + kind.limit()
                            + " bytes for " + kind.word() + ".");
        }
        MediaFile kept = files.upload(number, mimeType, file.filename(), file.bytes());
        return Json.object().put("id", kept.id());
    }

    /// The file, if it exists and belongs to a number that the token reaches.
    Optional<MediaFile> find(Request request, String id) {
        return network.media(id)
                .filter(file -> network.number(file.numberId())
                        .filter(number -> request.mayUse(number.account()))
                        .isPresent());
    }

    JsonNode look(Request request, MediaFile file) {
        belongs(request, file);
        BusinessNumber owner = network.number(file.numberId()).orElseThrow();
        if (network.faults()
                .take(
                        Fault.Kind.MEDIA_MISSING,
                        List.of(owner.id(), owner.phone().e164(), file.id()))
                .isPresent()) {
            throw GraphError.unknownObject("GET", file.id());
        }
        ObjectNode answer = Json.object();
        answer.put("messaging_product", "whatsapp");
        answer.put("url", address(request.call().base(), file));
        answer.put("mime_type", file.mimeType());
        answer.put("sha256", file.sha256());
        answer.put("file_size", file.bytes().size());
        answer.put("id", file.id());
        return answer;
    }

    JsonNode delete(Request request, MediaFile file) {
        belongs(request, file);
        network.forgetMedia(file.id());
        return Json.object().put("success", true);
    }

    /// The bytes behind an address that [#look] gave out.
    Answer download(Request request) {
        if (request.token().isEmpty()) {
            return Answer.text(401, "Unauthorized");
        }
        Optional<MediaFile> file = find(request, request.call().query("mid"));
        long until = parse(request.call().query("ext"));
        boolean good = file.isPresent()
                && request.call().query("hash").equals(hash(file.get().id(), until))
                && Instant.ofEpochSecond(until).isAfter(network.now());
        if (!good) {
            return Answer.text(404, "Not Found");
        }
        return Answer.bytes(file.get().mimeType(), file.get().bytes())
                .with(Map.of(
                        "Content-Disposition", "inline;filename=" + file.get().id()));
    }

    private String address(String base, MediaFile file) {
        long until = network.now().plus(ADDRESS_GOOD).getEpochSecond();
        return base + "/whatsapp_business/attachments/?mid=" + file.id() + "&ext=" + until + "&hash="
                + hash(file.id(), until);
    }

    private String hash(String id, long until) {
        CRC32 crc = new CRC32();
        crc.update((salt + id + until).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return "ARm" + Long.toHexString(crc.getValue());
    }

    private static long parse(String seconds) {
        return seconds.matches("\\d{1,12}") ? Long.parseLong(seconds) : 0;
    }

    private static void belongs(Request request, MediaFile file) {
        if (request.has("phone_number_id") && !request.text("phone_number_id").equals(file.numberId())) {
            throw GraphError.unknownObject(request.method(), file.id());
        }
    }
}
