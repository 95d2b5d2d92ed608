package dev.palomar.device;

import dev.palomar.media.MediaFetcher;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;

/// Brings files of all numbers: what WhatsApp calls a file says which way it came. At Meta that is an id, over WhatsApp
/// Web all that is needed to fetch and open it, as JSON.
public final class FileAccess implements MediaFetcher {

    private final MediaFetcher cloud;
    private final MediaFetcher web;

    public FileAccess(MediaFetcher cloud, MediaFetcher web) {
        this.cloud = cloud;
        this.web = web;
    }

    @Override
    public Fetched fetch(TenantId tenant, DeviceId device, String wireId, Reading reading) {
        return (wireId.startsWith("{") ? web : cloud).fetch(tenant, device, wireId, reading);
    }
}
