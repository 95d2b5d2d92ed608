package dev.palomar.transport.cloud;

import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The hub's files, as a number needs them for sending.
public interface MediaShelf {

    /// A file that is here.
    interface Item {
        String filename();

        String mimeType();

        long bytes();

        InputStream open() throws IOException;
    }

    /// Empty when the tenant has no such file or its content is not here.
    Optional<Item> find(TenantId tenant, MediaId media);

    /// Under which id WhatsApp already holds the file for this number, and will for some days.
    Optional<String> uploaded(TenantId tenant, MediaId media, String phoneNumberId);

    /// WhatsApp took the file as `wireId`.
    void remember(TenantId tenant, MediaId media, String phoneNumberId, String wireId);

    /// What was remembered may not hold any more.
    void forget(TenantId tenant, MediaId media, String phoneNumberId);
}
