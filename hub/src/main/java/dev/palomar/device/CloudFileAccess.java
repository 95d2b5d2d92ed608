package dev.palomar.device;

import dev.palomar.media.MediaFetcher;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.CloudFiles;

/// Brings files of Cloud numbers: between the store, which knows no transport, and the transport, which knows no store.
public final class CloudFileAccess implements MediaFetcher {

    private final CloudAccounts accounts;
    private final CloudFiles files;

    public CloudFileAccess(CloudAccounts accounts, CloudFiles files) {
        this.accounts = accounts;
        this.files = files;
    }

    @Override
    public Fetched fetch(TenantId tenant, DeviceId device, String wireId, Reading reading) {
        CloudFiles.Fetched fetched;
        try {
            fetched = files.fetch(accounts.of(tenant, device), wireId, (content, _) -> reading.read(content));
        } catch (Rejection.NotFound gone) {
            return new Fetched.Gone("The number it came to is not connected here any more.");
        }
        return switch (fetched) {
            case CloudFiles.Fetched.Whole whole -> new Fetched.Whole(whole.mimeType());
            case CloudFiles.Fetched.Gone(String why) -> new Fetched.Gone(why);
            case CloudFiles.Fetched.Later(String why) -> new Fetched.Later(why);
        };
    }
}
