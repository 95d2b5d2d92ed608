package dev.palomar.transport.cloud;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import java.util.Optional;
import java.util.Set;

/// WhatsApp by Meta's Cloud API.
public final class CloudTransport implements Transport {

    static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "reaction",
            "interactive",
            "template");

    private static final Capabilities CAPABILITIES = new Capabilities(false, TYPES, true);

    private final GraphClient graph;
    private final CloudAccounts accounts;
    private final MediaShelf shelf;
    private final PlatformApp platform;
    private final PairPauses pairs = new PairPauses();

    public CloudTransport(GraphClient graph, CloudAccounts accounts, MediaShelf shelf, PlatformApp platform) {
        this.graph = graph;
        this.accounts = accounts;
        this.shelf = shelf;
        this.platform = platform;
    }

    @Override
    public Session session(TenantId tenant, DeviceId device) {
        CloudAccount account = accounts.of(tenant, device);
        return new CloudSession(graph, account, access(graph, account, platform), shelf, pairs);
    }

    /// Not repeatable: Meta knows no key by which it would recognise a message sent again.
    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    static GraphAccess access(GraphClient graph, CloudAccount account, PlatformApp platform) {
        Optional<dev.palomar.model.Secret> proof =
                account.appSecret().or(() -> graph.settings().secretProof() ? platform.appSecret() : Optional.empty());
        return new GraphAccess(account.token(), proof, Optional.of(account));
    }
}
