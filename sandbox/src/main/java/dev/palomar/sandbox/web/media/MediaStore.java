package dev.palomar.sandbox.web.media;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.wire.Answer;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.Json;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// WhatsApp's servers for files: what is uploaded there is sealed, and stays so.
public final class MediaStore {

    private static final long KEPT = 512L << 20;
    private static final String PICTURES = "/v/t61/";

    private final Network network;
    private final Supplier<String> host;
    private final Map<String, Bytes> files = new LinkedHashMap<>();
    private long size;
    private String auth = "";

    /// @param host name and port under which this is reached by HTTPS; asked when the first file travels
    public MediaStore(Network network, Supplier<String> host) {
        this.network = network;
        this.host = host;
    }

    public String host() {
        return host.get();
    }

    /// What a client has to show to upload.
    public synchronized String auth() {
        if (auth.isEmpty()) {
            auth = network.ids().alphanumeric(40);
        }
        return auth;
    }

    /// Keeps a file; answers with its path.
    public synchronized String put(Bytes sealed) {
        String path = "/v/t62/" + HexFormat.of().formatHex(Secrets.sha256(sealed.array())) + ".enc";
        if (files.put(path, sealed) == null) {
            size += sealed.size();
        }
        while (size > KEPT && files.size() > 1) {
            String oldest = files.keySet().iterator().next();
            size -= files.getOrDefault(oldest, Bytes.NONE).size();
            files.remove(oldest);
        }
        return path;
    }

    /// Keeps the picture of a person or group, which is not sealed; answers with its path.
    public synchronized String putPicture(Bytes content) {
        String path = PICTURES + HexFormat.of().formatHex(Secrets.sha256(content.array())) + ".jpg";
        if (files.put(path, content) == null) {
            size += content.size();
        }
        return path;
    }

    public synchronized Optional<Bytes> get(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// Whether a call is meant for these servers.
    public static boolean takes(String path) {
        return path.startsWith("/mms/") || path.startsWith("/v/t62/") || path.startsWith(PICTURES);
    }

    /// Answers an upload or a download.
    public Answer answer(Call call) {
        if (call.method().equals("POST") && call.path().startsWith("/mms/")) {
            if (!call.query("auth").equals(auth())) {
                return Answer.text(401, "not authorized");
            }
            String path = put(call.body());
            return Answer.json(
                    Json.object().put("url", "https://" + host() + path).put("direct_path", path));
        }
        boolean missing = network.faults()
                .take(Fault.Kind.MEDIA_MISSING, List.of(call.path()))
                .isPresent();
        Optional<Bytes> file = missing ? Optional.empty() : get(call.path());
        String type = call.path().startsWith(PICTURES) ? "image/jpeg" : "application/octet-stream";
        return file.map(bytes -> Answer.bytes(type, bytes)).orElseGet(() -> Answer.text(404, "not found"));
    }

    public synchronized void reset() {
        files.clear();
        size = 0;
    }
}
