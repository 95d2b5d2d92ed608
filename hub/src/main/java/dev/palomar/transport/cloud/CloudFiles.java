package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// Brings files that people sent from WhatsApp into the hub. Source: Meta, "Cloud API / Reference / Media": the
/// address of a file is good for five minutes, the file itself for seven days.
public final class CloudFiles {

    /// Takes a file's content as it comes.
    @FunctionalInterface
    public interface Reading {
        void read(InputStream content, OptionalLong length) throws IOException;
    }

    /// What became of fetching one file.
    public sealed interface Fetched {

        /// All of it was read.
        record Whole(Optional<String> mimeType, Optional<String> sha256) implements Fetched {}

        /// WhatsApp no longer has it, or does not give it to this number.
        record Gone(String why) implements Fetched {}

        /// Not now.
        record Later(String why) implements Fetched {}
    }

    private final GraphClient graph;
    private final PlatformApp platform;

    public CloudFiles(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    /// Never throws for what Meta or the network did. `reading` may have seen a part when it is not [Fetched.Whole].
    public Fetched fetch(CloudAccount account, String wireId, Reading reading) {
        if (!wireId.matches("[A-Za-z0-9_.:-]{1,200}")) {
            return new Fetched.Gone("WhatsApp's id of the file cannot be one.");
        }
        GraphAccess access = CloudTransport.access(graph, account, platform);
        return switch (graph.get(wireId, Map.of("phone_number_id", account.phoneNumberId()), access)) {
            case GraphAnswer.Done done -> download(done.body(), access, reading);
            case GraphAnswer.Refused refused -> refused(refused);
            case GraphAnswer.Strange strange -> new Fetched.Later("status " + strange.status());
            case GraphAnswer.Cut cut -> new Fetched.Later(cut.why());
            case GraphAnswer.NotReached away -> new Fetched.Later(away.why());
        };
    }

    private Fetched download(ObjectNode facts, GraphAccess access, Reading reading) {
        Optional<URI> address = Json.string(facts, "url").flatMap(CloudFiles::uri);
        if (address.isEmpty()) {
            return new Fetched.Later("Meta did not say where the file is");
        }
        GraphAnswer answer = graph.download(
                address.get(),
                access,
                (content, length) ->
                        reading.read(content, length < 0 ? OptionalLong.empty() : OptionalLong.of(length)));
        return switch (answer) {
            case GraphAnswer.Done _ -> new Fetched.Whole(Json.string(facts, "mime_type"), Json.string(facts, "sha256"));
            case GraphAnswer.Refused refused -> refused(refused);
            case GraphAnswer.Strange strange -> new Fetched.Later("status " + strange.status() + " for the content");
            case GraphAnswer.Cut cut -> new Fetched.Later(cut.why());
            case GraphAnswer.NotReached away -> new Fetched.Later(away.why());
        };
    }

    private static Fetched refused(GraphAnswer.Refused refused) {
        MetaCodes.Code code = MetaCodes.get().of(refused.error());
        String said = MetaCodes.get().told(refused.error()).message();
        boolean gone = code.then() == MetaCodes.Then.REFUSED;
        return gone ? new Fetched.Gone(said) : new Fetched.Later(said);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
