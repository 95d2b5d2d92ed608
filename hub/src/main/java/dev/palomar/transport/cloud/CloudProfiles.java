package dev.palomar.transport.cloud;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// What Meta tells and keeps about a number for people to see. Answers are Meta's own, whole.
/// Source: Meta, "Phone numbers / Reference" and "Business profiles".
public final class CloudProfiles {

    private static final String PROFILE = "about,address,description,email,profile_picture_url,websites,vertical";

    private final GraphClient graph;
    private final PlatformApp platform;

    public CloudProfiles(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    /// The number itself, with `fields` or those that Meta chooses.
    public Asked<ObjectNode> number(CloudAccount account, Optional<String> fields) {
        return get(account, account.phoneNumberId(), fields);
    }

    /// `{"data": [{…}]}`.
    public Asked<ObjectNode> profile(CloudAccount account, Optional<String> fields) {
        return get(account, path(account), fields.or(() -> Optional.of(PROFILE)));
    }

    /// `body` is in Meta's form.
    public Asked<ObjectNode> changeProfile(CloudAccount account, ObjectNode body) {
        return Asking.of(
                graph.post(path(account), body, CloudTransport.access(graph, account, platform)), Function.identity());
    }

    private Asked<ObjectNode> get(CloudAccount account, String path, Optional<String> fields) {
        Map<String, String> query = fields.map(names -> Map.of("fields", names)).orElse(Map.of());
        return Asking.of(graph.get(path, query, CloudTransport.access(graph, account, platform)), Function.identity());
    }

    private static String path(CloudAccount account) {
        return account.phoneNumberId() + "/whatsapp_business_profile";
    }
}
